"""When the demo's past happened: so many days before today, at working hours, one thing after another. Pure."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from wpl_platform.core.clock import HOME

OPENS = time(9, 5)
BETWEEN = timedelta(minutes=7)


class Calendar:
    """Gives out moments of past days. Whatever is asked later for the same day happens later on it."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._given: Counter[int] = Counter()

    def moment(self, days_ago: int) -> datetime:
        """The next free moment of that day; raises ValueError for today and later, which have not passed."""
        if days_ago < 1:
            raise ValueError("the demo tells of days that have passed")
        morning = datetime.combine(self.today - timedelta(days=days_ago), OPENS, HOME)
        number = self._given[days_ago]
        self._given[days_ago] += 1
        return morning + number * BETWEEN

    def day(self, days_from_now: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=days_from_now)
