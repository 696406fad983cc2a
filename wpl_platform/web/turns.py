"""What is asked very often takes turns, so that pages need not: whoever watches a film asks for it piece by piece.

Python does one thing at a time. Without turns a page of twenty questions to the database stands in line twenty times,
behind everybody who was let in; docs/benchmarks.md has the figures.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

AT_ONCE = 2
"""How many are let in at once. More were no faster, and pages waited longer."""

_turns = threading.BoundedSemaphore(AT_ONCE)


def in_turn(door: Callable[P, R]) -> Callable[P, R]:
    """The same door, which lets a few in at once. The bytes that it answers with are sent after the turn."""

    @wraps(door)
    def waits(*args: P.args, **kwargs: P.kwargs) -> R:
        with _turns:
            return door(*args, **kwargs)

    return waits
