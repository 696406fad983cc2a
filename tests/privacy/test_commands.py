"""The commands for who runs the server: the first role, whether a log is whole, and what is old enough to go."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.privacy.conftest import Tamper
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.privacy.models import AccessChain, AccessEntry, Action
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of


def end() -> str:
    """Where the only log ends, as it is written down."""
    chain = db.session.scalars(select(AccessChain)).one()
    return f"{chain.organisation_id}:{chain.seq}:{chain.hash}"


@pytest.mark.usefixtures("five_lines")
def test_a_whole_log_says_so_and_what_to_write_down(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["privacy", "verify-log"])
    assert told.exit_code == 0
    assert told.output == f"De Lindehoeve: 5 lines, whole. Write down: {end()}\n"


@pytest.mark.usefixtures("five_lines")
def test_a_log_that_is_not_whole_ends_with_one_and_names_the_line(app: Flask, tamper: Tamper) -> None:
    tamper("UPDATE access_entry SET about_id = 13 WHERE seq = 3")
    told = app.test_cli_runner().invoke(args=["privacy", "verify-log"])
    assert told.exit_code == 1
    assert told.output == "De Lindehoeve: NOT whole. Line 3 was changed. 2 lines before it are right.\n"


@pytest.mark.usefixtures("five_lines")
def test_what_was_written_down_is_held_against_it(app: Flask, tamper: Tamper) -> None:
    kept = end()
    run = app.test_cli_runner().invoke
    assert run(args=["privacy", "verify-log", "--written-down", kept]).exit_code == 0
    other = kept[:-1] + ("0" if kept[-1] != "0" else "1")
    assert run(args=["privacy", "verify-log", "--written-down", other]).exit_code == 1
    assert run(args=["privacy", "verify-log", "--written-down", "nonsense"]).exit_code == 2
    tamper("DELETE FROM access_entry")
    tamper("DELETE FROM access_chain")
    assert run(args=["privacy", "verify-log"]).exit_code == 0, "nothing is left that could tell"
    assert run(args=["privacy", "verify-log", "--written-down", kept]).exit_code == 1


def test_the_first_role_is_given_by_a_command_and_logged(app: Flask, about: About, sanne: Person) -> None:
    run = app.test_cli_runner().invoke
    args = ["privacy", "appoint", "De Lindehoeve", sanne.email, "fg"]
    assert "is fg of De Lindehoeve." in run(args=args).output
    assert "already" in run(args=args).output
    assert run(args=[*args[:-1], "admin"]).exit_code == 1
    assert run(args=["privacy", "appoint", "De Lindehoeve", "nobody@example", "fg"]).exit_code == 1
    assert viewer_of(sanne).holds(about.organisation_id, OrganisationRole.FG)
    (line,) = db.session.scalars(select(AccessEntry)).all()
    assert (line.action, line.what, line.who, line.acted_as) == (Action.ROLE_GIVEN, "fg", "", "system")


def test_old_lines_go_by_a_command(app: Flask, about: About, sanne: Person) -> None:
    with clock.at(clock.now() - timedelta(days=6 * 366)), database.transaction():
        note(Action.SEEN, about, by=viewer_of(sanne))
    run = app.test_cli_runner().invoke
    assert "De Lindehoeve: 1 lines destroyed." in run(args=["privacy", "shorten-log"]).output
    assert run(args=["privacy", "shorten-log", "--years", "4"]).exit_code == 2
    assert run(args=["privacy", "verify-log"]).exit_code == 0
