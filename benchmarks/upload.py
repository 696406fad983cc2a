"""What a film costs on its way in: a tus upload to the running server, beside a bare copy to the disk."""

import os
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measure import HEAD, in_turns, row, table
from benchmarks.product import demo, memory_kb
from benchmarks.visitor import Visitor

SIZE = 256 * 1024 * 1024
ROUNDS = 4
PIECE = 1024 * 1024


def main() -> None:
    """Prints the time of both, the speed, and how the server's memory grew."""
    with tempfile.TemporaryDirectory() as name, demo(Path(name) / "data") as port:
        source = Path(name) / "film.bin"
        source.write_bytes(os.urandom(PIECE) * (SIZE // PIECE))
        sanne = Visitor(port)
        sanne.sign_in("Sanne Visser")
        before = memory_kb(port)
        compared = in_turns(lambda: upload(sanne, source), lambda: copy(source, Path(name) / "copy.bin"), ROUNDS)
        grown = memory_kb(port) - before
    print(table(HEAD, [row(f"{SIZE // PIECE} MiB, from first to last byte on disk", compared, 1, "s")]))
    print(f"\n{SIZE / compared.ours.median / 1e6:.0f} MB/s in; the server's memory grew {grown / 1024:.1f} MB.")


def upload(sanne: Visitor, source: Path) -> float:
    """Seconds of one PATCH with the whole file; beginning the recording and clearing up do not count."""
    token = sanne.token()
    typed = {"csrf_token": token, "title": "Gemeten", "situation": "other", "filmed_on": "2026-11-01"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sanne.ask("POST", "/recordings", urlencode(typed), form)
    recording = sanne.location.split("/recordings/")[1].split("/")[0]
    tus = {"Tus-Resumable": "1.0.0", "X-CSRFToken": token}
    said = f"recording {b64encode(recording.encode()).decode()}"
    sanne.ask("POST", "/uploads", b"", {**tus, "Upload-Length": str(SIZE), "Upload-Metadata": said})
    place = "/" + sanne.location.split("/", 3)[3] if sanne.location.startswith("http") else sanne.location
    body = source.read_bytes()
    begun = time.perf_counter()
    headers = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    status, _ = sanne.ask("PATCH", place, body, headers)
    taken = time.perf_counter() - begun
    assert status == 204, status
    sanne.ask("POST", f"/recordings/{recording}/delete", urlencode({"csrf_token": token}), form)
    return taken


def copy(source: Path, target: Path) -> float:
    """Seconds of a bare copy in pieces, flushed to the disk."""
    target.unlink(missing_ok=True)
    begun = time.perf_counter()
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(PIECE):
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
