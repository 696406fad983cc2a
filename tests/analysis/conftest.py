"""A recording that is shared with the team, and people who mark moments on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.conftest import House
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording, Share, Situation, Stage
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role

LENGTH_MS = 24_000


@dataclass(frozen=True)
class Film:
    """A recording of a team, by its id."""

    id: int

    def mark(
        self, by: Person, at_ms: int, kind: AnnotationKind = AnnotationKind.STRENGTH, days_ago: int = 1
    ) -> Annotation:
        """A moment on it, some days ago."""
        moment = Annotation(
            recording_id=self.id, author_id=by.id, kind=kind, start_ms=at_ms, text="Zo", html="<p>Zo</p>"
        )
        moment.created_at = clock.now() - timedelta(days=days_ago)
        db.session.add(moment)
        db.session.commit()
        return moment


Make = Callable[..., Film]


@pytest.fixture
def make_film(house: House) -> Make:
    """Makes a recording of somebody in the team, shared unless told otherwise."""

    def make(maker: Person, *, shared: bool = True, situation: Situation = Situation.MEETING) -> Film:
        row = Recording(
            nobody_else_at=clock.now(), maker_id=maker.id, team_id=house.team_id, title="Overleg", situation=situation
        )
        row.filmed_on, row.stage, row.duration_ms = clock.today(), Stage.READY, LENGTH_MS
        db.session.add(row)
        db.session.flush()
        if shared:
            db.session.add(Share(recording_id=row.id, team_id=house.team_id, by_id=maker.id))
        db.session.commit()
        return Film(row.id)

    return make


@pytest.fixture
def colleagues(house: House, sanne: Person, youssef: Person, tom: Person) -> list[Person]:
    """Four people of the team who watch: just enough for a figure."""
    marit = accounts.create_person("Marit Jansen", "marit@lindehoeve.example")
    teams.place(marit, house.team, Role.PARTICIPANT)
    db.session.commit()
    return [sanne, youssef, tom, marit]
