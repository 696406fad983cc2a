"""Choosing a password, another one, and a new one for who forgot it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.conftest import LetterBox
from tests.conftest import PASSWORD
from wpl_platform.accounts import actions, queries, tickets
from wpl_platform.accounts.models import Letter, Person, TicketKind
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid

Browsers = Callable[[Person], FlaskClient]
NEW = "dertien paarse fietsen"


def _sign_in(client: FlaskClient, person: Person, password: str) -> int:
    return client.post("/sign-in", data={"email": person.email, "password": password}).status_code


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Welkom2026!", "het eerst"),
        ("sannevisser1985", "Neem niet je naam"),
        ("lindehoeve2026", "naam van je organisatie"),
    ],
)
def test_a_password_that_others_guess_is_refused(app: Flask, sanne: Person, password: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        actions.set_password(sanne, password, by=sanne.id)


def test_another_password_asks_the_present_one(client_of: Browsers, sanne: Person) -> None:
    answer = client_of(sanne).post("/me/password", data={"present": "geen idee", "password": NEW})
    assert answer.status_code == 422
    assert "niet je wachtwoord van nu" in answer.text


def test_another_password_can_sign_the_other_devices_out(
    client_of: Browsers, client: FlaskClient, sanne: Person, letter_box: LetterBox
) -> None:
    phone, desk = client_of(sanne), client_of(sanne)
    letter_box()
    desk.post("/me/password", data={"present": PASSWORD, "password": NEW, "end_others": "y"})
    assert phone.get("/me").status_code == 302
    assert desk.get("/me").status_code == 200
    assert (_sign_in(client, sanne, PASSWORD), _sign_in(client, sanne, NEW)) == (422, 303)
    assert letter_box()[0].subject == "Je wachtwoord is veranderd"


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(
    client_of: Browsers, client: FlaskClient, sanne: Person, letter_box: LetterBox
) -> None:
    phone = client_of(sanne)
    client.post("/password/forgotten", data={"email": " Sanne@Lindehoeve.example"})
    (letter,) = letter_box()
    assert letter.to == sanne.email
    assert client.get(letter.link).status_code == 200
    assert client.get(letter.link).status_code == 200  # a mail scanner may look
    assert client.post(letter.link, data={"password": "kort"}).status_code == 422
    assert client.post(letter.link, data={"password": NEW}).location == "/start"
    assert client.get("/me").status_code == 200
    assert phone.get("/me").status_code == 302
    assert client.post(letter.link, data={"password": PASSWORD + " toch"}).location == "/password/forgotten"
    db.session.refresh(sanne)
    assert actions.check_password(sanne.email, NEW) is not None


def test_the_link_is_kept_nowhere(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    client.post("/password/forgotten", data={"email": sanne.email})
    (letter,) = letter_box()
    secret = letter.link.rpartition("/")[2]
    assert tickets.holder(TicketKind.RESET, secret) is not None
    kept = db.session.execute(db.text("select * from ticket")).all()
    assert secret not in str(kept)
    assert db.session.scalars(db.select(Letter)).all() == []


def test_a_link_ends_after_half_an_hour(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    client.post("/password/forgotten", data={"email": sanne.email})
    (letter,) = letter_box()
    with clock.at(clock.now() + tickets.LIFETIMES[TicketKind.RESET]):
        assert client.get(letter.link).location == "/password/forgotten"
        assert client.post(letter.link, data={"password": NEW}).location == "/password/forgotten"


def test_a_newer_link_ends_the_one_before(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    for _ in range(2):
        client.post("/password/forgotten", data={"email": sanne.email})
    older, newer = letter_box()
    assert client.get(older.link).status_code == 303
    assert client.get(newer.link).status_code == 200


def test_one_link_is_spent_once_by_two_at_the_same_time(app: Flask, sanne: Person) -> None:
    secret = tickets.issue(TicketKind.RESET, sanne.id)
    assert [tickets.spend(TicketKind.RESET, secret), tickets.spend(TicketKind.RESET, secret)] == [True, False]


@pytest.mark.parametrize("page", ["/password/forgotten", "/sign-in/link"])
def test_who_is_not_here_gets_the_same_answer_and_no_letter(
    client: FlaskClient, sanne: Person, letter_box: LetterBox, page: str
) -> None:
    known = client.post(page, data={"email": sanne.email})
    assert len(letter_box()) == 1
    unknown = client.post(page, data={"email": "nobody@lindehoeve.example"})
    assert letter_box() == []
    assert known.status_code == unknown.status_code == 200
    said, other = (answer.text.partition("<main")[2].partition("</main>")[0] for answer in (known, unknown))
    assert "Kijk in je mail" in said
    assert said.replace(sanne.email, "") == other.replace("nobody@lindehoeve.example", "")
    assert db.session.scalars(db.select(Letter)).all() == []


def test_what_is_no_address_gets_no_letter(client: FlaskClient, letter_box: LetterBox) -> None:
    answer = client.post("/password/forgotten", data={"email": "sanne@lindehoeve.example\r\nBcc: x@y.example"})
    assert answer.status_code == 422
    assert letter_box() == []


def test_without_mail_the_page_says_so(app_with: Callable[..., Flask], sanne: Person) -> None:
    browser = app_with(MAIL_URL="").test_client()
    assert "verstuurt geen mail" in browser.get("/password/forgotten").text
    assert "verstuurt geen mail" in browser.post("/password/forgotten", data={"email": sanne.email}).text
    assert db.session.scalars(db.select(Letter)).all() == []


def test_asking_for_letters_is_slowed_down_by_address(app_with: Callable[..., Flask], sanne: Person) -> None:
    browser = app_with(RATELIMIT_ENABLED=True).test_client()
    asked = [browser.post("/password/forgotten", data={"email": sanne.email}).status_code for _ in range(7)]
    assert asked == [200] * 5 + [429] * 2


def test_links_begin_with_the_address_of_the_instance(
    app_with: Callable[..., Flask], sanne: Person, letter_box: LetterBox
) -> None:
    browser = app_with(PUBLIC_URL="http://localhost").test_client()
    browser.post("/password/forgotten", data={"email": sanne.email}, headers={"Host": "evil.example"})
    (letter,) = letter_box()
    assert "evil" not in letter.text
    assert letter.link.startswith("/password/reset/")


def test_a_letter_is_in_the_language_of_who_gets_it(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    sanne.language = "en"  # type: ignore[assignment]  # as the form has it
    client.post("/password/forgotten?lang=nl", data={"email": sanne.email})
    assert letter_box()[0].subject == "Choose a new password"


def test_a_new_password_calls_in_the_links_on_their_way(client_of: Browsers, sanne: Person) -> None:
    secret = tickets.issue(TicketKind.LINK, sanne.id)
    client_of(sanne).post("/me/password", data={"present": PASSWORD, "password": NEW})
    assert tickets.holder(TicketKind.LINK, secret) is None


def test_a_reset_ends_every_device_on_the_server(client_of: Browsers, sanne: Person) -> None:
    client_of(sanne)
    actions.reset_password(tickets.issue(TicketKind.RESET, sanne.id), NEW)
    assert queries.sign_ins_of(sanne.id) == []


def test_guessing_the_present_password_is_slowed_down(app_with: Callable[..., Flask], sanne: Person) -> None:
    browser = app_with(RATELIMIT_ENABLED=True).test_client()
    assert browser.post("/me/password", data={"present": "x", "password": NEW}).status_code == 401
    _sign_in(browser, sanne, PASSWORD)
    guesses = [browser.post("/me/password", data={"present": "x", "password": NEW}).status_code for _ in range(22)]
    assert guesses == [422] * 20 + [429] * 2


def test_a_reset_and_a_change_are_refused_to_a_stranger(client: FlaskClient, sanne: Person) -> None:
    assert client.post("/password/reset/guess", data={"password": NEW}).location == "/password/forgotten"
    assert actions.check_password(sanne.email, PASSWORD) is not None
