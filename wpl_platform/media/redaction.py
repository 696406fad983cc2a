"""What is covered in a film, where and when, and what becomes of its sound. Pure.

Places are parts of the picture (0–1, from its left and top), times are ms of the film as it is shown. What the
detector found and what somebody drew by hand become the same thing: a `Cover`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Manner(StrEnum):
    """How a picture is covered."""

    BLUR = "blur"
    BLACK = "black"


class Voice(StrEnum):
    """What becomes of the sound."""

    KEPT = "kept"
    CHANGED = "changed"
    MUTED = "muted"


class Shape(StrEnum):
    """What a cover looks like."""

    ELLIPSE = "ellipse"
    RECTANGLE = "rectangle"


@dataclass(frozen=True)
class Place:
    """Where something is at a moment (ms): its left, top, width and height, as parts of the picture."""

    at: int
    x: float
    y: float
    width: float
    height: float

    def grown(self, times: float) -> "Place":
        """The same place, so many times as wide and as high around the same middle."""
        wider, higher = self.width * (times - 1), self.height * (times - 1)
        return Place(self.at, self.x - wider / 2, self.y - higher / 2, self.width * times, self.height * times)

    def moved_to(self, at: int) -> "Place":
        """The same place at another moment."""
        return Place(at, self.x, self.y, self.width, self.height)


@dataclass(frozen=True)
class Cover:
    """Something that is covered from `start` up to `end` (ms): at its places, and on the straight line between them."""

    shape: Shape
    start: int
    end: int
    places: tuple[Place, ...]

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        keys = [[one.at, *(round(part, 4) for part in (one.x, one.y, one.width, one.height))] for one in self.places]
        return {"shape": self.shape.value, "start": self.start, "end": self.end, "keys": keys}

    def place_at(self, ms: int) -> Place | None:
        """Where it lies at a moment; None when it is not there then."""
        if not self.start <= ms < self.end:
            return None
        before = max((one for one in self.places if one.at <= ms), key=lambda one: one.at, default=self.places[0])
        after = min((one for one in self.places if one.at > ms), key=lambda one: one.at, default=before)
        part = (ms - before.at) / (after.at - before.at) if before.at < ms and before.at < after.at else 0.0
        ways = ((before.x, after.x), (before.y, after.y), (before.width, after.width), (before.height, after.height))
        return Place(ms, *(first + (last - first) * part for first, last in ways))


@dataclass(frozen=True)
class Stretch:
    """A part of the film in ms, up to and without its end."""

    start: int
    end: int


@dataclass(frozen=True)
class Redaction:
    """All that is asked: faces (with `covers` of them once they were looked for), places drawn by hand, or everything.

    `dropped`: what was found and is to stay as it is: nothing is said about what shows there. `stretches` say where the
    voice is not kept; none is the whole film. `keeps`: the clear film stays, for its maker alone.
    """

    manner: Manner = Manner.BLUR
    faces: bool = False
    whole: bool = False
    found: tuple[Cover, ...] | None = None
    drawn: tuple[Cover, ...] = ()
    voice: Voice = Voice.KEPT
    stretches: tuple[Stretch, ...] = field(default=())
    dropped: tuple[Cover, ...] = ()
    keeps: bool = False

    @property
    def covers(self) -> tuple[Cover, ...]:
        """All places that are covered."""
        return (*((self.found or ()) if self.faces else ()), *self.drawn)

    @property
    def hides(self) -> bool:
        """Whether something of the picture goes."""
        return self.faces or self.whole or bool(self.drawn)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.hides and self.voice is Voice.KEPT

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, to be kept."""
        return {
            "manner": self.manner.value,
            "faces": self.faces,
            "whole": self.whole,
            "found": None if self.found is None else [cover.as_data() for cover in self.found],
            "drawn": [cover.as_data() for cover in self.drawn],
            "voice": self.voice.value,
            "stretches": [[one.start, one.end] for one in self.stretches],
            "dropped": [cover.as_data() for cover in self.dropped],
            "keeps": self.keeps,
        }


def largest(covers: Iterable[Cover]) -> float:
    """How wide the widest cover is at its widest, as a part of the picture; 0 without any."""
    return max((place.width for cover in covers for place in cover.places), default=0.0)
