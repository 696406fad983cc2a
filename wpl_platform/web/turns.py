"""What is asked very often takes turns, so that pages need not: whoever watches a film asks for it piece by piece.

Python does one thing at a time. Without turns a page of twenty questions to the database stands in line twenty times,
behind everybody who watches: docs/decisions/delivery.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT_S = 1.0

_turn = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """One at a time is in the block. Nobody waits longer than a second: who is stuck in it holds up no one else."""
    mine = _turn.acquire(timeout=LONGEST_WAIT_S)
    try:
        yield
    finally:
        if mine:
            _turn.release()
