"""What making a film unrecognisable costs in CPU seconds, beside one bare ffmpeg command that makes the film again.

Ours finds faces, covers them, and looks through what came out; each is also given by itself, a second of film. Behind
limits only: what runs in a namespace is not counted among our children.
"""

import resource
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from benchmarks.measure import HEAD, in_turns, row, table
from wpl_platform import create_app
from wpl_platform.media import pipeline, redaction_tools, sandbox
from wpl_platform.media.ffmpeg import Watch
from wpl_platform.media.pipeline import Examined
from wpl_platform.media.redaction import Redaction, Voice

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples"
FILMS = (("35 s, 180p, many shots", "01"), ("15 s, 360p, two people", "12"), ("45 s, 720p, a shop", "02"))
ROUNDS = 1


def main() -> None:
    """Prints a line a film, and what each part of the work costs."""
    costs, parts = [], []
    open_air = mock.patch.object(sandbox, "isolation", return_value="limits only")
    with open_air, tempfile.TemporaryDirectory() as name, create_app().app_context():
        for said, number in FILMS:
            film = next(iter(sorted(SAMPLES.glob(f"{number}_*"))), None)
            if film is None:
                continue
            examined = pipeline.examine(film)
            assert isinstance(examined, Examined)
            costs.append(row(said, in_turns(_ours(film, examined, name), _bare(film, examined, name), ROUNDS), 1, "s"))
            parts.append([said, *_parts(film, examined, name)])
    print(table(HEAD, costs))
    print("\nCPU seconds for each second of film:\n")
    print(table(("what", "finding", "covering", "all of it", "one bare command"), parts))


def _ours(film: Path, examined: Examined, name: str) -> Callable[[], float]:
    asked = Redaction(faces=True, voice=Voice.CHANGED)

    def run() -> float:
        with tempfile.TemporaryDirectory(dir=name) as folder:
            watch = Watch(examined.film_ms)
            return _cpu_of(
                lambda: redaction_tools.unrecognisable(film, examined, asked, Path(folder), lambda *_step: watch)
            )

    return run


def _bare(film: Path, examined: Examined, name: str) -> Callable[[], float]:
    target = Path(name) / "bare.mp4"
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(film), "-map", f"0:{examined.plan.video}"]
    if examined.plan.audio is not None:
        command += ["-map", f"0:{examined.plan.audio}", "-c:a", "aac"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p", str(target)]
    return lambda: _cpu_of(lambda: subprocess.run(command, check=True))


def _parts(film: Path, examined: Examined, name: str) -> list[str]:
    seconds = examined.film_ms / 1000
    with tempfile.TemporaryDirectory(dir=name) as folder:
        here, watch = Path(folder), Watch(examined.film_ms)
        finding = _cpu_of(lambda: redaction_tools.faces(film, examined, here, watch))
        found = redaction_tools.faces(film, examined, here, Watch(examined.film_ms))
        asked = Redaction(faces=True, found=found, voice=Voice.CHANGED)
        covering = _cpu_of(lambda: redaction_tools.cover(film, examined, asked, here, Watch(examined.film_ms)))
    whole, bare = _ours(film, examined, name)(), _bare(film, examined, name)()
    return [f"{cost / seconds:.2f}" for cost in (finding, covering, whole, bare)]


def _cpu_of(act: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


if __name__ == "__main__":
    main()
