"""Where in a film an instant lies, when all that is known is when the recorder began, paused and went on. Pure.

Each beat says how much film there was, so that what one beat is off does not add up over the pauses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wpl_platform.core.timecode import DAY_MS, Span
from wpl_platform.feedback.filming_models import BeatKind
from wpl_platform.feedback.models import AnnotationKind

RUNS = frozenset({BeatKind.BEGIN, BeatKind.RESUME})
HOLD_MS = 350
"""What is pressed longer than this is a range, as in the studio."""
SHORTEST_MS = 200


@dataclass(frozen=True)
class Tick:
    """A beat: from that instant on the film runs, or stands still, at `film_ms`."""

    kind: BeatKind
    at: datetime
    film_ms: int


@dataclass(frozen=True)
class Press:
    """When somebody pressed, how long (ms), and how far back it counts (ms)."""

    at: datetime
    held_ms: int
    lead_ms: int


@dataclass(frozen=True)
class Marked:
    """A mark as its author has it now, under their own name for it (`key`)."""

    key: str
    kind: AnnotationKind
    press: Press
    text: str = ""
    labels: tuple[int, ...] = ()
    removed: bool = False


def film_at(ticks: Sequence[Tick], instant: datetime) -> int:
    """How many ms of film there were at that instant; `ticks` in their order. Before the first it is none."""
    film = 0
    for number, tick in enumerate(ticks):
        if tick.at > instant:
            break
        film = tick.film_ms
        if tick.kind in RUNS:
            film += _ms(instant - tick.at)
            if number + 1 < len(ticks):
                film = min(film, max(ticks[number + 1].film_ms, tick.film_ms))
    return min(film, DAY_MS)


def place(ticks: Sequence[Tick], press: Press, length_ms: int | None = None) -> Span:
    """Where a press lands: from the lead before it, until it came up when it was held while the film ran.

    Inside a film of `length_ms`, where that is known.
    """
    most = DAY_MS if length_ms is None else length_ms
    start = min(film_at(ticks, press.at - timedelta(milliseconds=press.lead_ms)), most)
    end = min(film_at(ticks, press.at + timedelta(milliseconds=press.held_ms)), most)
    ran = end - film_at(ticks, press.at) >= SHORTEST_MS
    return Span(start, end) if press.held_ms > HOLD_MS and ran and end > start else Span(start)


def since(now: datetime, age_ms: int) -> datetime:
    """The instant that is so many ms old."""
    return now - timedelta(milliseconds=age_ms)


def _ms(length: timedelta) -> int:
    return round(length / timedelta(milliseconds=1))
