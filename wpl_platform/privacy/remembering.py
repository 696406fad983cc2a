"""What a process remembers of what stands in the log already, so that who goes on watching costs no question each time.

Only what was read back from the database is remembered: a line that was lost with its transaction is written again.
"""

from datetime import datetime

from flask import current_app

from wpl_platform.core import clock

Key = tuple[int | None, str, str, int, str]
"""Who, what was done, the kind and number of what it was done with, and what more is said of it."""

MOST = 20_000


class Memory:
    """What needs not be noted again, and until when. It holds a few thousand things, and then begins anew."""

    def __init__(self) -> None:
        self._until: dict[Key, datetime] = {}

    def knows(self, key: Key) -> bool:
        """Whether it needs not be noted again now."""
        until = self._until.get(key)
        return until is not None and clock.now() < until

    def keep(self, key: Key, until: datetime) -> None:
        """From now on it is known, until then."""
        if len(self._until) >= MOST:
            self._until.clear()
        self._until[key] = until


def memory() -> Memory:
    """The memory of this application."""
    kept: Memory = current_app.extensions.setdefault("access log", Memory())
    return kept
