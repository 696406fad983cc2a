"""What is covered, read from plain data: what was kept, and what somebody drew or typed. Pure."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

from wpl_platform.media.redaction import Cover, Manner, Place, Redaction, Shape, Stretch, Voice

COVERS_MAX = 60
KEYS_MAX = 200
STRETCHES_MAX = 60
SMALLEST = 0.01


def redaction_of(data: Mapping[str, Any]) -> Redaction:
    """What was kept by `as_data`."""
    return Redaction(
        manner=Manner(data["manner"]),
        faces=bool(data["faces"]),
        whole=bool(data["whole"]),
        found=None if data["found"] is None else tuple(cover_of(one) for one in data["found"]),
        drawn=tuple(cover_of(one) for one in data["drawn"]),
        voice=Voice(data["voice"]),
        stretches=tuple(Stretch(start, end) for start, end in data["stretches"]),
        dropped=tuple(cover_of(one) for one in data.get("dropped", [])),
        keeps=bool(data.get("keeps")),
    )


def numbers_of(data: Any) -> tuple[str, frozenset[int]]:
    """Of which search somebody dropped what, by number; raises ValueError when it says neither."""
    if not data:
        return "", frozenset()
    if not isinstance(data, dict) or not isinstance(data.get("scan"), str) or not isinstance(data.get("numbers"), list):
        raise ValueError("nothing dropped")
    if not all(type(number) is int and number >= 0 for number in data["numbers"]):
        raise ValueError("no numbers")
    return data["scan"], frozenset(data["numbers"])


def covers_of(data: Any, length_ms: int) -> tuple[Cover, ...]:
    """What somebody drew, kept inside the film; raises ValueError when it is no drawing, or too much of one."""
    if not isinstance(data, list) or len(data) > COVERS_MAX:
        raise ValueError("no list of covers")
    return tuple(_within(cover_of(one), length_ms) for one in data)


def cover_of(data: Any) -> Cover:
    """One cover from plain data; raises ValueError when it is none."""
    try:
        places = tuple(Place(int(at), *(float(part) for part in rest)) for at, *rest in data["keys"])
        cover = Cover(Shape(data["shape"]), int(data["start"]), int(data["end"]), places)
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("no cover") from error
    parts = [part for one in places for part in (one.x, one.y, one.width, one.height)]
    if not places or not all(isfinite(part) and abs(part) <= 4 for part in parts):
        raise ValueError("no places")
    if any(later.at <= earlier.at for earlier, later in pairwise(places)):
        raise ValueError("places out of order")
    return cover


def _within(cover: Cover, length_ms: int) -> Cover:
    start, end = max(0, cover.start), min(cover.end, length_ms)
    sized = all(SMALLEST <= one.width <= 1.5 and SMALLEST <= one.height <= 1.5 for one in cover.places)
    if start >= end or len(cover.places) > KEYS_MAX or not sized:
        raise ValueError("cover outside the film")
    return Cover(cover.shape, start, end, cover.places)


def stretches_of(times: Sequence[tuple[int, int]], length_ms: int) -> tuple[Stretch, ...]:
    """Parts of a film as they were typed; raises ValueError for one that ends before it begins, or lies outside."""
    if len(times) > STRETCHES_MAX or any(start >= end or start >= length_ms for start, end in times):
        raise ValueError("no part of the film")
    return tuple(Stretch(start, min(end, length_ms)) for start, end in times)
