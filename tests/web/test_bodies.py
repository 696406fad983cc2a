"""What comes in with a request: how much of it is read, from where, and what of it may be said afterwards."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.conftest import PASSWORD
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db

Browsers = Callable[[Person], FlaskClient]


@pytest.mark.parametrize("address", ["/sign-in", "/me"])
def test_a_file_in_a_form_that_asks_for_none_is_not_kept(app: Flask, client: FlaskClient, address: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    head = b'--end\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\n'
    body = head + b"x" * 3_000_000 + b"\r\n--end--\r\n"
    answer = client.post(address, data=body, content_type="multipart/form-data; boundary=end")
    assert answer.status_code == 413


def test_a_form_is_filled_in_by_a_form_alone(client: FlaskClient, sanne: Person) -> None:
    answer = client.post("/sign-in", json={"email": sanne.email, "password": PASSWORD})
    assert answer.status_code == 422
    assert client.get("/me").status_code == 302


@pytest.mark.parametrize("body", ["5", "[1, 2]", '{"email": 5}', '{"email": "\\ud800", "password": "een zin"}'])
def test_what_is_no_form_fills_in_nothing(client: FlaskClient, sanne: Person, body: str) -> None:
    assert client.post("/sign-in", data=body, content_type="application/json").status_code == 422


@pytest.mark.parametrize("blank", [" ", "\t\n", "\x00", "\u202e"])
def test_what_cannot_be_seen_is_no_name(client_of: Browsers, sanne: Person, blank: str) -> None:
    answer = client_of(sanne).post("/me", data={"name": blank, "language": "nl", "theme": "system"})
    assert answer.status_code == 422
    assert sanne.name == "Sanne Visser"


def test_a_statement_that_fails_is_logged_without_what_a_person_wrote(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    said = "".join(reversed("iets van mij alleen"))  # the log shows the source of this test too
    with caplog.at_level(logging.ERROR), pytest.raises(SQLAlchemyError) as failed:
        db.session.execute(text("insert into no_such_table values (:said)"), {"said": said})
    app.logger.error("unforeseen error", exc_info=failed.value)
    assert "no_such_table" in caplog.text
    assert said not in caplog.text
    db.session.rollback()
