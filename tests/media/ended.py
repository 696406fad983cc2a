"""A film with a file of every kind, and looking whether its bytes are there: for tests of how films end."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.storage import storage

Make = Callable[..., Recording]
KINDS = [kind for kind in RenditionKind if kind is not RenditionKind.HLS]


@pytest.fixture
def filmed(
    sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition],
    share_with_team: Callable[[Recording], None],
) -> Recording:  # fmt: skip
    """A shared film of which there is a file of every kind, and a moment."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    for kind in KINDS:
        with_file(recording, kind, b"picture")
    said = Annotation(recording_id=recording.id, author_id=sanne.id, kind=AnnotationKind.OBSERVATION, start_ms=0)
    said.text, said.html = "Je wacht", "<p>Je wacht</p>"
    db.session.add(said)
    share_with_team(recording)
    return recording


def keys_of(recording: Recording) -> list[str]:
    found = list(db.session.scalars(select(Rendition.key).where(Rendition.recording_id == recording.id)))
    db.session.rollback()
    return found


def is_kept(key: str) -> bool:
    try:
        return storage().size(key) > 0
    except Missing:
        return False
