"""The demo goes through the real doors, with real conversions: seconds, not milliseconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

import config
from tests.conftest import PASSWORD
from tests.databases import Database
from wpl_platform import create_app
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.analysis import pictures, queries
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording, Rendition, Stage
from wpl_platform.teams import queries as teams
from wpl_platform.teams.models import Team


@pytest.fixture
def demo_app(sqlite: Database, tmp_path: Path) -> Iterator[Flask]:
    """A demo instance that is still empty."""
    sqlite.fresh()

    class Here(config.Testing):
        DEMO = True
        WTF_CSRF_ENABLED = False
        SQLALCHEMY_DATABASE_URI = sqlite.url
        DATA_DIR = tmp_path
        UPLOADS_DIR = tmp_path / "uploads"

    application = create_app(Here)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.mark.slow
def test_the_story_comes_in_once_and_can_be_played(demo_app: Flask) -> None:
    runner = demo_app.test_cli_runner()
    said = runner.invoke(args=["demo", "load"])
    assert said.exit_code == 0, said.output
    assert set(db.session.scalars(select(Recording.stage))) == {Stage.READY}
    converted = select(func.count()).select_from(Rendition).where(Rendition.name == "master.m3u8")
    assert db.session.scalar(converted) == 7
    assert db.session.scalar(select(func.max(Annotation.created_at))) < clock.now()  # type: ignore[operator]
    again = runner.invoke(args=["demo", "load"])
    assert "nothing was brought in" in again.output
    assert "Sanne Visser" in runner.invoke(args=["demo", "people"]).output
    _a_pattern_for_one_team_only()


def _a_pattern_for_one_team_only() -> None:
    tom = db.session.scalars(select(Person).where(Person.name == "Tom Dekker")).one()
    told = {
        team.name: pictures.pattern(queries.team_marks(team, viewer=teams.viewer_of(tom)), clock.today()).told
        for team in db.session.scalars(select(Team))
    }
    assert told == {"Winkel & Service": True, "Dagbesteding & Welkom": False}


def test_one_click_makes_you_an_invented_person_and_never_a_real_one(demo_app: Flask) -> None:
    invented = accounts.create_person("Sanne Visser", "sanne@winkelhuis.example")
    real = accounts.create_person("Echt Iemand", "iemand@lindehoeve.nl")
    db.session.commit()
    browser = demo_app.test_client()
    assert browser.post("/demo/sign-in", data={"person_id": real.id}).status_code == 404
    assert browser.post("/demo/sign-in", data={"person_id": "x"}).status_code == 404
    assert browser.post("/demo/sign-in", data={"person_id": invented.id}).status_code == 303
    with demo_app.app_context():
        assert browser.get("/me").status_code == 200


def test_without_demo_the_door_does_not_exist(app: Flask) -> None:
    person = accounts.create_person("Sanne Visser", "sanne@winkelhuis.example")
    accounts.set_password(person, PASSWORD, by=None)
    db.session.commit()
    assert app.test_client().post("/demo/sign-in", data={"person_id": person.id}).status_code == 404
