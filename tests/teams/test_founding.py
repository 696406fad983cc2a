"""The command that founds an organisation."""

import pytest
from flask import Flask

from tests.conftest import PASSWORD
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.teams.models import Organisation, Team

ARGS = ["organisation", "found", "De Lindehoeve", "Welkom", "--admin-name", "Bea", "--admin-email", "bea@l.example"]


def test_an_organisation_begins_with_a_team_and_an_administrator(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=[*ARGS, "--password", PASSWORD])
    assert (ran.exit_code, "De Lindehoeve stands, with Welkom. bea@l.example" in ran.output) == (0, True)
    assert db.session.query(Team).one().organisation.name == "De Lindehoeve"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "minstens 10 tekens"),
        ("wachtwoord123", "proberen anderen het eerst"),
        ("Lindehoeve2026", "organisatie"),
    ],
)
def test_a_password_that_is_refused_is_said_in_a_sentence_and_founds_nothing(
    app: Flask, password: str, why: str
) -> None:
    ran = app.test_cli_runner().invoke(args=[*ARGS, "--password", password])
    assert (ran.exit_code, ran.output.startswith("Error: "), why in ran.output) == (1, True, True), ran.output
    assert (db.session.query(Organisation).count(), db.session.query(Person).count()) == (0, 0)
