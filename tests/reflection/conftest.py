"""A recording of Sanne, shared with her team, with two moments on it."""

from dataclasses import dataclass

import pytest

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording, Share, Situation, Stage


@dataclass(frozen=True)
class Film:
    """What hangs on the recording, by id."""

    recording_id: int
    moment_id: int
    other_moment_id: int
    share_id: int

    @property
    def recording(self) -> Recording:
        """The recording itself."""
        return db.session.get_one(Recording, self.recording_id)


def marked(recording: Recording, author: Person, text: str, at_ms: int) -> Annotation:
    """A moment on the recording."""
    moment = Annotation(
        recording_id=recording.id,
        author_id=author.id,
        kind=AnnotationKind.OBSERVATION,
        start_ms=at_ms,
        text=text,
        html=f"<p>{text}</p>",
    )
    db.session.add(moment)
    db.session.flush()
    return moment


@pytest.fixture
def film(house: House, sanne: Person, tom: Person) -> Film:
    """Shared, with a moment of Tom and one of Sanne."""
    recording = Recording(
        nobody_else_at=clock.now(),
        maker_id=sanne.id,
        team_id=house.team_id,
        title="Advies bij het servies",
        situation=Situation.CLIENT_CONVERSATION,
        filmed_on=clock.today(),
        stage=Stage.READY,
        duration_ms=180_000,
    )
    db.session.add(recording)
    db.session.flush()
    share = Share(recording_id=recording.id, team_id=house.team_id, by_id=sanne.id)
    db.session.add(share)
    first = marked(recording, tom, "De klant wijst twee keer", 125_000)
    second = marked(recording, sanne, "Ik leg het bord neer", 44_000)
    db.session.commit()
    return Film(recording.id, first.id, second.id, share.id)
