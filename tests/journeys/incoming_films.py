"""Every film there is goes through the whole product: uploaded, worked on by a real worker, and looked at afterwards.

`python -m tests.journeys.incoming_films` writes what each became to docs/what-comes-in.md.
"""

import json
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flask_babel import force_locale
from sqlalchemy import select

from tests.journeys.test_killed import Visitor
from tests.kept import path_of
from tests.media.conftest import HOSTILE, SAMPLES
from tests.running import Product, product_in, until
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.words import what_we_do, why

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-comes-in.md"
ENDED = (Stage.READY, Stage.REFUSED, Stage.FAILED)
SECRET = b"what nobody may read"
SIDE = 32
PATIENCE_S = 120


@dataclass(frozen=True)
class Became:
    """What the product made of a file: where it ended, in words, its heights, and how it looks beside the file."""

    file: Path
    stage: Stage
    reason: str
    verdict: str
    said: str
    heights: tuple[str, ...] = ()
    size: tuple[int, int] = (0, 0)
    length_ms: int = 0
    true_ms: int = 0
    likeness: float = 0
    attempts: int = 0
    telling: tuple[str, ...] = ()

    @property
    def line(self) -> list[str]:
        """As a row of the table."""
        if self.stage is not Stage.READY:
            return [self.file.name.replace("\n", "⏎").replace("|", "¦"), "no", self.said, "", "", ""]
        size = f"{self.size[0]} × {self.size[1]}"
        length = f"{self.length_ms / 1000:.2f} ({self.length_ms - self.true_ms:+d} ms)"
        name = self.file.name.replace("\n", "⏎").replace("|", "¦")
        return [name, "plays", self.said, ", ".join(self.heights), size, length]


@dataclass
class Canary:
    """A port and a file that nobody may touch."""

    port: int
    file: Path
    knocks: list[str] = field(default_factory=list)


