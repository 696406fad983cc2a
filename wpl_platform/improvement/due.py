"""What a date asks of a team: late, today, soon, or nothing yet. A pure room."""

from datetime import date, timedelta
from enum import StrEnum

from wpl_platform.improvement.models import Stage

DEFAULT_DAYS = 30
FURTHEST_DAYS = 365


class Standing(StrEnum):
    """How a date stands to today, in the only three ways that ask for something different."""

    AHEAD = "ahead"
    TODAY = "today"
    LATE = "late"


def default_date(today: date) -> date:
    """The date that a card gets when nobody chose one: within a month."""
    return today + timedelta(days=DEFAULT_DAYS)


def standing(due_on: date | None, stage: Stage, today: date) -> Standing:
    """How the date of a card stands to today; a success is never late."""
    if due_on is None or stage is Stage.SUCCESS or due_on > today:
        return Standing.AHEAD
    return Standing.TODAY if due_on == today else Standing.LATE
