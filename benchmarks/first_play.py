"""How soon a film that browsers know plays after its last byte, beside a bare ffmpeg that packs the same file."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.conversion import source_film
from benchmarks.measure import HEAD, in_turns, row, table
from benchmarks.product import ROOT, demo
from benchmarks.visitor import Visitor

SIZE = 500_000_000
ROUNDS = 3
GOAL_S = 2
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    """Prints the seconds of both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = _grown(source_film(folder), folder / "film.mp4")
        with demo(folder / "data") as port, _worker(folder / "data"):
            sanne = Visitor(port)
            sanne.sign_in("Sanne Visser")
            compared = in_turns(lambda: _until_it_plays(sanne, film), lambda: _packed(film, folder), ROUNDS)
    print(table(HEAD, [row(f"{SIZE // 1_000_000} MB", compared, 1, "s")]))
    print(f"\nFrom the answer to the last byte until the first bytes of the film are served; the goal is {GOAL_S} s.")


def _until_it_plays(sanne: Visitor, film: Path) -> float:
    token = sanne.token()
    typed = {"csrf_token": token, "title": "Gemeten", "situation": "other", "filmed_on": "2026-11-01"}
    sanne.ask("POST", "/recordings", urlencode(typed), FORM)
    recording = sanne.location.split("/recordings/")[1].split("/")[0]
    tus = {"Tus-Resumable": "1.0.0", "X-CSRFToken": token}
    said = f"recording {b64encode(recording.encode()).decode()}"
    length = str(film.stat().st_size)
    sanne.ask("POST", "/uploads", b"", {**tus, "Upload-Length": length, "Upload-Metadata": said})
    place = "/" + sanne.location.split("/", 3)[3] if sanne.location.startswith("http") else sanne.location
    headers = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    status, _ = sanne.ask("PATCH", place, film.read_bytes(), headers)
    assert status == 204, status
    begun = time.perf_counter()
    while not json.loads(sanne.ask("GET", f"/recordings/{recording}/status")[1])["plays"]:
        time.sleep(0.02)
    status, _ = sanne.ask("GET", f"/recordings/{recording}/media/direct", headers={"Range": "bytes=0-262143"})
    taken = time.perf_counter() - begun
    assert status == 206, status
    sanne.ask("POST", f"/recordings/{recording}/delete", urlencode({"csrf_token": token}), FORM)
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


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    """At work beside the server, as in a product."""
    settings = {"DATA_DIR": str(folder), "DEMO": "1", "SECRET_KEY": "measured"}
    process = subprocess.Popen(
        [sys.executable, "worker.py"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    main()
