"""The team's board: a recording with a moment, a card that came from it, and a later recording that could prove it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.improvement import actions
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Situation
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Board:
    """What stands on the board, by id."""

    team_id: int
    recording_id: int
    moment_id: int
    private_moment_id: int
    later_id: int
    earlier_id: int
    card_id: int

    @property
    def card(self) -> Improvement:
        """The card as it is now."""
        return db.session.get_one(Improvement, self.card_id)

    @property
    def card_team(self) -> Team:
        """The team whose board it is."""
        return db.session.get_one(Team, self.team_id)

    def made(self, title: str, *, by: Viewer, stage: Stage = Stage.NOTICE) -> Improvement:
        """One more card, put straight into a column."""
        card = actions.make(self.card_team, title, by=by)
        card.stage = stage
        db.session.flush()
        return card


def filmed(maker: Person, team_id: int, title: str, minutes: int, *, shared: bool = True) -> Recording:
    """A ready recording of a minute, made so many minutes from now, shared with its team."""
    recording = Recording(
        nobody_else_at=clock.now(),
        maker_id=maker.id,
        team_id=team_id,
        title=title,
        situation=Situation.CLIENT_CONVERSATION,
        filmed_on=clock.today(),
        stage=RecordingStage.READY,
        duration_ms=60_000,
        created_at=clock.now() + timedelta(minutes=minutes),
    )
    db.session.add(recording)
    db.session.flush()
    poster = RenditionKind.POSTER
    kept = Rendition(
        recording_id=recording.id, kind=poster, name="poster", key=new_key(), media_type="image/jpeg", size=1
    )
    db.session.add(kept)
    if shared:
        db.session.add(Share(recording_id=recording.id, team_id=team_id, by_id=maker.id))
        db.session.flush()
    return recording


def marked(recording: Recording, author: Person, text: str) -> Annotation:
    """A moment on the recording at 0:10."""
    moment = Annotation(
        recording_id=recording.id,
        author_id=author.id,
        kind=AnnotationKind.OBSERVATION,
        start_ms=10_000,
        text=text,
        html=f"<p>{text}</p>",
    )
    db.session.add(moment)
    db.session.flush()
    return moment


@pytest.fixture
def board(house: House, sanne: Person, tom: Person, as_viewer: Callable[[Person], Viewer]) -> Board:
    """The board with Sanne's card."""
    first = filmed(sanne, house.team_id, "Bij het servies", -60)
    earlier = filmed(sanne, house.team_id, "Nog eerder", -120)
    hidden = filmed(sanne, house.team_id, "Alleen van mij", -60, shared=False)
    moment, private = marked(first, tom, "De klant wijst twee keer"), marked(hidden, sanne, "Dit is van mij")
    card = actions.make(house.team, "Wie vrij is, loopt", by=as_viewer(sanne), annotation_id=moment.id)
    later = filmed(sanne, house.team_id, "Drie weken later", 1)
    db.session.commit()
    return Board(house.team_id, first.id, moment.id, private.id, later.id, earlier.id, card.id)
