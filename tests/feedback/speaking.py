"""Somebody says something with a moment: for tests of what becomes of it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.media.conftest import engine, ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.details import Details, Take
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind
from wpl_platform.jobs.models import Queue
from wpl_platform.media.models import Recording
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.requests import FILM

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
Speak = Callable[..., Spoken]
JSON = {"Accept": "application/json"}
SOUND, TIP = SpokenKind.SOUND, AnnotationKind.SUGGESTION


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds of Opus as a browser records it, without a length, with a place in it."""
    file = tmp_path_factory.mktemp("voice") / "voice.webm"
    sound = ("-f", "lavfi", "-i", "sine=f=440:r=48000:d=2", "-c:a", "libopus")
    ffmpeg(*sound, "-metadata", "location=+52.3702+004.8952/", "-metadata", "title=Geheim", "-live", "1", str(file))
    return file.read_bytes()


@pytest.fixture(scope="session")
def face(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds of VP8 and Opus, 1280 by 720."""
    file = tmp_path_factory.mktemp("face") / "face.webm"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=20:d=2", "-f", "lavfi", "-i", "sine=r=48000:d=2")
    ffmpeg(*picture, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus", str(file))
    return file.read_bytes()


@pytest.fixture
def speak(as_viewer: AsViewer) -> Speak:
    """Somebody marks a moment that a recording of theirs belongs to, which did not come yet."""

    def mark(recording: Recording, person: Person, kind: SpokenKind = SOUND, **more: object) -> Spoken:
        details = Details(takes=(Take(kind, str(uuid4())),), **more)  # type: ignore[arg-type]
        made = actions.annotate(recording, TIP, Span(5_000), "", by=as_viewer(person), details=details)
        db.session.commit()
        return db.session.query(Spoken).filter_by(annotation_id=made.id).one()

    return mark


def send(browser: FlaskClient, take: str, body: bytes) -> int:
    """Brings the recording in; answers the status."""
    found = browser.post(f"/spoken/{take}", data=body, content_type=FILM, headers=JSON)
    db.session.expire_all()
    return int(found.status_code)


def hears(browser: FlaskClient, spoken: Spoken) -> int:
    """What somebody is answered who asks to hear it."""
    found = browser.get(f"/annotations/{spoken.annotation_id}/spoken")
    found.close()
    return found.status_code


def worked() -> None:
    """The worker did all there was to do."""
    db.session.commit()
    engine().work_through(Queue.SHORT)
    db.session.expire_all()


def now(spoken_id: int) -> Spoken:
    db.session.expire_all()
    return db.session.get_one(Spoken, spoken_id)


def kept() -> set[str]:
    """Every key that there are bytes of."""
    finished, coming = storage().keys(), storage().coming.left()
    return {found.key for found in finished} | {found.key for found in coming}


@pytest.fixture
def said(shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes) -> Spoken:
    """Youssef said something on what Sanne shared, and it can be heard."""
    spoken = speak(shared, youssef)
    assert send(client_of(youssef), spoken.take, voice) == 201
    worked()
    return now(spoken.id)
