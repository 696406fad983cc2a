"""Getting in, getting out, and seeing where one is in."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import PASSWORD
from wpl_platform.accounts import actions, queries
from wpl_platform.accounts.models import Language, Person, Theme
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused

Browsers = Callable[[Person], FlaskClient]


def test_the_right_password_opens_the_door(client_of: Browsers, sanne: Person) -> None:
    assert client_of(sanne).get("/me").status_code == 200


@pytest.mark.parametrize("email", ["sanne@lindehoeve.example", "nobody@lindehoeve.example"])
def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(
    client: FlaskClient, sanne: Person, email: str
) -> None:
    answer = client.post("/sign-in", data={"email": email, "password": "niet het goede"})
    assert answer.status_code == 422
    assert "horen niet bij elkaar" in answer.text
    assert client.get("/me").status_code == 302


def test_an_address_is_the_same_in_capitals(client: FlaskClient, sanne: Person) -> None:
    answer = client.post("/sign-in", data={"email": " Sanne@Lindehoeve.example ", "password": PASSWORD})
    assert answer.status_code == 303


def test_signing_out_ends_the_session_on_the_server_too(client_of: Browsers, sanne: Person) -> None:
    browser = client_of(sanne)
    kept = browser.get_cookie("wpl_session")
    assert kept is not None
    browser.post("/sign-out")
    browser.set_cookie("wpl_session", kept.value)
    assert browser.get("/me").status_code == 302


def test_what_was_said_to_one_person_is_not_read_by_the_next(client_of: Browsers, sanne: Person) -> None:
    browser = client_of(sanne)
    with browser.session_transaction() as kept:
        kept["_flashes"] = [("message", "Alleen voor Sanne")]
    browser.post("/sign-out")
    assert "Alleen voor Sanne" not in browser.get("/sign-in").text


def test_another_device_can_be_seen_and_ended(client_of: Browsers, sanne: Person) -> None:
    phone, desk = client_of(sanne), client_of(sanne)
    devices = queries.sign_ins_of(sanne.id)
    assert len(devices) == 2
    desk.post(f"/sign-ins/{devices[1].id}/end")
    assert phone.get("/me").status_code == 302
    assert desk.get("/me").status_code == 200


def test_nobody_ends_the_session_of_another(client_of: Browsers, sanne: Person, youssef: Person) -> None:
    hers = client_of(sanne)
    client_of(youssef).post(f"/sign-ins/{queries.sign_ins_of(sanne.id)[0].id}/end")
    assert hers.get("/me").status_code == 200


def test_all_other_devices_end_at_once(client_of: Browsers, sanne: Person) -> None:
    phone, desk = client_of(sanne), client_of(sanne)
    desk.post("/sign-ins/end-others")
    assert phone.get("/me").status_code == 302
    assert desk.get("/me").status_code == 200


def test_who_must_sign_in_first_comes_back_to_where_they_were_going(client: FlaskClient, sanne: Person) -> None:
    asked = client.get("/me?x=1")
    assert asked.location == "/sign-in?next=/me?x%3D1"
    answer = client.post(asked.location, data={"email": sanne.email, "password": PASSWORD})
    assert answer.location == "/me?x=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "me"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, sanne: Person, elsewhere: str) -> None:
    data = {"email": sanne.email, "password": PASSWORD, "next": elsewhere}
    assert client.post("/sign-in", data=data).location == "/start"


def test_language_and_theme_are_kept_per_person(client_of: Browsers, sanne: Person) -> None:
    client_of(sanne).post("/me", data={"name": "Sanne V.", "language": "en", "theme": "dark"})
    page = client_of(sanne).get("/me").text
    assert '<html lang="en" data-theme="dark">' in page
    db.session.refresh(sanne)
    assert (sanne.name, sanne.language, sanne.theme) == ("Sanne V.", Language.ENGLISH, Theme.DARK)


def test_a_stranger_reads_in_the_language_they_chose(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get("/sign-in?lang=en").text
    assert '<html lang="en">' in client.get("/sign-in").text
    assert '<html lang="nl">' in client.get("/sign-in?lang=nl").text


def test_a_password_is_set_by_its_owner_alone(app: Flask, sanne: Person, youssef: Person) -> None:
    with pytest.raises(Refused):
        actions.set_password(sanne, "een heel ander wachtwoord", by=youssef.id)
    with pytest.raises(Refused):
        actions.set_password(sanne, "een heel ander wachtwoord", by=None)
    with pytest.raises(Invalid):
        actions.set_password(sanne, "kort", by=sanne.id)


def test_an_address_belongs_to_one_person(app: Flask, sanne: Person) -> None:
    with pytest.raises(Conflict):
        actions.create_person("Een ander", "SANNE@lindehoeve.example")


def test_a_form_from_elsewhere_is_refused(app: Flask, client: FlaskClient, sanne: Person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert "verlopen" in answer.text


def test_guessing_is_slowed_down(app_with: Callable[..., Flask], sanne: Person) -> None:
    browser = app_with(RATELIMIT_ENABLED=True).test_client()
    guesses = [browser.post("/sign-in", data={"email": sanne.email, "password": str(n)}).status_code for n in range(12)]
    assert guesses == [422] * 10 + [429] * 2


def test_guessing_elsewhere_does_not_keep_a_person_out(app_with: Callable[..., Flask], sanne: Person) -> None:
    browser = app_with(RATELIMIT_ENABLED=True).test_client()
    for number in range(12):
        browser.post("/sign-in", data={"email": sanne.email, "password": str(number)})
    here = {"REMOTE_ADDR": "192.0.2.7"}
    answer = browser.post("/sign-in", data={"email": sanne.email, "password": PASSWORD}, environ_overrides=here)
    assert answer.status_code == 303
