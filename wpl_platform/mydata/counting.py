"""How many rows of each kind go with a person, and how many stay without their name: before it happens, and as proof.

It is read from the same columns by which the database does it. For a caller who asked whether it may be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from wpl_platform.core.belonging import Part, parts
from wpl_platform.core.database import db
from wpl_platform.core.text import lazy

_ELSEWHERE = lazy("op video’s van anderen")
_OF_MY_FILMS = (lazy("bij je eigen video’s"), lazy("bij video’s van anderen"))
APART: Mapping[str, tuple[Any, Any]] = {
    "annotation": (lazy("voor jezelf, weggehaald, of op je eigen video’s"), _ELSEWHERE),
    "reply": (lazy("weggehaald, of op je eigen video’s"), _ELSEWHERE),
    "response": _OF_MY_FILMS,
    "share": (lazy("je eigen video’s, en wat met jou is gedeeld"), lazy("video’s die nu van een ander zijn")),
    "guest_link": _OF_MY_FILMS,
    "caption_track": _OF_MY_FILMS,
    "consent_written_down": _OF_MY_FILMS,
    "retention_extension": _OF_MY_FILMS,
    "appointment": (lazy("van jou"), lazy("die je aan anderen gaf")),
    "contribution": (lazy("wat niet openbaar is"), lazy("wat openbaar staat")),
    "invitation": (lazy("aan jou"), lazy("die je aan anderen stuurde")),
}
"""By the name of a part of which some goes and some stays: which goes, and which stays."""


@dataclass(frozen=True)
class Count:
    """So many rows of a kind go, and so many stay without a name; and when it is some of each, which those are."""

    title: Any
    goes: int
    stays: int
    which_goes: Any = ""
    which_stays: Any = ""


def counts_of(person_id: int) -> dict[str, list[int]]:
    """By the name of each part: how many go, and how many stay."""
    found = {part.name: _count(part, person_id) for part in parts()}
    return {name: count for name, count in found.items() if any(count)}


def titled(counts: Mapping[str, Sequence[int]]) -> list[Count]:
    """What of it has a name for people, ground floor first; what is only made of something else is in that."""
    return [_titled(part, *counts[part.name]) for part in parts() if part.title and part.name in counts]


def _titled(part: Part, goes: int, stays: int) -> Count:
    return Count(part.title, goes, stays, *(APART.get(part.name, ()) if goes and stays else ()))


def _count(part: Part, person_id: int) -> list[int]:
    mine = select(func.count()).select_from(part.table).where(part.mine(person_id))
    every = db.session.scalar(mine) or 0
    goes = (db.session.scalar(mine.where(part.going(person_id))) or 0) if every else 0
    return [goes, every - goes]
