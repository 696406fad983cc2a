"""What every answer tells the browser, and how errors are answered."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

import config
from tests.conftest import House
from wpl_platform.accounts.models import Person


@pytest.mark.parametrize("address", ["/sign-in", "/healthz", "/no-such-page", "/"])
def test_every_answer_forbids_what_comes_from_elsewhere(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_import_map_of_this_answer_may_stand_inline(client: FlaskClient) -> None:
    answer = client.get("/sign-in")
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    assert nonce is not None
    assert re.findall(r'<script[^>]*nonce="([^"]+)"', answer.text) == [nonce[1]]
    again = client.get("/sign-in").headers["Content-Security-Policy"]
    assert nonce[1] not in again


def test_pages_carry_no_inline_style(client: FlaskClient) -> None:
    assert not re.search(r"\sstyle=", client.get("/sign-in").text)


def test_a_page_of_a_person_is_kept_by_no_cache(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"


def test_a_missing_page_says_what_to_do_in_the_readers_language(client: FlaskClient) -> None:
    assert "Deze pagina is er niet" in client.get("/no-such-page").text
    assert "This page is not here" in client.get("/no-such-page?lang=en").text


def test_a_program_gets_its_error_as_data(client: FlaskClient) -> None:
    answer = client.get("/no-such-page", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json is not None
    assert set(answer.json) == {"error", "remedy", "field"}


def test_a_script_that_is_signed_out_is_told_so(client: FlaskClient, house: House, sanne: Person) -> None:
    assert client.get("/me", headers={"X-Requested-With": "fetch"}).status_code == 401
    assert client.post("/me").status_code == 401


def test_production_refuses_a_guessable_key_and_demo_content() -> None:
    class Careless(config.Config):
        PRODUCTION = True
        SECRET_KEY = config.UNSAFE_KEY

    class Demo(config.Config):
        PRODUCTION = True
        SECRET_KEY = "x" * 32
        DEMO = True

    for careless in (Careless, Demo):
        with pytest.raises(RuntimeError, match="PRODUCTION"):
            config.refuse_unsafe(careless)


def test_the_health_page_says_ill_when_a_part_is(app: Flask, client: FlaskClient) -> None:
    app.extensions["health"] = {"database": lambda: "ok", "storage": lambda: "full"}
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "ill", "database": "ok", "storage": "full"}


def test_under_a_name_that_is_not_ours_nothing_is_answered(app_with: Callable[..., Flask]) -> None:
    browser = app_with(TRUSTED_HOSTS=["leren.example.nl"]).test_client()
    assert browser.get("/sign-in", headers={"Host": "leren.example.nl"}).status_code == 200
    assert browser.get("/sign-in", headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(("proxies", "believed"), [(0, False), (1, True)])
def test_only_a_web_server_of_ours_is_believed_about_who_asks_and_how(
    app_with: Callable[..., Flask], house: House, proxies: int, believed: bool
) -> None:
    client = app_with(PROXIES=proxies, RATELIMIT_ENABLED=True).test_client()
    said = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
    for number in range(30):
        client.post("/sign-in", data={"email": f"{number}@lindehoeve.example"}, headers=said)
    elsewhere = client.post(
        "/sign-in", data={"email": "a@lindehoeve.example"}, headers=said | {"X-Forwarded-For": "::2"}
    )
    assert ("Strict-Transport-Security" in elsewhere.headers) is believed
    assert (elsewhere.status_code == 422) is believed
