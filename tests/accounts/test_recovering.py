"""The way back in for who lost everything, opened on the server alone."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.conftest import LetterBox
from wpl_platform.accounts import queries, second_step
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db


def test_a_link_from_the_server_gives_a_new_password(app: Flask, client: FlaskClient, sanne: Person) -> None:
    said = app.test_cli_runner().invoke(args=["account", "link", "Sanne@lindehoeve.example"])
    assert said.exit_code == 0, said.output
    path = said.output.strip().partition("/password/")[2]
    assert client.post(f"/password/{path}", data={"password": "dertien paarse fietsen"}).location == "/start"


def test_a_lost_second_step_is_forgotten_and_told(
    app: Flask, client_of: Callable[[Person], FlaskClient], sanne: Person, letter_box: LetterBox
) -> None:
    browser = client_of(sanne)
    second_step.new_recovery_codes(sanne.id)
    second_step.begin_codes(sanne.id)
    db.session.commit()
    said = app.test_cli_runner().invoke(args=["account", "forget-second-step", sanne.email])
    assert said.exit_code == 0, said.output
    db.session.expire_all()
    assert not second_step.has(sanne.id)
    assert second_step.recovery_codes_left(sanne.id) == 0
    assert queries.sign_ins_of(sanne.id) == []
    assert browser.get("/me").status_code == 302
    assert [letter.subject for letter in letter_box()] == ["Je tweede stap is weggehaald"]


def test_an_address_of_nobody_is_said(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["account", "link", "nobody@lindehoeve.example"])
    assert said.exit_code == 1
    assert "Nobody has the address" in said.output
