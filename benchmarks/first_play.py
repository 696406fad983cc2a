"""How soon a film that browsers know plays after its last byte, beside a bare ffmpeg that packs the same file."""

import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.conversion import source_film
from benchmarks.measure import HEAD, in_turns, row, table
from benchmarks.product import demo, worker
from benchmarks.visitor import Visitor

SIZE = 500_000_000
ROUNDS = 3
GOAL_S = 2


def main() -> None:
    """Prints the seconds of both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = _grown(source_film(folder), folder / "film.mp4")
        with demo(folder / "data") as port, worker(folder / "data"):
            sanne = Visitor(port)
            sanne.sign_in("Sanne Visser")
            compared = in_turns(lambda: _until_it_plays(sanne, film), lambda: _packed(film, folder), ROUNDS)
    print(table(HEAD, [row(f"{SIZE // 1_000_000} MB", compared, 1, "s")]))
    print(f"\nFrom the answer to the last byte until the first bytes of the film are served; the goal is {GOAL_S} s.")


def _until_it_plays(sanne: Visitor, film: Path) -> float:
    recording = sanne.bring_in(film)
    begun = time.perf_counter()
    sanne.wait_until(recording, "plays")
    status, _ = sanne.ask("GET", f"/recordings/{recording}/media/direct", headers={"Range": "bytes=0-262143"})
    taken = time.perf_counter() - begun
    assert status == 206, status
    sanne.post(f"/recordings/{recording}/delete")
    return taken


def _packed(film: Path, folder: Path) -> float:
    begun = time.perf_counter()
    asked = ["ffmpeg", "-v", "error", "-y", "-i", str(film), "-c", "copy", "-movflags", "+faststart"]
    subprocess.run([*asked, str(folder / "packed.mp4")], check=True)
    return time.perf_counter() - begun


def _grown(source: Path, target: Path) -> Path:
    asked = ["ffmpeg", "-v", "error", "-y", "-stream_loop", "-1", "-i", str(source), "-fs", str(SIZE), "-c", "copy"]
    subprocess.run([*asked, str(target)], check=True)
    return target


if __name__ == "__main__":
    main()
