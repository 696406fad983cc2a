"""What no form of ours ever sends gets an answer that says no, never a fault of ours, on either database."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.web.replies import safe_next

ClientOf = Callable[[Person], FlaskClient]
HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/recordings/{HUGE}",
        f"/annotations/{HUGE}",
        f"/improvements/{HUGE}",
        f"/reflections/{HUGE}",
        f"/board?team={HUGE}",
        f"/improvements/new?annotation={HUGE}",
        "/uploads/%00",
        "/articles/%00",
        "/register/%00",
    ],
)
def test_a_value_that_no_column_can_hold_names_nothing(
    client_of: ClientOf, house: House, sanne: Person, address: str
) -> None:
    assert client_of(sanne).open(address, method="HEAD" if "uploads" in address else "GET").status_code == 404


def test_a_change_to_what_no_column_can_hold_changes_nothing(client_of: ClientOf, house: House, sanne: Person) -> None:
    browser = client_of(sanne)
    for address in ("memberships/{}/end", "replies/{}/delete", "intentions/{}/done", "teams/{}/current"):
        assert browser.post("/" + address.format(HUGE)).status_code == 404
    moment = {"title": "Wat ik merk", "owner": "0", "annotation": "9" * 5000}
    assert browser.post("/improvements", data=moment).status_code < 500


def test_a_number_past_the_end_ends_a_question_for_news(client_of: ClientOf, house: House, sanne: Person) -> None:
    browser, address = client_of(sanne), f"/teams/{house.team_id}/events?poll=1"
    assert browser.get(f"{address}&since={HUGE}").status_code < 500
    assert browser.get(address, headers={"Last-Event-ID": HUGE}).status_code < 500


@pytest.mark.parametrize("day", ["from=0001-01-01", "to=9999-12-31"])
def test_a_day_at_the_end_of_time_has_no_moments(client_of: ClientOf, house: House, sanne: Person, day: str) -> None:
    assert client_of(sanne).get(f"/team/moments?{day}").status_code == 404


@pytest.mark.parametrize(
    "wanted", ["http://[", "/\t/[", "/\t/evil.example", "//evil.example", "/\\evil.example", "/a\r\nX: y", "/\x00"]
)
def test_the_way_on_never_leads_out_of_the_product(app: Flask, wanted: str) -> None:
    with app.test_request_context("/sign-in", query_string={"next": wanted}):
        assert safe_next("/start") == "/start"


def test_the_way_on_may_be_any_page_of_the_product(app: Flask) -> None:
    with app.test_request_context("/sign-in", query_string={"next": "/recordings?q=één klant&page=2#x"}):
        assert safe_next("/start") == "/recordings?q=één klant&page=2#x"


def test_an_address_with_invisible_characters_is_the_address(client: FlaskClient, house: House, sanne: Person) -> None:
    name, _at, domain = sanne.email.partition("@")
    answer = client.post("/sign-in", data={"email": f"{name}\x00@{domain}", "password": "niet het goede"})
    assert answer.status_code == 422


def test_somebody_who_is_there_is_found_by_an_address_with_invisible_characters(
    client_of: ClientOf, house: House, bea: Person, sanne: Person
) -> None:
    data = {"name": "Sanne", "email": sanne.email.replace("@", "\x00@"), "role": "facilitator"}
    assert client_of(bea).post("/team/members", data=data).status_code == 303


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=film; filename=a\r\n\r\nabc"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: a\r\n\r\nabc\r\n--x--\r\n"),
    ],
)
def test_a_form_that_was_cut_is_said_to_be_so(
    client_of: ClientOf, house: House, sanne: Person, kind: str, body: bytes
) -> None:
    assert client_of(sanne).post("/recordings", data=body, content_type=kind).status_code == 422
