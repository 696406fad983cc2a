"""Where the rows are asked: one application a database, and a new world whenever the last one was changed."""

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.access.rows import LOGIN, Answer, Row
from tests.access.world import World, build
from tests.databases import Database
from wpl_platform.accounts import actions as accounts
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.visiting import LET_IN

OURS = {"rows", "stage", "world", "test_access", "test_gate"}
Furnish = Callable[[World], None]


class Stage:
    """Keeps the world until an answer says that it may have changed."""

    def __init__(self, app: Flask, database: Database, furnish: Iterable[Furnish]) -> None:
        self.app = app
        self._database = database
        self._furnish = tuple(furnish)
        self._world: World | None = None

    def world(self) -> World:
        """The world as it is when nobody has done anything yet."""
        if self._world is None:
            db.session.rollback()  # what a test still reads would hold up whoever empties the tables
            self._database.fresh()
            self._world = build()
            for furnish in self._furnish:
                furnish(self._world)
            self._keep()
        return self._world

    def renew(self) -> None:
        """The next world is a new one."""
        self._world = None

    def _keep(self) -> None:
        """Commits, and lets go of every row with what was read of it: a test holds no transaction open."""
        db.session.flush()
        db.session.expunge_all()
        db.session.commit()

    def client(self, role: str) -> FlaskClient:
        """A browser in which that role is signed in, without the form: that one has tests of its own."""
        client = self.app.test_client()
        if role == "guest":
            with client.session_transaction() as cookie:
                cookie[LET_IN] = {self.world().guest_link.key: clock.now().isoformat()}
        elif role != "stranger":
            token, _ = accounts.sign_in(getattr(self.world(), role), device="")
            self._keep()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = token
        return client

    def ask(self, row: Row, role: str) -> Answer:
        """What the row's route answers that role: a status, or LOGIN."""
        world = self.world()
        if row.given is not None:
            row.given(world)
            self._keep()
        client = self.client(role)
        answer = client.open(
            row.path(world),
            method=row.method,
            data=row.data(world) if row.data else None,
            json=row.json(world) if row.json else None,
            headers=dict(row.headers),
        )
        answer.close()
        if row.given is not None or (row.method not in {"GET", "HEAD", "OPTIONS"} and answer.status_code < 400):
            self._world = None
        return said(answer)


def said(answer: TestResponse) -> Answer:
    """The status of an answer, with every way to ask for a sign-in as one."""
    to_sign_in = answer.status_code in {302, 303} and answer.headers.get("Location", "").startswith("/sign-in?")
    return LOGIN if to_sign_in or answer.status_code == 401 else answer.status_code


def furnishing(folder: Path) -> list[str]:
    """The names of the modules with rows, one a feature."""
    return sorted(
        path.stem
        for path in folder.glob("*.py")
        if path.stem not in {"rows", "stage", "world", "test_access", "test_gate"}
    )
