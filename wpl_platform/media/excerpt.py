"""Which part of a file becomes the film, to the frame. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

RUN_UP_MS = 5000
"""Reading begins this much earlier, at a keyframe, and what lies before the part is decoded and thrown away."""


@dataclass(frozen=True)
class Excerpt:
    """What of a file is asked: from `start_ms` up to and without `end_ms` (none is the end of the file)."""

    start_ms: int
    end_ms: int | None = None

    def within(self, length_ms: int) -> "Excerpt | None":
        """The same, kept inside a file of this length; None when it is nothing less than all of it."""
        start = min(max(self.start_ms, 0), max(length_ms - 1, 0))
        end = length_ms if self.end_ms is None else min(max(self.end_ms, start + 1), length_ms)
        return None if start == 0 and end == length_ms else Excerpt(start, end)


@dataclass(frozen=True)
class Cut:
    """A part in the terms of a decoder, in seconds: read from `seek`, drop `lead`, and take `length` (to the end)."""

    seek: Fraction
    lead: Fraction
    length: Fraction | None


def cut_of(excerpt: Excerpt, rate: Fraction) -> Cut:
    """How to cut a film that is made at so many frames a second: from the first frame that begins at `start_ms` or
    later, its time rounded down to whole ms, up to and without the first that does so at `end_ms`.
    """
    first = _frame(excerpt.start_ms, rate)
    start = first / rate
    seek = max(Fraction(0), start - Fraction(RUN_UP_MS, 1000))
    if excerpt.end_ms is None:
        return Cut(seek, start - seek, None)
    return Cut(seek, start - seek, (max(_frame(excerpt.end_ms, rate), first + 1) - first) / rate)


def _frame(ms: int, rate: Fraction) -> int:
    return ceil(Fraction(ms, 1000) * rate)
