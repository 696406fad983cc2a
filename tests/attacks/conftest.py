"""What is attacked: the product as it runs, with limits and tokens on, on SQLite and on PostgreSQL."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.stage import Stage, furnishing
from tests.attacks import world
from tests.attacks.target import GUARDS, Target
from tests.browser.serving import served
from tests.conftest import app_on
from wpl_platform.core.database import db
from wpl_platform.events import stream
from wpl_platform.web.limits import limiter

ACCESS = Path(__file__).resolve().parents[1] / "access"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """The product at an address, with the world of the access table and one of every role outside it."""
    database = request.getfixturevalue(request.param)
    app = app_on(database.url, tmp_path_factory.mktemp("attacked"), **GUARDS)
    features = [importlib.import_module(f"tests.access.{name}") for name in furnishing(ACCESS)]
    furnish = [feature.furnish for feature in features if hasattr(feature, "furnish")]
    with app.app_context(), served(app) as address:
        yield Target(app, Stage(app, database, [*furnish, world.furnish]), address)
        stream.close(app)
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


@pytest.fixture(autouse=True)
def _anew(request: pytest.FixtureRequest) -> None:
    """Nobody is held up by what was tried before."""
    if "target" in request.fixturenames:
        limiter.enabled = True
        limiter.reset()
