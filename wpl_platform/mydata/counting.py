"""How many rows of each kind go with a person, and how many stay without their name: before it happens, and as proof.

It is read from the same columns by which the database does it. For a caller who asked whether it may be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from wpl_platform.core.belonging import Part, parts
from wpl_platform.core.database import db


@dataclass(frozen=True)
class Count:
    """So many rows of a kind go, and so many stay without a name."""

    title: Any
    goes: int
    stays: int


def counts_of(person_id: int) -> dict[str, list[int]]:
    """By the name of each part: how many go, and how many stay."""
    found = {part.name: _count(part, person_id) for part in parts()}
    return {name: count for name, count in found.items() if any(count)}


def titled(counts: Mapping[str, Sequence[int]]) -> list[Count]:
    """What of it has a name for people, ground floor first; what is only made of something else is in that."""
    return [Count(part.title, *counts[part.name]) for part in parts() if part.title and part.name in counts]


def _count(part: Part, person_id: int) -> list[int]:
    mine = select(func.count()).select_from(part.table).where(part.mine(person_id))
    every = db.session.scalar(mine) or 0
    goes = (db.session.scalar(mine.where(part.going(person_id))) or 0) if every else 0
    return [goes, every - goes]
