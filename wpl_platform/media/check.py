"""Whether rows and bytes agree, both ways: what is named and not there, what is there and named by nobody.

Work in progress is no fault: what is still coming in, what a job is about to remove, what was kept this hour or is of
a job that still runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db, release
from wpl_platform.core.errors import Missing
from wpl_platform.jobs.models import OPEN, Job
from wpl_platform.media import actions, holding
from wpl_platform.media.destruction_models import Destruction
from wpl_platform.media.models import Rendition, Upload
from wpl_platform.media.queries import is_open
from wpl_platform.media.storage import Kept, storage

YOUNG = timedelta(hours=1)
"""What lies there shorter may be on its way to a name."""


class Kind(StrEnum):
    """What can be wrong."""

    LOST = "lost"
    SIZE = "size"
    ORPHAN = "orphan"
    COMING = "coming"
    SCRATCH = "scratch"
    PARTS = "parts"


@dataclass(frozen=True)
class Fault:
    """One file that is not as it should be; `size` in bytes, `recording_id` of whose it is when somebody's."""

    kind: Kind
    key: str
    size: int = 0
    recording_id: int | None = None


@dataclass(frozen=True)
class Report:
    """How many files there are with a name, of how many bytes, and all that is wrong."""

    files: int
    size: int
    faults: list[Fault] = field(default_factory=list)

    def of(self, kind: Kind) -> list[Fault]:
        """The faults of one kind."""
        return [fault for fault in self.faults if fault.kind is kind]


@dataclass(frozen=True)
class _Named:
    recording_id: int
    size: int


def look() -> Report:
    """Compares everything. No transaction is open while the store is asked; a doubt is asked again before it counts."""
    before = clock.now() - YOUNG
    lies = _by_key(storage().keys())
    comes = _by_key(storage().coming.left())
    under_way = on_their_way()
    named = _named()
    expected = named.keys() | _expected() | under_way
    release()
    faults = [fault for key, one in named.items() if (fault := _without_bytes(key, one, lies, comes))]
    orphans = [kept for kept in lies.values() if kept.key not in expected and kept.since < before]
    faults += [Fault(Kind.ORPHAN, kept.key, kept.size) for kept in orphans if not _is_gone(kept.key)]
    left = [kept for kept in comes.values() if kept.since < before and not _belongs(kept, named, expected, lies)]
    faults += [Fault(Kind.COMING, kept.key, kept.size) for kept in left]
    faults += [Fault(Kind.SCRATCH, place.stem) for place in storage().abandoned()]
    faults += [Fault(Kind.PARTS, "")] * storage().store.sweep(before, mend=False)
    return Report(len(named), sum(one.size for one in named.values()), faults)


def on_their_way() -> set[str]:
    """Keys of files that were kept and have no name yet because the job that makes them is not at its end.

    Ask before you read the names: what is not among these by then has its name, or gets none.
    """
    at_work = set(db.session.scalars(select(Job.subject).where(OPEN)))
    return {key for key, whose in storage().kept_before(clock.now()).items() if whose in at_work}


def _by_key(found: Iterator[Kept]) -> dict[str, Kept]:
    return {kept.key: kept for kept in found}


def _named() -> dict[str, _Named]:
    asked = select(Rendition.key, Rendition.recording_id, Rendition.size)
    found = {key: _Named(recording_id, size) for key, recording_id, size in db.session.execute(asked)}
    return found | {held.key: _Named(held.recording_id, held.size) for held in holding.all_held()}


def _expected() -> set[str]:
    """Keys of what is on its way: open uploads, and files that a job is about to remove."""
    uploads = set(db.session.scalars(select(Upload.id).where(is_open())))
    subjects = db.session.scalars(select(Job.subject).where(Job.kind == actions.FORGET, OPEN))
    rows = db.session.scalars(select(Destruction.files).where(Destruction.done_at.is_(None)))
    destroyed = {str(file["key"]) for files in rows for file in files}
    return uploads.union(destroyed, (subject.rpartition(":")[2] for subject in subjects))


def _without_bytes(key: str, one: _Named, lies: dict[str, Kept], comes: dict[str, Kept]) -> Fault | None:
    """What is wrong with a named file, if anything. One that came in may still be where it grew."""
    found = lies.get(key) or comes.get(key)
    if found is None or found.size != one.size:
        try:
            size = storage().received(key)
        except Missing:
            return None if _is_nameless(key) else Fault(Kind.LOST, key, one.size, one.recording_id)
        return None if size == one.size else Fault(Kind.SIZE, key, size, one.recording_id)
    return None


def _is_nameless(key: str) -> bool:
    """Whether the row went since it was read."""
    try:
        named = db.session.scalar(select(Rendition.id).where(Rendition.key == key)) is not None
        return not named and not holding.held_among([key])
    finally:
        release()


def _is_gone(key: str) -> bool:
    try:
        storage().size(key)
    except Missing:
        return True
    return False


def _belongs(kept: Kept, named: dict[str, _Named], expected: set[str], lies: dict[str, Kept]) -> bool:
    """Whether incoming bytes are wanted: of an open upload, or named and not yet in the store."""
    if kept.key in named:
        return kept.size == named[kept.key].size and kept.key not in lies
    return kept.key in expected
