"""The platform: a house on floors, from a filmed work situation to a proven improvement."""

import importlib
import importlib.util
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import text

import config as settings
from wpl_platform.accounts import login
from wpl_platform.core import belonging, database, logs
from wpl_platform.core.database import db
from wpl_platform.events import stream
from wpl_platform.features import FLOORS
from wpl_platform.jobs import carrier, engine
from wpl_platform.jobs.work import Handler
from wpl_platform.media import arriving, following, holding
from wpl_platform.media.storage import storage
from wpl_platform.openid import insisting
from wpl_platform.teams import current, looks, threshold
from wpl_platform.web import assets, failures, filters, health, look, requests, security, styleguide
from wpl_platform.web.limits import limiter

csrf = CSRFProtect()

ROOMS = ("models", "views", "work", "times", "holdings", "arrivals", "belongings", "cli")
"""The rooms of a feature that the application itself opens, where they are there."""


def create_app(config: type[settings.Config] = settings.Config) -> Flask:
    """The application, wired and complete; refuses to be made on unsafe production settings."""
    settings.refuse_unsafe(config)
    if not config.TESTING:
        logs.configure(production=config.PRODUCTION)
    app = Flask(__name__, static_folder=None)
    app.config.from_object(config)
    Path(app.config["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    _wire(app)
    _open_doors(app)
    return app


def _wire(app: Flask) -> None:
    """Extensions and the kit, in the order in which a request meets them."""
    db.init_app(app)
    Migrate(app, db, directory=str(settings.ROOT / "migrations"))
    requests.init_app(app)
    security.init_app(app)
    Babel(app, locale_selector=login.preferred_language)
    csrf.init_app(app)
    limiter.init_app(app)
    login.init_app(app)
    current.init_app(app)
    looks.init_app(app)
    threshold.init_app(app)
    insisting.init_app(app)
    filters.init_app(app)
    look.init_app(app)
    assets.init_app(app)
    failures.init_app(app)


def _open_doors(app: Flask) -> None:
    """Opens the rooms of every feature, floor by floor: its doors, its work and its commands, where it has them.

    Doors that name a setting as ONLY_WHEN exist only where it is on.
    """
    handlers: dict[str, Handler] = {}
    housekeeping: list[engine.Housekeeping] = []
    followers: list[following.Follower] = []
    holders: list[holding.Holder] = []
    awaiters: list[arriving.Awaiter] = []
    belongings: list[belonging.Belongings] = []
    for name in FLOORS:
        rooms = {room: _room(name, room) for room in ROOMS}
        if hasattr(rooms["views"], "bp") and app.config.get(getattr(rooms["views"], "ONLY_WHEN", ""), True):
            app.register_blueprint(rooms["views"].bp)
        if hasattr(rooms["work"], "HANDLERS"):
            handlers.update(rooms["work"].HANDLERS)
        housekeeping += getattr(rooms["work"], "HOUSEKEEPING", ())
        if hasattr(rooms["times"], "FOLLOWS"):
            followers.append(rooms["times"].FOLLOWS)
        if hasattr(rooms["holdings"], "HOLDS"):
            holders.append(rooms["holdings"].HOLDS)
        if hasattr(rooms["arrivals"], "ARRIVED"):
            awaiters.append(rooms["arrivals"].ARRIVED)
        if hasattr(rooms["belongings"], "BELONGS"):
            belongings.append(rooms["belongings"].BELONGS)
        if hasattr(rooms["cli"], "cli"):
            app.cli.add_command(rooms["cli"].cli)
    if app.config["STYLEGUIDE"]:
        app.register_blueprint(styleguide.bp)
    app.register_blueprint(health.bp)
    engine.register(app, handlers, housekeeping)
    following.register(app, followers)
    holding.register(app, holders)
    arriving.register(app, awaiters)
    belonging.register(app, belongings)
    database.tell_after_commit(carrier.wake_waiting, stream.notify)
    checks = {"database": _database_answers, "worker": engine.worker_state, "storage": lambda: storage().state()}
    app.extensions["health"] = checks


def _room(feature: str, room: str) -> Any:
    """The room of a feature; None where nothing lives there."""
    name = f"{__name__}.{feature}.{room}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _database_answers() -> str:
    db.session.execute(text("select 1"))
    return "ok"
