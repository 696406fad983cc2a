"""What a moment holds besides its kind, place and words: form, labels, drawing, and for whom it is. Pure.

Coordinates of a drawing are 0–1 of the picture, from its upper left corner, so that they hold at any size. The shape of
a drawing follows the tools a person has: nothing else is kept.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import isfinite
from typing import Any
from uuid import UUID

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.feedback.models import FeedbackForm, Visibility
from wpl_platform.feedback.spoken_models import SpokenKind

TOOLS = {"arrow": 2, "line": 2, "box": 2, "ellipse": 2, "spotlight": 2, "free": 0, "number": 1}
"""How many points each tool leaves; 0 for as many as the hand drew."""
COLOURS = frozenset({"white", "yellow", "teal", "violet", "black"})
SHAPES_MAX = 60
POINTS_MAX = 1_500
DRAWING_MAX_BYTES = 64 * 1024
PLACES = 4
"""Decimals of a coordinate: finer than a pixel of the largest picture."""

Shape = dict[str, Any]


@dataclass(frozen=True)
class Take:
    """A recording that somebody made with a moment: of what, and the browser's own name for it (a UUID)."""

    kind: SpokenKind
    name: str


@dataclass(frozen=True)
class Details:
    """What somebody chose beside the words; None for what they did not: that stays as it is, or is as it usually is.

    `labels` are ids; `parts` the words as the form asks for them, in order; of `takes` there is at most one; `still`:
    whether the picture where it begins is kept with it.
    """

    form: FeedbackForm | None = None
    parts: tuple[str, ...] = ()
    labels: tuple[int, ...] | None = None
    visibility: Visibility | None = None
    shapes: tuple[Shape, ...] | None = None
    takes: tuple[Take, ...] | None = None
    still: bool | None = None


PLAIN = Details()


@dataclass(frozen=True)
class Looked:
    """One thing to look for in a viewing guide, as somebody typed it."""

    name: str
    key: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Place:
    """Where a film is: ms from its beginning, whether it plays, and how fast (1 is as filmed)."""

    at_ms: int
    playing: bool
    rate: float = 1.0
    page: str = ""
    """Which of one's pages says so; another of them leads no more."""


def woven(parts: Sequence[str], names: Sequence[str]) -> str:
    """One text out of what the fields of a form hold, each with its name before it; empty fields are left out."""
    filled = [f"**{name}**: {part.strip()}" for part, name in zip_longest(parts, names, fillvalue="") if part.strip()]
    return "\n\n".join(filled)


def takes(text: str) -> tuple[Take, ...]:
    """The recording that a browser names as `sound:UUID` or `film:UUID`; none in an empty text. Raises Invalid."""
    if not text.strip():
        return ()
    kind, _sep, name = text.strip().partition(":")
    try:
        return (Take(SpokenKind(kind), str(UUID(name))),)
    except ValueError:
        raise Invalid(_("De opname is niet goed overgekomen. Neem hem opnieuw op."), "spoken") from None


def drawing(text: str) -> tuple[Shape, ...]:
    """The shapes in what a browser sent; none in an empty text. Raises Invalid for what none of our tools leaves."""
    if not text.strip():
        return ()
    if len(text.encode()) > DRAWING_MAX_BYTES:
        raise Invalid(_("De tekening is te groot. Haal een paar lijnen weg."), "drawing")
    try:
        shapes = json.loads(text)["shapes"]
        if not isinstance(shapes, list) or len(shapes) > SHAPES_MAX:
            raise ValueError("too many shapes")
        return tuple(_shape(each) for each in shapes)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise Invalid(_("De tekening is niet goed overgekomen. Teken hem opnieuw."), "drawing") from None


def _shape(sent: Any) -> Shape:
    tool, colour, points = sent["tool"], sent["colour"], sent["points"]
    wanted = TOOLS[tool]
    if colour not in COLOURS or not isinstance(points, list) or not 1 <= len(points) <= POINTS_MAX:
        raise ValueError("no such shape")
    if wanted and len(points) != wanted:
        raise ValueError("another number of points")
    shape = {"tool": tool, "colour": colour, "points": [_point(point) for point in points]}
    return {**shape, "number": _number(sent["number"])} if tool == "number" else shape


def _point(sent: Any) -> list[float]:
    x, y = (float(each) for each in sent)
    if not (isfinite(x) and isfinite(y)):
        raise ValueError("nowhere")
    return [round(min(max(x, 0.0), 1.0), PLACES), round(min(max(y, 0.0), 1.0), PLACES)]


def _number(sent: Any) -> int:
    if isinstance(sent, bool) or not isinstance(sent, int) or not 1 <= sent <= 99:
        raise ValueError("no such number")
    return sent
