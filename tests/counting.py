"""Counts what the database is asked, for the tests that lists are read with as many queries for 3 rows as for 300."""

from collections.abc import Callable

from sqlalchemy import event

from wpl_platform.core.database import db


def queries_of(act: Callable[[], object]) -> int:
    """How many statements `act` sends to the database."""
    return len(statements_of(act))


def statements_of(act: Callable[[], object]) -> list[str]:
    """The statements that `act` sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return sent
