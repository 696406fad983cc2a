from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.analysis.conftest import Make
from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.analysis import pictures, queries
from wpl_platform.analysis.queries import Choice
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback.models import AnnotationKind, Reply, Response, ResponseKind
from wpl_platform.media.models import Share, Situation
from wpl_platform.teams.viewer import STRANGER, Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]
QUESTION = AnnotationKind.QUESTION


def test_three_people_make_no_pattern(
    colleagues: list[Person], make_film: Make, house: House, as_viewer: AsViewer
) -> None:
    film = make_film(colleagues[0])
    for person in colleagues[:3]:
        film.mark(person, 1_000)
        film.mark(person, 2_000)
    assert not pictures.pattern(queries.team_marks(house.team, viewer=as_viewer(colleagues[0])), clock.today()).told
    film.mark(colleagues[3], 3_000)
    assert pictures.pattern(queries.team_marks(house.team, viewer=as_viewer(colleagues[0])), clock.today()).told


def test_a_page_below_four_people_shows_no_figure(
    colleagues: list[Person], make_film: Make, client_of: ClientOf
) -> None:
    film = make_film(colleagues[0])
    for person in colleagues[:3]:
        film.mark(person, 1_000)
    page = client_of(colleagues[0]).get("/team/analysis").text
    assert "Nog te weinig mensen voor een patroon" in page
    assert "<rect" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_kind_of_work_with_three_people_behind_it_is_not_counted(
    colleagues: list[Person], make_film: Make, house: House, as_viewer: AsViewer
) -> None:
    many, few = make_film(colleagues[0]), make_film(colleagues[0], situation=Situation.CARE_PROCEDURE)
    for person in colleagues:
        many.mark(person, 1_000)
    for person in colleagues[:3]:
        few.mark(person, 1_000)
    found = pictures.pattern(queries.team_marks(house.team, viewer=as_viewer(colleagues[0])), clock.today())
    assert [(row.situation, row.count, row.told) for row in found.situations] == [
        (Situation.MEETING, 4, True),
        (Situation.CARE_PROCEDURE, 0, False),
    ]


def test_every_figure_equals_the_moments_behind_it(
    colleagues: list[Person], make_film: Make, house: House, as_viewer: AsViewer
) -> None:
    shared, private = make_film(colleagues[0]), make_film(colleagues[0], shared=False)
    private.mark(colleagues[0], 1_000, QUESTION)
    for number, person in enumerate(colleagues * 3):
        shared.mark(person, number * 500, list(AnnotationKind)[number % 4], days_ago=number)
    viewer = as_viewer(colleagues[0])
    found = pictures.pattern(queries.team_marks(house.team, viewer=viewer), clock.today())
    first = found.periods[0].first
    for row in found.rows:
        behind, _more = queries.moments(house.team, Choice(kind=row.kind, first=first), viewer=viewer)
        assert len(behind) == row.count == 3
        for bar in row.bars:
            choice = Choice(kind=row.kind, first=bar.period.first, last=bar.period.last)
            assert len(queries.moments(house.team, choice, viewer=viewer)[0]) == bar.count
    for situation in found.situations:
        behind, _more = queries.moments(house.team, Choice(situation=situation.situation), viewer=viewer)
        assert len(behind) == situation.count
    assert found.questions == 3
    assert len(queries.moments(house.team, Choice(open=True), viewer=viewer)[0]) == found.still_open == 3


def test_a_question_is_open_until_the_maker_or_a_colleague_answers(
    colleagues: list[Person], make_film: Make, house: House, as_viewer: AsViewer
) -> None:
    sanne, youssef, *_ = colleagues
    film = make_film(sanne)
    silent, responded, replied, alone = (film.mark(youssef, ms, QUESTION) for ms in (0, 1_000, 2_000, 3_000))
    db.session.add(Response(annotation_id=responded.id, by_id=sanne.id, kind=ResponseKind.THANKS))
    db.session.add(Reply(annotation_id=replied.id, author_id=sanne.id, text="Ja", html="<p>Ja</p>"))
    db.session.add(Reply(annotation_id=alone.id, author_id=youssef.id, text="Nog iets", html="<p>Nog iets</p>"))
    db.session.commit()
    found, _more = queries.moments(house.team, Choice(open=True), viewer=as_viewer(sanne))
    assert {moment.id for moment in found} == {silent.id, alone.id}


def test_what_is_no_longer_shared_no_longer_counts(
    colleagues: list[Person], make_film: Make, house: House, as_viewer: AsViewer
) -> None:
    film = make_film(colleagues[0])
    for person in colleagues:
        film.mark(person, 1_000)
    db.session.query(Share).update({"ended_at": clock.now()})
    db.session.commit()
    viewer = as_viewer(colleagues[0])
    assert queries.team_marks(house.team, viewer=viewer) == []
    assert list(queries.moments(house.team, Choice(), viewer=viewer)[0]) == []


def test_a_manager_gets_figures_and_no_moment(
    colleagues: list[Person], make_film: Make, house: House, ingrid: Person, as_viewer: AsViewer, client_of: ClientOf
) -> None:
    film = make_film(colleagues[0])
    for person in colleagues:
        film.mark(person, 1_000)
    assert len(queries.team_marks(house.team, viewer=as_viewer(ingrid))) == 4
    with pytest.raises(Missing):
        queries.moments(house.team, Choice(), viewer=as_viewer(ingrid))
    page = client_of(ingrid).get("/team/analysis").text
    assert "Wat zien wij als team?" in page
    assert "/team/moments" not in page
    assert all(person.name not in page for person in colleagues)


def test_who_administers_and_who_belongs_elsewhere_see_no_pattern(
    house: House, bea: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    for viewer in (as_viewer(bea), as_viewer(olaf), STRANGER):
        with pytest.raises(Missing):
            queries.team_marks(house.team, viewer=viewer)
        with pytest.raises(Missing):
            queries.moments(house.team, Choice(), viewer=viewer)


def test_a_filter_that_does_not_exist_is_a_page_that_does_not_exist(sanne: Person, client_of: ClientOf) -> None:
    browser = client_of(sanne)
    for address in ("?kind=praise", "?situation=party", "?from=yesterday"):
        assert browser.get(f"/team/moments{address}").status_code == 404
    assert browser.get("/team/moments?page=-3&kind=question&open=1&from=2026-01-01&to=2026-12-31").status_code == 200


def test_where_nothing_was_marked_yet_the_page_leads_to_the_films(sanne: Person, client_of: ClientOf) -> None:
    browser = client_of(sanne)
    assert "Nog geen momenten" in browser.get("/team/moments").text
    assert "Geen momenten bij deze keuze" in browser.get("/team/moments?kind=question").text
