"""Films for the tests: made by ffmpeg itself; real and hostile ones where they stand beside the project."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, current_app

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.engine import Engine
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Situation, Stage
from wpl_platform.media.storage import Storage, storage
from wpl_platform.media.storage.disk import Disk
from wpl_platform.media.storage.s3 import S3
from wpl_platform.teams.queries import viewer_of

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).resolve().parents[3] / "shared"))
SAMPLES = SHARED / "samples"
HOSTILE = SHARED / "hostile" / "make_hostile.sh"


def ffmpeg(*arguments: str) -> None:
    """Runs ffmpeg as it is, outside the product."""
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments], check=True)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of H.264 and AAC, 320 by 240 at 25, with a title and a place in its metadata."""
    file = tmp_path_factory.mktemp("clip") / "clip.mp4"
    ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=4"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
        *("-metadata", "title=Geheim", "-metadata", "location=+52.3702+004.8952/", str(file)),
    )
    return file


@pytest.fixture(scope="session")
def vp8_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of VP8 without sound, as a browser's recorder writes it: no duration, no cues."""
    file = tmp_path_factory.mktemp("clip") / "clip.webm"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=3", "-c:v", "libvpx", "-deadline", "realtime")
    ffmpeg(*picture, "-cpu-used", "8", "-f", "webm", "-live", "1", str(file))
    return file


@pytest.fixture
def sample() -> Callable[[str], Path]:
    """A real film by the number it begins with; skips where the samples are not."""

    def find(number: str) -> Path:
        found = sorted(SAMPLES.glob(f"{number}_*"))
        if not found:
            pytest.skip("the real films are not on this machine")
        return found[0]

    return find


@pytest.fixture
def disk(tmp_path: Path) -> Storage:
    """A storage of its own on the local disk, without an application."""
    return Storage(tmp_path / "bytes", Disk(tmp_path / "bytes" / "kept"))


@pytest.fixture(params=["disk", "s3"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A storage of its own; each test that asks for one runs on a local disk and on a store that speaks S3."""
    if request.param == "disk":
        found: Storage = request.getfixturevalue("disk")
        return found
    return Storage(tmp_path / "bytes", S3(request.getfixturevalue("bucket")))


@pytest.fixture
def record(app: Flask) -> Callable[..., Recording]:
    """Makes a recording of somebody in a team, awaiting its film; `stage` puts it further on."""

    def make(maker: Person, team_id: int, title: str = "Aan de balie", stage: Stage = Stage.AWAITING) -> Recording:
        recording = Recording(nobody_else_at=clock.now(), maker_id=maker.id, team_id=team_id, title=title, stage=stage)
        recording.situation, recording.filmed_on = Situation.CLIENT_CONVERSATION, clock.today()
        db.session.add(recording)
        db.session.commit()
        return recording

    return make


@pytest.fixture
def with_file(app: Flask) -> Callable[..., Rendition]:
    """Keeps bytes as a file of a recording."""

    def keep(recording: Recording, kind: RenditionKind, content: bytes, media_type: str = "video/mp4") -> Rendition:
        with storage().scratch() as folder:
            made = folder / "made"
            made.write_bytes(content)
            key, size = storage().keep(made)
        rendition = Rendition(
            recording_id=recording.id, kind=kind, name=kind.value, key=key, media_type=media_type, size=size
        )
        db.session.add(rendition)
        db.session.commit()
        return rendition

    return keep


@pytest.fixture
def share_with_team(app: Flask) -> Callable[[Recording], None]:
    """Shares a recording with its team, as its maker."""

    def share(recording: Recording) -> None:
        actions.share(recording, by=viewer_of(recording.maker))
        db.session.commit()

    return share


@pytest.fixture
def arrived(
    sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., Rendition]
) -> Callable[[Path | bytes], Recording]:
    """A recording of Sanne's whose film just came in."""

    def arrive(film: Path | bytes) -> Recording:
        recording = record(sanne, house.team_id, stage=Stage.PROCESSING)
        content = film if isinstance(film, bytes) else film.read_bytes()
        with_file(recording, RenditionKind.ORIGINAL, content, "application/octet-stream")
        jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
        db.session.commit()
        return recording

    return arrive


def details(title: str = "Aan de balie", question: str = "") -> Details:
    """What a maker says about a recording."""
    return Details(title, Situation.CLIENT_CONVERSATION, question, clock.today())


def engine() -> Engine:
    """A worker's engine on the application of the test."""
    return Engine(current_app._get_current_object())  # type: ignore[attr-defined]
