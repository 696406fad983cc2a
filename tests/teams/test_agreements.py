"""A team agrees on something before anybody films, version after version."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.media import actions as media
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Situation
from wpl_platform.teams import agreements
from wpl_platform.teams.agreements import Unaccepted
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
DETAILS = Details("Intake", Situation.CLIENT_CONVERSATION, "Hoe begin ik?", date(2026, 11, 2))


def test_a_team_that_agreed_on_nothing_holds_nobody_up(house: House, sanne: Person, as_viewer: AsViewer) -> None:
    media.begin_recording(house.team, DETAILS, by=as_viewer(sanne))
    assert agreements.present(house.team, viewer=as_viewer(sanne)) is None


def test_nobody_films_before_saying_yes(house: House, sanne: Person, tom: Person, as_viewer: AsViewer) -> None:
    agreements.write(house.team, "Meedoen mag.", read=0, by=as_viewer(tom))
    with pytest.raises(Unaccepted):
        media.begin_recording(house.team, DETAILS, by=as_viewer(sanne))
    found = agreements.present(house.team, viewer=as_viewer(sanne))
    assert found is not None
    agreements.accept(found, by=as_viewer(sanne))
    agreements.accept(found, by=as_viewer(sanne))
    media.begin_recording(house.team, DETAILS, by=as_viewer(sanne))


def test_who_writes_and_films_said_yes_by_writing(house: House, tom: Person, as_viewer: AsViewer) -> None:
    agreements.write(house.team, "Meedoen mag.", read=0, by=as_viewer(tom))
    media.begin_recording(house.team, DETAILS, by=as_viewer(tom))


def test_a_next_version_asks_everybody_again_and_keeps_the_one_before(
    house: House, sanne: Person, tom: Person, as_viewer: AsViewer
) -> None:
    agreements.write(house.team, "Meedoen mag.", read=0, by=as_viewer(tom))
    first = agreements.present(house.team, viewer=as_viewer(sanne))
    assert first is not None
    agreements.accept(first, by=as_viewer(sanne))
    agreements.write(house.team, "Meedoen mag.\n\nNee zeggen ook.", read=1, by=as_viewer(tom))
    with pytest.raises(Unaccepted):
        agreements.require_accepted(house.team_id, by=as_viewer(sanne))
    with pytest.raises(Conflict):
        agreements.accept(first, by=as_viewer(sanne))
    assert [each.version for each in agreements.versions(house.team, viewer=as_viewer(sanne))] == [2, 1]


def test_the_same_words_are_no_next_version(house: House, tom: Person, as_viewer: AsViewer) -> None:
    agreements.write(house.team, "Meedoen mag.  \n", read=0, by=as_viewer(tom))
    agreements.write(house.team, "Meedoen mag.", read=1, by=as_viewer(tom))
    assert len(agreements.versions(house.team, viewer=as_viewer(tom))) == 1


def test_of_two_who_write_at_once_the_second_is_told(
    house: House, tom: Person, bea: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    agreements.write(house.team, "Van Tom.", read=0, by=as_viewer(tom))
    assert "Van Tom." in client_of(bea).get("/team/agreements/edit").text
    answer = client_of(bea).post("/team/agreements", data={"words": "Van Bea.", "read": "0"})
    assert answer.status_code == 409
    assert "Van Bea." in answer.text
    assert "Van Tom." in answer.text
    assert "Een collega heeft de afspraken intussen veranderd" in answer.text
    read = re.search(r'name="read"[^>]*value="(\d+)"', answer.text)
    assert read is not None
    again = client_of(bea).post("/team/agreements", data={"words": "Van Bea en Tom.", "read": read[1]})
    assert again.status_code == 303


def test_another_team_is_bound_by_nothing_of_this_one(
    house: House, tom: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    agreements.write(house.team, "Meedoen mag.", read=0, by=as_viewer(tom))
    agreements.require_accepted(house.other_team_id, by=as_viewer(olaf))
    assert agreements.present(house.team, viewer=as_viewer(olaf)) is None
    assert agreements.versions(house.team, viewer=as_viewer(olaf)) == []


def test_participants_do_not_write_them_and_managers_are_not_asked(
    house: House, sanne: Person, ingrid: Person, tom: Person, as_viewer: AsViewer
) -> None:
    with pytest.raises(Refused):
        agreements.write(house.team, "Van mij.", read=0, by=as_viewer(sanne))
    agreements.write(house.team, "Van ons.", read=0, by=as_viewer(tom))
    found = agreements.present(house.team, viewer=as_viewer(ingrid))
    assert found is not None
    with pytest.raises(Refused):
        agreements.accept(found, by=as_viewer(ingrid))
    standing = agreements.standing(found, viewer=as_viewer(tom))
    assert (standing.accepted, standing.people) == (1, 2)


@pytest.mark.parametrize("page", ["/recordings/new", "/recordings/record", "/five-minutes"])
def test_who_wants_to_film_reads_them_first_and_goes_on_from_there(
    page: str, house: House, sanne: Person, tom: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    agreements.write(house.team, "Wie niet wil, zegt dat.", read=0, by=as_viewer(tom))
    browser = client_of(sanne)
    shown = browser.get(page, follow_redirects=True)
    assert "Wie niet wil, zegt dat." in shown.text
    yes = browser.post("/team/agreements/1/accept", query_string={"next": page})
    assert yes.headers["Location"] == page
    assert browser.get(page).status_code == 200


def test_a_film_that_is_sent_without_a_yes_is_refused_in_words(
    house: House, sanne: Person, tom: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    agreements.write(house.team, "Wie niet wil, zegt dat.", read=0, by=as_viewer(tom))
    answer = client_of(sanne).post("/recordings", data={"title": "Intake"}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.get_json()["error"] == "Lees eerst wat jullie team heeft afgesproken. Daarna kun je filmen."
    assert db.session.query(Recording).count() == 0
