"""Who is asked by name sees it first; and what is half in, and the way in five minutes, begin on the start page."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.counting import queries_of
from tests.home.conftest import film, mark
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback import asking
from wpl_platform.home import attention, queries
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.teams.queries import viewer_of

ClientOf = Callable[[Person], FlaskClient]
Start = Callable[[Person], str]


@pytest.fixture
def start(client_of: ClientOf) -> Start:
    """What stands on somebody's start page, without its frame."""
    return lambda person: client_of(person).get("/start").text.partition("<main")[2].partition("</main>")[0]


def put(recording: Recording, *people: Person, question: str = "Neem ik de tijd?") -> None:
    """The maker asks these colleagues; there is a film to see."""
    kept = {"key": f"key-{recording.id}", "media_type": "video/mp4", "size": 1, "name": "direct"}
    db.session.add(Rendition(recording_id=recording.id, kind=RenditionKind.DIRECT, **kept))
    asking.ask(recording, [person.id for person in people], question, by=viewer_of(recording.maker))
    db.session.commit()


def count(person: Person, house: House) -> int:
    listed = queries.waiting_for(viewer_of(person), house.team).listed
    assert attention.count(viewer_of(person), house.team) == listed, "the rail and the page say the same"
    return listed


def test_who_is_asked_sees_the_question_first(
    house: House, sanne: Person, youssef: Person, tom: Person, start: Start
) -> None:
    film(sanne, house.team, "Voor het hele team")
    mark(film(youssef, house.team, "Mijn overdracht"), tom)
    put(film(sanne, house.team, shared=False), youssef)
    page = start(youssef)
    places = [page.index(said) for said in ("Neem ik de tijd?", "In 5 minuten", "Mijn overdracht")]
    assert places == sorted(places)
    assert "Sanne vraagt je te kijken" in page
    assert (count(youssef, house), count(tom, house)) == (3, 1)
    assert "Neem ik de tijd?" not in start(tom)


def test_what_i_was_asked_about_by_name_does_not_wait_a_second_time_with_the_team(
    house: House, sanne: Person, youssef: Person
) -> None:
    recording = film(sanne, house.team)
    assert count(youssef, house) == 1
    put(recording, youssef)
    assert count(youssef, house) == 1
    mark(recording, youssef)
    asking.answer_with_moment(recording, by=viewer_of(youssef))
    db.session.commit()
    assert count(youssef, house) == 0


def test_a_question_waits_in_whatever_team_i_am_looking_at(house: House, sanne: Person, youssef: Person) -> None:
    put(film(sanne, house.team, shared=False), youssef)
    assert queries.waiting_for(viewer_of(youssef), None).listed == 1
    assert attention.count(viewer_of(youssef), None) == 1


def test_what_is_not_all_in_yet_is_on_its_makers_start_page_alone(
    house: House, sanne: Person, youssef: Person, ingrid: Person, start: Start
) -> None:
    half = film(sanne, house.team, "Halve film")
    half.stage = Stage.AWAITING
    film(sanne, house.team, "Hele film")
    page = start(sanne)
    assert "Nog niet klaar" in page
    assert page.index("Nog niet klaar") < page.index("Halve film")
    assert f'href="/recordings/{half.id}/arrival"' in page
    assert "Hele film" not in page
    for person in (youssef, ingrid):
        assert "Nog niet klaar" not in start(person)
    half.stage = Stage.READY
    assert "Nog niet klaar" not in start(sanne)


def test_who_may_film_begins_on_the_start_page_itself(
    house: House, sanne: Person, tom: Person, ingrid: Person, bea: Person, start: Start
) -> None:
    for person in (sanne, tom):
        page = start(person)
        assert page.count("<five-minutes") == 1
        assert page.count('type="file" name="film"') == 2
    assert 'data-name="Tom"' in start(sanne)
    for person in (ingrid, bea):
        assert "five-minutes" not in start(person)
        assert 'type="file"' not in start(person)


def test_the_start_page_asks_as_much_for_one_question_as_for_many(
    house: House, sanne: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    browser, counts = client_of(youssef), []
    for more in (1, 4):
        for _ in range(more):
            put(film(sanne, house.team, shared=False), youssef, tom)
            put(film(youssef, house.team, shared=False), tom, sanne)
            film(youssef, house.team, "Half", shared=False).stage = Stage.AWAITING
        db.session.commit()
        counts.append(queries_of(lambda: browser.get("/start")))
    assert counts[0] == counts[1]
