"""Films from before they had a day on which they end, brought along by the migration: none vanishes overnight."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests.conftest import app_on
from tests.databases import Cluster
from wpl_platform.accounts import actions as accounts
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import Recording, Situation
from wpl_platform.teams import actions as teams

VERSIONS = Path(__file__).parents[2] / "migrations"


def before_retention() -> str:
    """The revision that films without a day were of."""
    (found,) = [each for each in ScriptDirectory(str(VERSIONS)).walk_revisions() if each.doc == "retention."]
    return str(found.down_revision)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_films_that_are_there_count_from_the_day_of_the_migration(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if engine == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create("before_retention")
    with app_on(url, tmp_path).app_context():
        upgrade()
        team = teams.found_team(teams.found_organisation("De Lindehoeve"), "Welkom")
        maker = accounts.create_person("Sanne Visser", "sanne@lindehoeve.example")
        film = Recording(
            nobody_else_at=clock.now(),
            maker_id=maker.id,
            team_id=team.id,
            title="Van lang geleden",
            situation=Situation.OTHER,
        )
        film.filmed_on = film.kept_since = film.used_on = film.expires_on = date(2020, 1, 1)
        gone = Destruction(recording_id=77, organisation_id=team.organisation_id, why=Why.WITHDRAWN, files=[])
        db.session.add_all([film, gone])
        db.session.commit()
        db.session.remove()
        downgrade(revision=before_retention())
        db.session.execute(text("select count(*) from recording")).one()
        db.session.remove()
        upgrade()
        today = clock.today()
        (found,) = db.session.query(Recording).all()
        assert abs(found.expires_on - today - timedelta(days=90)) <= timedelta(days=1)
        assert found.kept_since == found.used_on == found.expires_on - timedelta(days=90)
        (proof,) = db.session.query(Destruction).all()
        assert (proof.recording_id, proof.mark, proof.statement) == (77, "", "")
        db.session.remove()
        db.engine.dispose()
