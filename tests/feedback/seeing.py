"""Somebody keeps a picture of the film with a moment: for tests of what becomes of it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.browser import numbered
from tests.feedback.speaking import AsViewer
from tests.kept import path_of
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.details import Details
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.storage import storage

RATE, SECONDS = 25, 20
STILL = {"Accept": "text/html", "X-Requested-With": "fetch"}
Mark = Callable[..., Annotation]
TIP = AnnotationKind.SUGGESTION


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Twenty seconds of pictures that carry their number, 25 a second."""
    return numbered.make(tmp_path_factory.mktemp("counted") / "film.mp4", str(RATE), RATE * SECONDS).read_bytes()


Filmed = Callable[[Recording], Rendition]


@pytest.fixture
def film(counted: bytes) -> Filmed:
    """Gives a recording its film, as it plays."""

    def give(recording: Recording) -> Rendition:
        with storage().scratch() as folder:
            (folder / "film.mp4").write_bytes(counted)
            key, size = storage().keep(folder / "film.mp4")
        made = Rendition(recording_id=recording.id, kind=RenditionKind.HLS, name="180.mp4", key=key, size=size)
        made.media_type, made.width, made.height = "video/mp4", numbered.WIDTH, numbered.HEIGHT
        db.session.add(made)
        db.session.commit()
        return made

    return give


@pytest.fixture
def see(as_viewer: AsViewer) -> Mark:
    """Somebody marks a moment and keeps the picture with it."""

    def mark(recording: Recording, person: Person, start: int = 5_000, **more: object) -> Annotation:
        details = Details(still=True, **more)  # type: ignore[arg-type]
        made = actions.annotate(recording, TIP, Span(start), "Kijk", by=as_viewer(person), details=details)
        db.session.commit()
        return made

    return mark


def with_it(moment: Annotation | int) -> Still:
    number = moment if isinstance(moment, int) else moment.id
    db.session.expire_all()
    return db.session.query(Still).filter_by(annotation_id=number).one()


def number_of(moment: Annotation | int) -> int:
    """Which picture of the film is kept with a moment."""
    still = with_it(moment)
    assert (still.stage, still.width, still.height) == (StillStage.READY, numbered.WIDTH, numbered.HEIGHT)
    (number,) = numbered.read(path_of(still.key or ""))
    return number


def sees(browser: FlaskClient, moment: Annotation) -> int:
    """What somebody is answered who asks for the picture."""
    found = browser.get(f"/annotations/{moment.id}/still")
    found.close()
    return found.status_code
