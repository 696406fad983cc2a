from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.facilitation import queries
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.media.models import Recording, Share, Situation
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]


def _film(maker: Person, house: House, title: str, *, shared: bool = True) -> Recording:
    film = Recording(
        nobody_else_at=clock.now(), maker_id=maker.id, team_id=house.team_id, title=title, situation=Situation.MEETING
    )
    film.filmed_on, film.stage, film.duration_ms = clock.today(), RecordingStage.READY, 10_000
    db.session.add(film)
    db.session.flush()
    if shared:
        db.session.add(Share(recording_id=film.id, team_id=house.team_id, by_id=maker.id))
    db.session.commit()
    return film


def _ask(film: Recording, by: Person) -> None:
    moment = Annotation(recording_id=film.id, author_id=by.id, kind=AnnotationKind.QUESTION, start_ms=0)
    moment.text, moment.html = "Wat dacht je hier?", "<p>Wat dacht je hier?</p>"
    db.session.add(moment)
    db.session.commit()


def _card(house: House, title: str, days: int, stage: Stage = Stage.GOING) -> None:
    due = clock.today() + timedelta(days=days)
    db.session.add(Improvement(team_id=house.team_id, title=title, stage=stage, due_on=due))
    db.session.commit()


def test_a_facilitator_sees_what_waits(
    house: House, sanne: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    asked, _unseen = _film(sanne, house, "Aan de balie"), _film(sanne, house, "Niemand keek nog")
    _film(sanne, house, "Alleen van mij", shared=False)
    _ask(asked, youssef)
    _card(house, "Te laat", -3)
    _card(house, "Op tijd", 3)
    _card(house, "Al gelukt", -3, Stage.SUCCESS)
    page = client_of(tom).get("/team").text
    assert "1 vraag zonder antwoord, 1 video zonder reactie en 1 kaart over zijn datum" in page
    assert "Te laat" in page
    assert "Niemand keek nog" in page
    for absent in ("Op tijd", "Al gelukt", "Alleen van mij"):
        assert absent not in page


def test_what_only_its_maker_marked_was_not_looked_at_yet(
    house: House, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer
) -> None:
    film = _film(sanne, house, "Aan de balie")
    _ask(film, sanne)
    assert queries.waiting(house.team, clock.today(), viewer=as_viewer(tom)).unseen_count == 1
    _ask(film, youssef)
    assert queries.waiting(house.team, clock.today(), viewer=as_viewer(tom)).unseen_count == 0


def test_nobody_else_sees_what_waits(
    house: House,
    sanne: Person,
    tom: Person,
    ingrid: Person,
    bea: Person,
    olaf: Person,
    as_viewer: AsViewer,
    client_of: ClientOf,
) -> None:
    _ask(_film(sanne, house, "Aan de balie"), tom)
    _card(house, "Te laat", -3)
    for person in (sanne, ingrid, bea, olaf):
        with pytest.raises(Missing):
            queries.waiting(house.team, clock.today(), viewer=as_viewer(person))
        page = client_of(person).get("/team").text
        assert "Te laat" not in page
        assert "Wat dacht je hier?" not in page


def test_everybody_sees_who_belongs_to_the_team(house: House, sanne: Person, tom: Person, client_of: ClientOf) -> None:
    page = client_of(sanne).get("/team").text
    assert "Tom Dekker" in page
    assert "begeleider" in page