@contextmanager
def canary_in(folder: Path) -> Iterator[Canary]:
    """Listens while the block lasts, and remembers who knocked."""
    secret = folder / "secret.txt"
    secret.write_bytes(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        canary, done = Canary(server.getsockname()[1], secret), threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                canary.knocks.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield canary
        finally:
            done.set()
            thread.join()


def hostile_files(folder: Path, canary: Canary) -> list[Path]:
    """The corpus of awkward and hostile files, aimed at the canary."""
    settings = os.environ | {"CANARY_PORT": str(canary.port), "CANARY_FILE": str(canary.file)}
    subprocess.run(["bash", str(HOSTILE), str(folder)], check=True, env=settings, capture_output=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def samples() -> list[Path]:
    """The real films."""
    return sorted(path for path in SAMPLES.glob("*") if path.suffix != ".md")


def brought_in(product: Product, files: list[Path]) -> list[Became]:
    """What became of each, in order: all are brought in first, so that they also wait for each other."""
    visitor = Visitor(product, "sanne")
    numbers = [visitor.begin(f"Video {number}") for number, _file in enumerate(files)]
    refused = dict.fromkeys(numbers, "")
    for number, file in zip(numbers, files, strict=True):
        if not file.stat().st_size:
            refused[number] = "empty"
            continue
        with file.open("rb") as stream:
            visitor.tus(number).uploader(file_stream=stream, metadata=visitor.metadata).upload()
    became = []
    for number, file in zip(numbers, files, strict=True):
        if not refused[number]:
            until(partial(_has_ended, product, number), f"{file.name} hangs", PATIENCE_S)
        became.append(_looked_at(product, number, file))
    return became


def _has_ended(product: Product, number: int) -> bool:
    with product.app.app_context():
        stage = db.session.get_one(Recording, number).stage
        db.session.rollback()
        return stage in ENDED


def _looked_at(product: Product, number: int, file: Path) -> Became:
    with product.app.app_context(), force_locale("en"):
        recording = db.session.get_one(Recording, number)
        said = why(recording.reason or "empty") if recording.stage is not Stage.READY else what_we_do(recording.verdict)
        base = Became(file, recording.stage, recording.reason, recording.verdict, said)
        if recording.stage is not Stage.READY:
            db.session.rollback()
            return base
        kept = db.session.scalars(select(Rendition).where(Rendition.recording_id == number)).all()
        pictures = [one for one in kept if one.kind is RenditionKind.HLS and one.name.endswith(".mp4") and one.width]
        films = sorted(pictures, key=lambda one: one.width or 0)
        done = db.session.scalars(select(Job).where(Job.subject == f"recording:{number}")).all()
        largest = path_of(films[-1].key)
        result = Became(
            *(file, recording.stage, recording.reason, recording.verdict, said),
            heights=tuple(one.name.removesuffix(".mp4") for one in films),
            size=(films[-1].width or 0, films[-1].height or 0),
            length_ms=recording.duration_ms or 0,
            true_ms=true_length(file),
            likeness=likeness(file, largest, (recording.duration_ms or 0) / 2000),
            attempts=max(job.attempts for job in done),
            telling=tuple(one.name for one in kept if one.name != "original" and _tells(path_of(one.key))),
        )
        db.session.rollback()
        return result


def true_length(file: Path) -> int:
    """How long the picture lasts, in ms: from the beginning of the file to the end of its last frame."""
    asked = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries"]
    asked += ["packet=pts_time,duration_time:format=start_time", "-of", "json", f"file:{file}"]
    said = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    ends = [
        float(packet["pts_time"]) + float(packet.get("duration_time", 0))
        for packet in said["packets"]
        if "pts_time" in packet
    ]
    return round((max(ends) - float(said["format"].get("start_time", 0))) * 1000)


def likeness(file: Path, made: Path, at: float) -> float:
    """How alike the picture of both is at a moment, 0–1 (correlation): a picture on its side is like no other."""
    one, other = _still(file, at), _still(made, at)
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    both = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    return 1.0 if spread == 0 else both / spread**0.5


def _still(file: Path, at: float) -> bytes:
    scaled = ["-vf", f"scale={SIDE}:{SIDE}:flags=area,format=gray", "-frames:v", "1", "-f", "rawvideo", "pipe:1"]
    asked = ["ffmpeg", "-nostdin", "-v", "error", "-i", f"file:{file}", "-map", "0:v:0", "-ss", f"{at:.3f}", *scaled]
    return subprocess.run(asked, check=True, capture_output=True).stdout


def _tells(kept: Path) -> bool:
    """Whether a served file holds what nobody may read or know."""
    content = kept.read_bytes()
    return any(secret in content for secret in (SECRET, b"52.3702", b"<script>alert(1)", b"creation_time"))


def page(became: list[Became]) -> str:
    """What is written about it."""
    head = ["file", "", "what the maker is told", "sizes", "largest, px", "length in s"]
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *(one.line for one in became)]]
    return INTRODUCTION + "\n".join(lines) + "\n"


INTRODUCTION = """# What comes in, and what becomes of it

Every real film and every awkward or hostile file that we have, uploaded to the running product and worked on by its
worker (`python -m tests.journeys.incoming_films` makes this page; `tests/journeys/test_what_comes_in.py` holds it).
Pictures stand upright and in their own proportions, no file reached the network or another file, and none was worked
on longer than it may be. Sizes are called by their short side; behind the length stands how far it is from what the
frames of the file say themselves.

"""


def main() -> None:
    """Writes the page."""
    with tempfile.TemporaryDirectory() as name, canary_in(Path(name)) as canary:
        folder = Path(name)
        files = samples() + hostile_files(folder / "hostile", canary)
        (folder / "product").mkdir()
        with product_in(folder / "product") as product:
            PAGE.write_text(page(brought_in(product, files)))
        assert not canary.knocks


if __name__ == "__main__":
    main()
