"""The database keeps moments, and all or nothing."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask

from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.teams.models import Organisation


def test_a_moment_comes_back_as_the_same_moment_in_utc(app: Flask) -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    db.session.add(Organisation(name="De Lindehoeve", created_at=summer))
    db.session.commit()
    kept = db.session.query(Organisation).one().created_at
    assert kept == summer
    assert kept.tzinfo is UTC


def test_a_moment_without_its_zone_is_refused(app: Flask) -> None:
    db.session.add(Organisation(name="De Lindehoeve", created_at=datetime(2026, 7, 1, 12, 0)))  # noqa: DTZ001
    with pytest.raises(Exception, match="time zone"):
        db.session.flush()


def test_a_transaction_that_fails_leaves_nothing(app: Flask) -> None:

    def fail_halfway() -> None:
        with database.transaction():
            db.session.add(Organisation(name="De Lindehoeve"))
            db.session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()
    assert db.session.query(Organisation).count() == 0


def test_two_writers_wait_for_each_other(app: Flask) -> None:
    db.session.add(Organisation(name="0"))
    db.session.commit()

    def write() -> None:
        with app.app_context():
            for _ in range(10):
                with database.transaction():
                    one = db.session.query(Organisation).with_for_update().one()
                    one.name = str(int(one.name) + 1)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert db.session.query(Organisation).one().name == "40"
