"""The one place that asks what time it is, so that tests and the demo can say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")
"""The zone in which people read days and hours."""

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block it is this moment, and time goes on from there; in this thread or task alone."""
    told = _shift.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _shift.reset(told)


def today() -> date:
    """The day it is for the people who use the product."""
    return now().astimezone(HOME).date()


def local(moment: datetime) -> datetime:
    """The same moment as people read it on their clock."""
    return moment.astimezone(HOME)
