"""The database: one session a request or job, the same code on SQLite and PostgreSQL.

SQLite runs in WAL with foreign keys on; a transaction that will write takes its lock at once
(BEGIN IMMEDIATE), so that two writers wait for each other in place of failing halfway.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Enum, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, ExceptionContext
from sqlalchemy.exc import DataError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from wpl_platform.core.errors import Missing, Unheld

__all__ = [
    "Base",
    "Moment",
    "apart",
    "at_last",
    "commit",
    "db",
    "end_reading",
    "insert_into",
    "names_of",
    "one_at_a_time",
    "release",
    "tell_after_commit",
    "transaction",
    "undo",
    "writing",
]

BUSY_TIMEOUT_MS = 10_000

writing: ContextVar[bool] = ContextVar("writing", default=True)
"""Whether the transaction that begins now will write. The web door says False for GET and HEAD."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive moments: they would mean another time on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table: constraints have names, so that migrations can speak of them."""

    registry = registry(metadata=MetaData(naming_convention=_NAMES), type_annotation_map={datetime: Moment()})


db = SQLAlchemy(model_class=Base)


def names_of(kind: type[Any], length: int = 32) -> Enum:
    """The column type of an enumeration: its values as text, so that adding one needs no change of schema."""
    return Enum(kind, native_enum=False, length=length, values_callable=lambda e: [member.value for member in e])


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


@event.listens_for(Engine, "handle_error")
def _nothing_bears_such_a_value(context: ExceptionContext) -> Unheld | None:
    """A number or text that no column can hold (past 64 bits, a NUL) names nothing, on either database."""
    error = context.original_exception
    too_large = isinstance(error, OverflowError) or getattr(error, "sqlstate", None) == "22003"
    with_nul = isinstance(context.sqlalchemy_exception, DataError) and "NUL" in str(error)
    return Unheld() if too_large or with_nul else None


_listeners: list[Callable[[], None]] = []


def tell_after_commit(*listeners: Callable[[], None]) -> None:
    """Says who is told, in this order, whenever something was committed. The application names them once."""
    _listeners[:] = listeners


def at_last(act: Callable[[], None]) -> None:
    """Has this written at the very end of the transaction, after all else; never when that is undone.

    So a row that everybody writes behind is locked last and briefly, and nobody waits for two rows in another order.
    What a request wants written that only reads is written once its reading ended well: see `end_reading`.
    """
    g.setdefault("at_last", []).append(act)


def commit() -> None:
    """Ends the transaction well, and tells those who wait for what it wrote."""
    for act in g.pop("at_last", ()):
        act()
    db.session.commit()
    for listener in _listeners:
        listener()


def undo() -> None:
    """Ends the transaction with nothing written."""
    g.pop("at_last", None)
    db.session.rollback()


def end_reading() -> None:
    """Ends a transaction that only read; then writes, in one of its own, what was asked for `at_last`.

    The connection was given back before: who reads and then writes never holds two.
    """
    db.session.rollback()
    if "at_last" not in g:
        return
    before = writing.set(True)
    try:
        with transaction():
            pass
    finally:
        writing.reset(before)


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: committed when the block ends well, rolled back when it raises."""
    try:
        yield
        commit()
    except BaseException:
        undo()
        raise


def release() -> None:
    """Ends the transaction that only read, and gives its connection back, before something slow begins.

    What was read stays readable.
    """
    db.session.expunge_all()
    db.session.rollback()
    db.session.remove()


@contextmanager
def apart(app: Flask, *, writes: bool) -> Iterator[None]:
    """A session and transaction of its own, outside any request or beside it: for threads that live long.

    One that writes is committed when the block ends well; one that only reads takes no lock, and keeps nothing.
    """
    with app.app_context():
        before = writing.set(writes)
        try:
            if writes:
                with transaction():
                    yield
            else:
                yield
                db.session.rollback()
        finally:
            writing.reset(before)


def one_at_a_time(row: Base) -> None:
    """From here to the end of the transaction nobody else passes this line with the same row, which is read anew.

    So who looks and then writes, writes about what it saw. Raises Missing when the row is gone. PostgreSQL locks the
    row (others may still add what hangs on it); on SQLite a transaction that writes is alone from its beginning.
    """
    try:
        db.session.refresh(row, with_for_update={"of": type(row), "key_share": True})
    except InvalidRequestError as error:
        raise Missing from error


def insert_into(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do when the row is there already, on either database."""
    return sqlite.insert(table) if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)
