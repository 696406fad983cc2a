"""The cast and the houses they live in: one application a test, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from playwright.sync_api import expect
from werkzeug.test import TestResponse

from config import Testing
from tests.databases import Database
from wpl_platform import create_app
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db, writing
from wpl_platform.events import stream
from wpl_platform.teams import actions as teams
from wpl_platform.teams import queries
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.viewer import Viewer

pytest_plugins = ["tests.database_fixtures", "tests.s3_fixtures"]

PASSWORD = "een korte zin is genoeg"

PATIENCE_MS = 30_000
"""How long a test waits for what must come, for a busy machine. How quick it is stands in benchmarks/."""

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a browser is tried once more, and said to be, where its house is made anew for it and nobody attacks.

    Why: docs/decisions/tests-in-real-time.md.
    """
    for item in items:
        uses = set(getattr(item, "fixturenames", ()))
        if uses & {"chromium", "sign_in"} and "product" not in uses and "attacks" not in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=1))


class Browser(FlaskClient):
    """A browser whose every request has a context and a database session of its own, as on a real server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Commits what the test wrote, asks, and forgets what it had read. The test goes on as one that writes."""
        db.session.commit()
        before = writing.set(True)
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        writing.reset(before)
        db.session.expire_all()
        return answer


def app_on(url: str, data_dir: Path, **settings: Any) -> Flask:
    """An application for tests on this database, with its bytes in this folder and some settings of its own."""

    class Here(Testing):
        SQLALCHEMY_DATABASE_URI = url
        DATA_DIR = data_dir
        UPLOADS_DIR = data_dir / "uploads"

    for name, value in settings.items():
        setattr(Here, name, value)
    app = create_app(Here)
    app.test_client_class = Browser
    return app


@pytest.fixture(scope="session")
def migrate() -> Callable[[str, Path], None]:
    """Brings the database at an address to today's schema by the migrations; `folder` is room for its application."""

    def run(url: str, folder: Path) -> None:
        with app_on(url, folder).app_context():
            upgrade()
            db.session.remove()
            db.engine.dispose()

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database; each test that asks for one runs on both engines."""
    found: Database = request.getfixturevalue(request.param)
    found.fresh()
    return found


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """The application, with its context open, so that a test can call the rooms directly."""
    application = app_on(database.url, tmp_path)
    with application.app_context():
        yield application
        stream.close(application)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app_with(app: Flask, database: Database, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes a second application on the same database, with settings of its own."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        made.append(app_on(database.url, tmp_path, **settings))
        return made[-1]

    yield make
    for other in made:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()


@dataclass(frozen=True)
class House:
    """Two organisations with a team each: the ids by which tests speak of them."""

    team_id: int
    other_team_id: int

    @property
    def team(self) -> Team:
        """The team of Sanne."""
        return db.session.get_one(Team, self.team_id)

    @property
    def other_team(self) -> Team:
        """The team of Olaf, in another organisation."""
        return db.session.get_one(Team, self.other_team_id)


@pytest.fixture
def house(app: Flask) -> House:
    """The two teams, still without people."""
    service, care = teams.found_organisation("De Lindehoeve"), teams.found_organisation("Winkelhuis Noord")
    team, other = teams.found_team(service, "Welkom"), teams.found_team(care, "Service")
    db.session.commit()
    return House(team.id, other.id)


def _join(name: str, role: Role, team_id: int) -> Person:
    person = accounts.create_person(name, f"{name.split()[0].lower()}@lindehoeve.example")
    accounts.set_password(person, PASSWORD, by=None)
    teams.place(person, db.session.get_one(Team, team_id), role)
    db.session.commit()
    return person


@pytest.fixture
def sanne(house: House) -> Person:
    """Participant: the one who films."""
    return _join("Sanne Visser", Role.PARTICIPANT, house.team_id)


@pytest.fixture
def youssef(house: House) -> Person:
    """Participant of the same team."""
    return _join("Youssef Amrani", Role.PARTICIPANT, house.team_id)


@pytest.fixture
def tom(house: House) -> Person:
    """Facilitator of the team."""
    return _join("Tom Dekker", Role.FACILITATOR, house.team_id)


@pytest.fixture
def ingrid(house: House) -> Person:
    """Manager of the team: never sees a video."""
    return _join("Ingrid Bos", Role.MANAGER, house.team_id)


@pytest.fixture
def bea(house: House) -> Person:
    """Administrator of the team: people, never content."""
    return _join("Bea Smit", Role.ADMIN, house.team_id)


@pytest.fixture
def olaf(house: House) -> Person:
    """Participant of another team in another organisation."""
    return _join("Olaf Postma", Role.PARTICIPANT, house.other_team_id)


@pytest.fixture
def as_viewer() -> Callable[[Person], Viewer]:
    """A person as policies see them."""
    return queries.viewer_of


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client_of(app: Flask) -> Callable[[Person], FlaskClient]:
    """A browser in which the person signed in through the form."""

    def sign_in(person: Person) -> FlaskClient:
        browser = app.test_client()
        answer = browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    return sign_in
