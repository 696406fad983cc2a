"""Time on a recording: whole milliseconds, as points and ranges, and how they are read and written."""

import re
from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000
_CODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a recording in ms from its start; `end` is None for a point.

    Ensures 0 <= start, and start < end when there is an end; raises ValueError otherwise.
    """

    start: int
    end: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= DAY_MS:
            raise ValueError("start lies outside a day")
        if self.end is not None and not self.start < self.end <= DAY_MS:
            raise ValueError("end must lie after start")

    @property
    def is_point(self) -> bool:
        """Whether the span marks one instant."""
        return self.end is None

    @property
    def last(self) -> int:
        """The last ms that belongs to the span: its end, or its start when it is a point."""
        return self.start if self.end is None else self.end

    def __str__(self) -> str:
        start, last = written(self.start), written(self.last)
        return start if start == last else f"{start}–{last}"


def written(ms: int) -> str:
    """A time code as people read it: 2:14, or 1:02:14 from an hour on. Whole seconds, rounded down."""
    seconds = max(ms, 0) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def exact(ms: int, point: str = ".") -> str:
    """A time code that loses nothing: 2:14, or 2:14.350 (with this `point`) when it does not fall on a whole second."""
    return written(ms) if ms % 1000 == 0 else f"{written(ms)}{point}{ms % 1000:03}"


def read(code: str) -> int:
    """The ms that a written time code stands for (2:14, 2:14.5, 2:14,5, 1:02:14); raises ValueError when it is none."""
    match = _CODE.fullmatch(code.strip())
    if match is None:
        raise ValueError(f"not a time code: {code!r}")
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59:
        raise ValueError(f"not a time code: {code!r}")
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
