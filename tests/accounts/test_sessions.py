"""Where somebody is signed in: seen, ended, told of, and never taken over."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient

from tests.accounts.conftest import LetterBox
from tests.conftest import PASSWORD
from wpl_platform.accounts import queries
from wpl_platform.accounts.models import SIGN_IN_LASTS, Person
from wpl_platform.core import clock

Browsers = Callable[[Person], FlaskClient]
CHROME = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile"}


def test_each_sign_in_has_a_secret_of_its_own(client: FlaskClient, sanne: Person) -> None:
    with client.session_transaction() as planted:
        planted["_user_id"] = "a secret that somebody else knows"
        planted["team"] = 99
    client.post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    with client.session_transaction() as kept:
        assert kept["_user_id"] != "a secret that somebody else knows"
        assert "team" not in kept


def test_a_device_says_when_it_was_last_used(client_of: Browsers, sanne: Person) -> None:
    phone = client_of(sanne)
    (signed_in,) = queries.sign_ins_of(sanne.id)
    first = signed_in.used_at
    phone.get("/me")
    assert queries.sign_ins_of(sanne.id)[0].used_at == first  # not at every page
    with clock.at(clock.now() + timedelta(days=2)):
        phone.get("/me")
        later = queries.sign_ins_of(sanne.id)[0].used_at
        assert first is not None
        assert later is not None
        assert later - first > timedelta(days=1)


def test_a_device_that_is_not_used_for_a_month_is_signed_out(client_of: Browsers, sanne: Person) -> None:
    phone = client_of(sanne)
    with clock.at(clock.now() + SIGN_IN_LASTS + timedelta(hours=1)):
        assert phone.get("/me").status_code == 302
        assert queries.sign_ins_of(sanne.id) == []


def test_a_new_device_is_told_of_by_mail_and_a_known_one_is_not(
    client: FlaskClient, sanne: Person, letter_box: LetterBox
) -> None:
    data = {"email": sanne.email, "password": PASSWORD}
    client.post("/sign-in", data=data)
    assert letter_box() == []  # the first device of all is no news
    client.post("/sign-out")
    client.post("/sign-in", data=data)
    assert letter_box() == []
    client.application.test_client().post("/sign-in", data=data, headers=CHROME)
    (letter,) = letter_box()
    assert letter.to == sanne.email
    assert "Chrome op Android" in letter.text


def test_a_browser_of_a_colleague_is_new_to_me(
    client: FlaskClient, client_of: Browsers, sanne: Person, youssef: Person, letter_box: LetterBox
) -> None:
    client_of(youssef)
    client.post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    client.post("/sign-out")
    client.post("/sign-in", data={"email": youssef.email, "password": PASSWORD})
    assert [letter.to for letter in letter_box()] == [youssef.email]


def test_the_other_language_is_one_tap_away(client: FlaskClient, sanne: Person) -> None:
    assert client.post("/language", data={"language": "en", "next": "/sign-in"}).location == "/sign-in"
    assert '<html lang="en">' in client.get("/sign-in").text
    assert client.post("/language", data={"language": "xx"}).status_code == 422
