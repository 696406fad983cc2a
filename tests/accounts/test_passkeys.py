"""Passkeys: made, used for both steps at once, and refused when anything about them is not right."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.soft_key import PRESENT, SoftKey
from tests.accounts.test_second_step import first_step
from wpl_platform.accounts import queries, second_step
from wpl_platform.accounts.models import Passkey, Person, SignIn
from wpl_platform.core import clock
from wpl_platform.core.database import db

Browsers = Callable[[Person], FlaskClient]


def _make(browser: FlaskClient, key: SoftKey, name: str = "Mijn telefoon") -> int:
    options = browser.post("/me/passkeys/options").json
    assert options is not None
    return browser.post("/me/passkeys", data={"credential": key.make(options), "name": name}).status_code


def _use(browser: FlaskClient, key: SoftKey) -> str:
    options = browser.post("/sign-in/passkey/options").json
    assert options is not None
    return browser.post("/sign-in/passkey", data={"credential": key.sign(options), "next": "/me"}).location or ""


@pytest.fixture
def key(client_of: Browsers, sanne: Person) -> SoftKey:
    """Sanne's."""
    made = SoftKey()
    assert _make(client_of(sanne), made) == 200  # with ten codes on paper
    return made


def test_a_passkey_alone_is_both_steps(client: FlaskClient, sanne: Person, key: SoftKey) -> None:
    assert _use(client, key) == "/me"
    assert sanne.name in client.get("/me").text
    latest = db.session.scalars(db.select(SignIn).order_by(SignIn.id.desc())).first()
    assert latest is not None
    assert latest.second_at is not None


def test_a_passkey_is_a_second_step_after_the_password(client: FlaskClient, sanne: Person, key: SoftKey) -> None:
    first_step(client, sanne)
    assert _use(client, key) == "/me?x=1"
    assert client.get("/me").status_code == 200


def test_a_passkey_of_a_colleague_is_no_second_step(
    client: FlaskClient, client_of: Browsers, sanne: Person, youssef: Person, key: SoftKey
) -> None:
    his = SoftKey()
    _make(client_of(youssef), his)
    first_step(client, sanne)
    assert _use(client, his) == "/sign-in/second"
    assert client.get("/me").status_code == 302


def test_several_passkeys_have_a_name_and_are_taken_away_apart(
    client: FlaskClient, sanne: Person, key: SoftKey
) -> None:
    browser = client
    _use(browser, key)
    assert _make(browser, SoftKey(), "Werkcomputer") == 303
    page = browser.get("/me/second-step").text
    assert "Mijn telefoon" in page
    assert "Werkcomputer" in page
    first, second = queries.passkeys_of(sanne.id)
    browser.post(f"/me/passkeys/{first.id}/end")
    assert [passkey.id for passkey in queries.passkeys_of(sanne.id)] == [second.id]
    browser.post(f"/me/passkeys/{second.id}/end")
    assert not second_step.has(sanne.id)
    assert second_step.recovery_codes_left(sanne.id) == 0


@pytest.mark.parametrize("counting", [True, False])  # a key that several devices share never counts
def test_what_a_key_signed_counts_once(client: FlaskClient, sanne: Person, key: SoftKey, counting: bool) -> None:
    key.counting = counting
    options = client.post("/sign-in/passkey/options").json
    assert options is not None
    signed = {"credential": key.sign(options)}
    assert client.post("/sign-in/passkey", data=signed).location == "/start"
    again = client.application.test_client()
    assert again.post("/sign-in/passkey", data=signed).location == "/sign-in"


def test_a_challenge_ends_after_five_minutes(client: FlaskClient, sanne: Person, key: SoftKey) -> None:
    options = client.post("/sign-in/passkey/options").json
    assert options is not None
    with clock.at(clock.now() + timedelta(minutes=6)):
        answer = client.post("/sign-in/passkey", data={"credential": key.sign(options)})
        assert answer.location == "/sign-in"


def test_a_key_that_did_not_ask_who_held_it_is_refused(
    client: FlaskClient, client_of: Browsers, sanne: Person, youssef: Person, key: SoftKey
) -> None:
    key.flags = PRESENT
    assert _use(client, key) == "/sign-in"
    careless = SoftKey()
    careless.flags = PRESENT
    assert _make(client_of(youssef), careless) == 422


@pytest.mark.parametrize(
    "origin", ["https://localhost", "http://elsewhere.example", "http://localhost.elsewhere.example"]
)
def test_a_signature_for_another_site_is_refused(client: FlaskClient, sanne: Person, key: SoftKey, origin: str) -> None:
    key.origin = origin
    assert _use(client, key) == "/sign-in"


def test_a_copy_of_a_key_that_lags_behind_is_refused(client: FlaskClient, sanne: Person, key: SoftKey) -> None:
    for _ in range(3):
        _use(client.application.test_client(), key)
    key.count = 0
    assert _use(client, key) == "/sign-in"


def test_a_key_is_of_one_person(client_of: Browsers, youssef: Person, key: SoftKey) -> None:
    assert _make(client_of(youssef), key) == 409
    assert db.session.scalar(db.select(db.func.count()).select_from(Passkey)) == 1


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "{}", '{"id": 1, "response": {"clientDataJSON": "AAAA"}}', "null"]
)
def test_what_is_no_credential_is_refused(client: FlaskClient, sanne: Person, key: SoftKey, credential: str) -> None:
    assert client.post("/sign-in/passkey", data={"credential": credential}).location == "/sign-in"


def test_a_stranger_cannot_take_a_key_away(client_of: Browsers, sanne: Person, youssef: Person, key: SoftKey) -> None:
    (hers,) = queries.passkeys_of(sanne.id)
    client_of(youssef).post(f"/me/passkeys/{hers.id}/end")
    assert queries.passkeys_of(sanne.id) != []


def test_a_heavy_role_with_a_passkey_goes_straight_in(app: Flask, client_of: Browsers, tom: Person) -> None:
    app.config["SECOND_STEP_FOR"] = ("facilitator",)
    key = SoftKey()
    _make(client_of(tom), key)
    browser = app.test_client()
    assert _use(browser, key) == "/me"
    assert browser.get("/start").status_code == 200
    (only,) = queries.passkeys_of(tom.id)
    assert browser.post(f"/me/passkeys/{only.id}/end").status_code == 403
