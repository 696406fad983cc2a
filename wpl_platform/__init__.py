"""The platform: a house on floors, from a filmed work situation to a proven improvement."""

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy import text

import config as settings
from wpl_platform.accounts import login
from wpl_platform.core import database, logs
from wpl_platform.core.database import db
from wpl_platform.features import FLOORS
from wpl_platform.teams import current
from wpl_platform.web import assets, failures, filters, health, look, requests, security
from wpl_platform.web.limits import limiter

csrf = CSRFProtect()


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
    filters.init_app(app)
    look.init_app(app)
    look.init_app(app)
    assets.init_app(app)
    failures.init_app(app)


def _open_doors(app: Flask) -> None:
    handlers: dict[str, Any] = {}
    for name in FLOORS:
        for room in ("models", "views", "work", "cli"):
            full = f"wpl_platform.{name}.{room}"
            if importlib.util.find_spec(full) is None:
                continue
            try:  # ROOMS UNDER CONSTRUCTION: goes when all rooms stand
                module = importlib.import_module(full)
            except Exception as error:
                print(f"UNFINISHED {full}: {error}", file=sys.stderr)
                continue
            if room == "views" and hasattr(module, "bp"):
                app.register_blueprint(module.bp)
            elif room == "work":
                handlers.update(getattr(module, "HANDLERS", {}))
            elif room == "cli":
                app.cli.add_command(module.cli)
    app.register_blueprint(health.bp)
    app.extensions["health"] = {"database": _database_answers}
    if importlib.util.find_spec("wpl_platform.jobs.engine"):
        importlib.import_module("wpl_platform.jobs.engine").register(app, handlers)
    listeners = []
    for path, name in (("wpl_platform.jobs.carrier", "wake_waiting"), ("wpl_platform.events.stream", "notify")):
        if importlib.util.find_spec(path):
            listeners.append(getattr(importlib.import_module(path), name))
    database.tell_after_commit(*listeners)
    if app.config["STYLEGUIDE"] and importlib.util.find_spec("wpl_platform.web.styleguide"):
        app.register_blueprint(importlib.import_module("wpl_platform.web.styleguide").bp)


def _database_answers() -> str:
    db.session.execute(text("select 1"))
    return "ok"
