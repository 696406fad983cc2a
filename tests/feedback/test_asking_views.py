"""The doors of asking: what comes back to the form, to a script, and to who may not come in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback import asking
from wpl_platform.feedback.models import FeedbackRequest
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

ClientOf = Callable[[Person], FlaskClient]
FRAGMENT = {"X-Requested-With": "fetch"}


def requests() -> int:
    return db.session.scalar(select(func.count()).select_from(FeedbackRequest)) or 0


@pytest.fixture
def put(private: Recording, sanne: Person, youssef: Person) -> FeedbackRequest:
    """What Sanne asked Youssef."""
    asking.ask(private, [youssef.id], "Zie je het?", by=viewer_of(sanne))
    db.session.commit()
    return db.session.scalars(select(FeedbackRequest)).one()


def test_a_form_asks_and_leads_to_who_was_asked(
    private: Recording, sanne: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    browser, path = client_of(sanne), f"/recordings/{private.id}/requests"
    typed = {"question": "Wat valt je op?", "person": [str(youssef.id), str(tom.id)]}
    assert browser.post(path, data=typed).headers["Location"] == path
    page = browser.get(path).text
    for said in ("Je vraag staat klaar", "Wat valt je op?", "Youssef Amrani", "Tom Dekker", "zodra je video speelt"):
        assert said in page
    shown = browser.post(path, data=typed, headers=FRAGMENT).text
    assert shown.lstrip().startswith("<section")
    assert requests() == 2


@pytest.mark.parametrize("person", [[], ["abc"], ["1", "2", "3", "4"], ["999999"]])
def test_what_is_wrong_is_said_beside_what_was_typed(
    private: Recording, sanne: Person, youssef: Person, client_of: ClientOf, person: list[str]
) -> None:
    browser, path = client_of(sanne), f"/recordings/{private.id}/requests"
    typed = {"question": "Wat valt je op?", "person": person}
    answer = browser.post(path, data=typed)
    assert answer.status_code == 422
    assert "Wat valt je op?</textarea>" in answer.text
    assert 'id="quick-wrong" role="alert" data-part="wrong">' in answer.text
    assert browser.post(path, data=typed, headers=FRAGMENT).status_code == 422
    assert requests() == 0


def test_who_was_asked_already_is_not_offered_again(
    private: Recording, put: FeedbackRequest, sanne: Person, client_of: ClientOf
) -> None:
    page = client_of(sanne).get(f"/recordings/{private.id}/requests/new").text
    assert "al gevraagd" in page
    assert f'value="{put.person_id}" data-name="Youssef" disabled' in page
    assert "Zie je het?</textarea>" in page


def test_an_answer_can_be_taken_back(
    private: Recording, put: FeedbackRequest, youssef: Person, client_of: ClientOf
) -> None:
    browser, number = client_of(youssef), put.id
    assert browser.post(f"/requests/{number}/answer").headers["Location"] == "/start"
    assert "Sanne ziet dat je hebt gekeken." in browser.get("/start").text
    assert "Je antwoord is bij Sanne" in browser.get(f"/recordings/{private.id}").text
    browser.post(f"/requests/{number}/answer/delete")
    assert "Bekeken, geen aanvulling" in browser.get(f"/recordings/{private.id}").text


def test_the_studio_tells_each_what_is_theirs(
    private: Recording, put: FeedbackRequest, sanne: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    path = f"/recordings/{private.id}"
    assert "Sanne vraagt je:" in client_of(youssef).get(path).text
    assert "kijkt nog" in client_of(sanne).get(path).text
    assert "kijkt nog" not in client_of(youssef).get(path).text
    assert client_of(tom).get(path).status_code == 404


def test_a_film_in_a_form_goes_on_to_the_question_and_any_other_form_to_its_arrival(
    sanne: Person, house: House, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    typed = {"title": "Zonder script", "situation": "other", "filmed_on": "2026-01-02"}
    asks = browser.post("/recordings", data=typed | {"then": "ask"}, content_type="multipart/form-data")
    assert asks.headers["Location"].endswith("/requests/new")
    assert "nog niet helemaal binnen" in browser.get(asks.headers["Location"]).text
    plain = browser.post("/recordings", data=typed, content_type="multipart/form-data")
    assert plain.headers["Location"].endswith("/arrival")


def test_filming_in_the_browser_goes_on_to_the_question_when_it_came_from_there(
    sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    assert 'href="/recordings/record?then=ask"' in browser.get("/five-minutes").text
    assert 'data-next="/recordings/{recording}/requests/new"' in browser.get("/recordings/record?then=ask").text
    assert "data-next" not in browser.get("/recordings/record").text


def test_the_first_in_a_team_reads_that_there_is_nobody_to_ask_yet(
    private: Recording, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    assert "Er zijn nog geen collega’s in dit team" in browser.get("/five-minutes").text
    assert "Er zijn nog geen collega’s in dit team" in browser.get(f"/recordings/{private.id}/requests/new").text
