"""What was destroyed, in the list beside the database, so that a backup that is put back does not bring it back.

A line a destruction, of four words: when it was decided, why, the number of the recording, and its mark, which tells
it from a recording that got the same number after a backup was put back.
"""

from datetime import datetime

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.media import beside
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import Recording
from wpl_platform.media.remains import mark_of

GONE = frozenset({Why.DELETED, Why.ERASED})
"""Why not only the film went, but the whole recording."""
AT_ONCE = 500


def line_of(row: Destruction) -> str:
    """The destruction as a line; empty for one from before there was a list."""
    return _line(row.created_at, row.why, row.recording_id, row.mark) if row.mark else ""


def write(line: str) -> None:
    """Ensures that the line is in the list."""
    if line and line.split()[1:] not in [known[1:] for known in beside.lines(4)]:
        beside.add([line])


def write_missing() -> None:
    """Ensures that every destruction in the database is in the list. Each hour; a job does it."""
    for row in db.session.scalars(select(Destruction).where(Destruction.mark == "")):
        recording = db.session.get(Recording, row.recording_id)
        row.mark = mark_of(recording) if recording is not None else ""
    known = {(why, mark) for _at, why, _number, mark in beside.lines(4)}
    told = select(Destruction.created_at, Destruction.why, Destruction.recording_id, Destruction.mark)
    rows = db.session.execute(told.where(Destruction.mark != "").order_by(Destruction.id))
    beside.add([_line(*row) for row in rows if (row.why, row.mark) not in known])


def undone() -> list[tuple[Recording, Why]]:
    """The recordings that the list says were destroyed and that are there (again): a backup was put back."""
    told: dict[int, dict[str, Why]] = {}
    for _at, why, number, mark in beside.lines(4):
        if why in set(Why) and number.isdecimal():
            marks = told.setdefault(int(number), {})
            marks[mark] = marks[mark] if marks.get(mark) in GONE else Why(why)
    found = []
    numbers = sorted(told)
    for first in range(0, len(numbers), AT_ONCE):
        some = select(Recording).where(Recording.id.in_(numbers[first : first + AT_ONCE])).order_by(Recording.id)
        for recording in db.session.scalars(some):
            reason = told[recording.id].get(mark_of(recording))
            if reason is not None and (reason in GONE or recording.destroyed_at is None):
                found.append((recording, reason))
    return found


def _line(at: datetime, why: Why, number: int, mark: str) -> str:
    return f"{at.isoformat()} {why} {number} {mark}"
