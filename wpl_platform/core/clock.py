"""The one place that asks what time it is, so that tests can say so."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")
"""The zone in which people read days and hours."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is for the people who use the product."""
    return now().astimezone(HOME).date()


def local(moment: datetime) -> datetime:
    """The same moment as people read it on their clock."""
    return moment.astimezone(HOME)
