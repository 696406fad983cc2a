"""Signing in by a link from a mail."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.accounts.conftest import LetterBox
from wpl_platform.accounts import tickets
from wpl_platform.accounts.models import Person, TicketKind
from wpl_platform.core import clock

Browsers = Callable[[Person], FlaskClient]


def test_a_link_from_a_mail_signs_in_by_a_button_and_once(
    client: FlaskClient, sanne: Person, letter_box: LetterBox
) -> None:
    client.post("/sign-in/link", data={"email": sanne.email})
    (letter,) = letter_box()
    assert "Je bent er bijna" in client.get(letter.link).text
    assert client.get("/me").status_code == 302  # looking does not sign in, nor spend
    assert client.post(letter.link).location == "/start"
    assert client.get("/me").status_code == 200
    again = client.application.test_client()
    assert again.get(letter.link).location == "/sign-in/link"
    assert again.post(letter.link).location == "/sign-in/link"
    assert again.get("/me").status_code == 302


def test_who_never_had_a_password_comes_in_by_a_link(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    sanne.password_hash = None
    client.post("/sign-in/link", data={"email": sanne.email})
    client.post(letter_box()[0].link)
    assert client.get("/me").status_code == 200


def test_a_link_ends_after_a_quarter_of_an_hour(client: FlaskClient, sanne: Person, letter_box: LetterBox) -> None:
    client.post("/sign-in/link", data={"email": sanne.email})
    (letter,) = letter_box()
    with clock.at(clock.now() + tickets.LIFETIMES[TicketKind.LINK]):
        assert client.post(letter.link).location == "/sign-in/link"


def test_a_link_for_one_thing_opens_no_other(client: FlaskClient, sanne: Person) -> None:
    secret = tickets.issue(TicketKind.LINK, sanne.id)
    assert client.get(f"/password/reset/{secret}").status_code == 303
    assert client.get(f"/welcome/{secret}").status_code == 404
    assert client.get(f"/sign-in/link/{secret}").status_code == 200
