"""Law 9: every route answers for every role. A route without a row in this table does not pass."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from tests.access.rows import LOGIN, Row, answers
from tests.access.stage import Stage, furnishing
from tests.access.world import ROLES
from tests.conftest import app_on
from wpl_platform.core.database import db

FEATURES: list[ModuleType] = [
    importlib.import_module(f"tests.access.{name}") for name in furnishing(Path(__file__).parent)
]
ROWS: list[Row] = [row for feature in FEATURES for row in feature.ROWS]
OUTSIDE = {
    "assets": "style and scripts hold nothing of anybody",
}
"""Blueprints whose routes have no row, each with why."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The application with its world on each database."""
    database = request.getfixturevalue(request.param)
    app = app_on(database.url, tmp_path_factory.mktemp("access"))
    furnish = [feature.furnish for feature in FEATURES if hasattr(feature, "furnish")]
    with app.app_context():
        yield Stage(app, database, furnish)
        db.session.remove()
        db.engine.dispose()


def asked(app: Flask, row: Row, path: str) -> tuple[str, str]:
    """The rule and method that a row really reaches."""
    rule, _ = app.url_map.bind("localhost").match(path.partition("?")[0], method=row.method, return_rule=True)
    assert rule.endpoint == row.route, f"{row} reaches {rule.endpoint}: its path and its route do not belong together"
    return rule.rule, row.method


def open_doors(app: Flask) -> set[tuple[str, str]]:
    """Every rule with every method it answers, HEAD only where it is no shadow of GET."""
    return {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS"} - ({"HEAD"} if "GET" in (rule.methods or set()) else set())
        if rule.endpoint.partition(".")[0] not in OUTSIDE
    }


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_route_answers_every_role_as_the_table_says(stage: Stage, row: Row) -> None:
    assert row.expect.keys() == set(ROLES), f"{row} has to say what each of {', '.join(ROLES)} gets"
    found = {role: stage.ask(row, role) for role in ROLES}
    assert found == dict(row.expect)


def test_every_route_has_a_row(stage: Stage) -> None:
    world = stage.world()
    covered = {asked(stage.app, row, row.path(world)) for row in ROWS}
    missing = sorted(open_doors(stage.app) - covered)
    assert not missing, (
        "Law 9, every route answers for every role: a route that nobody thought about is open to somebody. "
        f"Give each of these a row in tests/access/<feature>.py: {missing}"
    )


def test_a_forgotten_route_is_caught(stage: Stage) -> None:
    app = Flask("sample")
    app.add_url_rule("/forgotten", "forgotten", lambda: "", methods=["POST"])
    assert ("/forgotten", "POST") in open_doors(app)


def test_an_answer_that_is_too_generous_is_caught(stage: Stage) -> None:
    row = Row("accounts.me.show", lambda world: "/me", answers(200, stranger=200))
    assert stage.ask(row, "stranger") == LOGIN
