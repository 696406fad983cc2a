"""Lines in the log of Sanne's organisation, and the hand of somebody who can reach the database itself."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.queries import viewer_of

Tamper = Callable[..., None]


@pytest.fixture
def about(house: House) -> About:
    """Recording 12 of the team; there need not be such a recording."""
    return About(house.team.organisation_id, Kind.RECORDING, 12, house.team_id)


@pytest.fixture
def five_lines(about: About, sanne: Person, youssef: Person) -> None:
    """Five things that Sanne and Youssef did, each in a transaction of its own."""
    for number, action in enumerate((Action.ADDED, Action.SHARED, Action.SEEN, Action.PLAYED, Action.COMMENTED)):
        note(action, about, by=viewer_of(youssef if number > 1 else sanne))
        database.commit()


@pytest.fixture
def tamper(app: Flask) -> Tamper:
    """Runs a statement as somebody who owns the database can: with its guards away."""
    guards = ("sealed", "person", "kept")

    def run(statement: str, **values: object) -> None:
        if db.engine.dialect.name == "sqlite":
            for guard in guards:
                db.session.execute(text(f"DROP TRIGGER IF EXISTS access_entry_{guard}"))
        else:
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        db.session.execute(text(statement), values)
        db.session.commit()

    return run
