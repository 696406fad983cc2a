"""Who keeps bytes besides the films: floors, of which this one may not know the higher, say which files are theirs.

Each floor that does says so in its room `holdings` (HOLDS), and the application lists them when it opens the rooms. So
what a recording takes with it, what an organisation uses, and what nobody names any more is the same question for all.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Select, func, select

from wpl_platform.core.database import db
from wpl_platform.media.models import Recording


@dataclass(frozen=True)
class Held:
    """A file that a floor keeps with a recording; `size` in bytes, `kind` as its certificate calls it."""

    key: str
    recording_id: int
    size: int
    kind: str


@dataclass(frozen=True)
class Holder:
    """What one floor keeps.

    `files`: all of them, as columns `key`, `recording_id` and `size`. `lost`: says of these keys that their bytes are
    gone; a system act, which lets keys of others be. `kind`: what a certificate of destruction calls them.
    """

    files: Select[Any, Any, Any]
    lost: Callable[[Collection[str]], None]
    kind: str = "still"


def register(app: Flask, holders: Iterable[Holder]) -> None:
    """Says who keeps files with the recordings of this application."""
    app.extensions["holders"] = tuple(holders)


def holders() -> tuple[Holder, ...]:
    """Who keeps files, lowest floor first."""
    found: tuple[Holder, ...] = current_app.extensions["holders"]
    return found


def all_held() -> list[Held]:
    """Every file that they name."""
    return [
        Held(row.key, row.recording_id, row.size, holder.kind)
        for holder in holders()
        for row in db.session.execute(holder.files)
    ]


def held_among(keys: Collection[str]) -> set[str]:
    """Which of these keys they name."""
    found: set[str] = set()
    for holder in holders():
        files = holder.files.subquery()
        found.update(db.session.scalars(select(files.c.key).where(files.c.key.in_(keys))))
    return found


def held_with(recording_id: int) -> list[Held]:
    """What they keep with a recording."""
    found = []
    for holder in holders():
        files = holder.files.subquery()
        rows = db.session.execute(select(files).where(files.c.recording_id == recording_id))
        found += [Held(row.key, row.recording_id, row.size, holder.kind) for row in rows]
    return found


def held_by_team(here: ColumnElement[bool]) -> Counter[int]:
    """How many bytes they keep with recordings of which the condition holds, by the number of their team."""
    found: Counter[int] = Counter()
    for holder in holders():
        files = holder.files.subquery()
        asked = select(Recording.team_id, func.sum(files.c.size)).join(files, files.c.recording_id == Recording.id)
        for team_id, size in db.session.execute(asked.where(here).group_by(Recording.team_id)):
            found[team_id] += int(size)
    return found


def say_lost(keys: Collection[str]) -> None:
    """Tells them whose bytes are gone. System act."""
    for holder in holders():
        holder.lost(keys)
