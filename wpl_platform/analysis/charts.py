"""From figures to places in a picture: curves, pins, ticks and bars, in per cent and px. Pure.

Pictures are SVG drawn on the server; x runs in per cent of the width, so that a chart fits a phone without a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wpl_platform.analysis.patterns import Mark, Period
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import density

BUCKETS = 72
WIDTH = 1000
STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
TICKS = 6
PIN_GAP = 2.6
"""Per cent of the width below which two pins would cover each other."""

PIN_ROWS = 4


@dataclass(frozen=True)
class Tick:
    """A place on an axis: per cent from the left, and the ms or count it stands for."""

    x: float
    value: int


@dataclass(frozen=True)
class Pin:
    """A mark on the axis: per cent from the left, and the row it had to give way to (0 is the axis)."""

    mark: Mark
    x: float
    row: int


@dataclass(frozen=True)
class Bar:
    """A period in a row of bars: left edge and width in per cent, height 0–1 of the tallest, its count."""

    period: Period
    x: float
    width: float
    height: float
    count: int


@dataclass(frozen=True)
class Curve:
    """An open path in 1000 × `height` units that stands `drop` px lower, so that its foot is on the shared ground."""

    path: str
    height: float
    drop: float


def percent(ms: int, duration_ms: int) -> float:
    """How far along the recording, in per cent with two decimals; never past its end."""
    return round(100 * min(ms, duration_ms) / max(duration_ms, 1), 2)


def curve(marks: Sequence[Mark], duration_ms: int, height: int, peak: float = 0.0) -> Curve:
    """The density of the marks. `peak`: the value that reaches the top, so that curves beside each other share a scale;
    without it their own. The path is empty without marks."""
    values = density.curve([mark.span for mark in marks], duration_ms, BUCKETS)
    own = max(density.QUIET_PEAK, *values)
    squeezed = round(height * own / max(peak, own), 2)
    return Curve(density.path(values, WIDTH, squeezed), squeezed, round(height - squeezed, 2))


def tallest(groups: Sequence[Sequence[Mark]], duration_ms: int) -> float:
    """The highest value that any of the curves reaches: the shared scale of small multiples."""
    return max(
        (max(density.curve([mark.span for mark in group], duration_ms, BUCKETS)) for group in groups if group),
        default=0.0,
    )


def ticks(duration_ms: int) -> list[Tick]:
    """Whole, round times along a recording, from its start, six at most."""
    seconds = max(duration_ms, 1) / 1000
    step = next((step for step in STEPS_S if seconds / step <= TICKS), STEPS_S[-1])
    return [Tick(percent(at * 1000, duration_ms), at * 1000) for at in range(0, int(seconds) + 1, step)]


def pins(marks: Sequence[Mark], duration_ms: int) -> list[Pin]:
    """Each mark at its place; where pins would cover each other they go up a row, four rows at most."""
    ends = [-PIN_GAP] * PIN_ROWS
    found = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, mark.id)):
        x = percent(mark.span.start, duration_ms)
        row = next((row for row, end in enumerate(ends) if x - end >= PIN_GAP), ends.index(min(ends)))
        ends[row] = x
        found.append(Pin(mark, x, row))
    return found


def bars(periods: Sequence[Period], counts: Sequence[int], most: float) -> list[Bar]:
    """A bar a period: as wide as its weeks, as high as its marks a week against `most` marks a week."""
    weeks = sum(period.weeks for period in periods)
    found, x = [], 0.0
    for period, count in zip(periods, counts, strict=True):
        width = 100 * period.weeks / max(weeks, 1)
        height = count / period.weeks / most if most else 0.0
        found.append(Bar(period, round(x, 2), round(width, 2), round(height, 3), count))
        x += width
    return found


def stretch(span: Span, duration_ms: int) -> tuple[float, float]:
    """Left edge and width of a stretch of the recording, in per cent."""
    left, right = percent(span.start, duration_ms), percent(span.last, duration_ms)
    return left, round(right - left, 2)
