"""Which part of a film is kept: the arithmetic of trimming. Pure.

A time in whole ms stands for a picture when it is the time at which that picture begins, rounded down. So a film that
is cut from 5,005 ms begins with the first picture whose own time, rounded down, is 5,005 or later, at every rate.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from wpl_platform.core.timecode import Span

SHORTEST_MS = 1_000


class TooShort(ValueError):
    """Less than a second would be left."""


class Nothing(ValueError):
    """Nothing would go."""


@dataclass(frozen=True)
class Part:
    """A stretch of a film in ms, from `start` up to and without `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How long it is, in ms."""
        return self.end - self.start

    def within(self, outer: "Part") -> "Part":
        """The same stretch where `outer` is a part of something longer, and this a part of `outer`."""
        return Part(self.start + outer.start, min(self.end + outer.start, outer.end))


def chosen(start: int, end: int | None, length: int, rate: float | None = None) -> Part:
    """The part that somebody asks of a film of `length` ms with `rate` pictures a second: inside it, on whole pictures.

    Without an end: up to the end of the film. Raises TooShort when less than a second is left, Nothing when all is.
    """
    last = length if end is None else min(max(end, 0), length)
    part = Part(picture(min(max(start, 0), length), rate), last if last == length else picture(last, rate))
    if part.length < min(SHORTEST_MS, length):
        raise TooShort
    if part == Part(0, length):
        raise Nothing
    return part


def picture(ms: int, rate: float | None) -> int:
    """The ms at which the picture that is seen at this moment begins; the moment itself when the rate is not known."""
    if not rate:
        return ms
    number = math.ceil(round((ms + 1) * rate / 1000, 6)) - 1
    return math.floor(round(number * 1000 / rate, 6))


def kept(span: Span, part: Part) -> Span | None:
    """What is left of a moment in a part, counted from its beginning; None when it lies outside.

    A point may stand at the very end, as on a whole film.
    """
    if span.end is None:
        return Span(span.start - part.start) if part.start <= span.start <= part.end else None
    start, end = max(span.start, part.start), min(span.end, part.end)
    return Span(start - part.start, end - part.start) if start < end else None


def outside(spans: Iterable[Span], part: Part) -> int:
    """Of how many moments nothing is left in a part."""
    return sum(kept(span, part) is None for span in spans)
