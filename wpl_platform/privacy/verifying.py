"""Whether a log is as it was written: walks each chain, and names the first line where it is not.

What this finds by itself, and what only a hash that was written down elsewhere shows: docs/decisions/access-log.md.
System acts, for who runs the server.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, func, select, union

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.privacy.chain import mark_of, sealed
from wpl_platform.privacy.models import NOTHING, AccessChain, AccessEntry, Action

AT_A_TIME = 1_000
Anchors = Mapping[int, Mapping[int, str]]
"""By organisation: the hash that a line had when somebody wrote it down elsewhere."""


class Wrong(StrEnum):
    """What is the matter with the first line that is not as it was written."""

    BROKEN = "was changed, moved or put in, or a line just before it was"
    CHANGED = "was changed"
    REMOVED = "was removed"
    BEYOND = "was put in after the end of the chain"
    END = "is the end of the chain, and the chain remembers another"
    PERSON = "was given to another person, or its person was taken away"
    ANCHOR = "has another hash than the one that was written down"
    BEGIN = "is where the chain begins, and no line says that those before it were old enough to go"


@dataclass(frozen=True)
class Fault:
    """The first line that is wrong."""

    seq: int
    wrong: Wrong


@dataclass(frozen=True)
class Verdict:
    """What was found of one organisation's log: how many lines, its last number and hash, and the first fault."""

    organisation_id: int
    lines: int
    seq: int
    hash: str
    fault: Fault | None


def verify(anchors: Anchors) -> Iterator[Verdict]:
    """A verdict on each organisation that has a log, or had one when somebody wrote its hash down."""
    known = union(select(AccessEntry.organisation_id), select(AccessChain.organisation_id))
    for organisation_id in sorted(set(db.session.scalars(known)) | anchors.keys()):
        yield _judged(organisation_id, anchors.get(organisation_id, {}))


def _judged(organisation_id: int, anchors: Mapping[int, str]) -> Verdict:
    found = db.session.get(AccessChain, organisation_id, populate_existing=True)
    chain = found or AccessChain(organisation_id=organisation_id, seq=0, hash=NOTHING, from_seq=0, from_hash=NOTHING)
    walk = _Walk(chain, anchors)
    fault = walk.fault()
    return Verdict(organisation_id, walk.lines, chain.seq, chain.hash, fault)


class _Walk:
    """From the first line to the last; stops at the first fault."""

    def __init__(self, chain: AccessChain, anchors: Mapping[int, str]) -> None:
        self._chain, self._anchors = chain, anchors
        self._marks = {
            mark_of(person, chain.organisation_id): person.id for person in db.session.scalars(select(Person))
        }
        self._said: str | None = None
        self.lines = 0

    def fault(self) -> Fault | None:
        """The first line that is wrong; None when all are right."""
        before, seq = self._chain.from_hash, self._chain.from_seq
        for line, following in _in_pairs(_lines(self._chain)):
            if line.seq != seq + 1:
                return Fault(seq + 1, Wrong.REMOVED)
            if wrong := self._wrong(line, before, following):
                return Fault(line.seq, wrong)
            before, seq = line.hash, line.seq
            self.lines += 1
            if line.action is Action.LOG_SHORTENED:
                self._said = line.what
        return self._end(before, seq)

    def _wrong(self, line: AccessEntry, before: str, following: AccessEntry | None) -> Wrong | None:
        if line.hash != sealed(before, line):
            alone = following is not None and following.hash == sealed(line.hash, following)
            return Wrong.CHANGED if alone else Wrong.BROKEN
        if self._marks.get(line.who) != line.person_id:
            return Wrong.PERSON
        if self._anchors.get(line.seq, line.hash) != line.hash:
            return Wrong.ANCHOR
        return None

    def _end(self, before: str, seq: int) -> Fault | None:
        if seq < self._chain.seq:
            return Fault(seq + 1, Wrong.REMOVED)
        if before != self._chain.hash:
            return Fault(seq, Wrong.END)
        if _goes_on(self._chain.organisation_id):
            return Fault(seq + 1, Wrong.BEYOND)
        written_down = [number for number in self._anchors if number > seq]
        if written_down:
            return Fault(min(written_down), Wrong.REMOVED)
        if self._chain.from_seq and self._said != f"{self._chain.from_seq} {self._chain.from_hash}":
            return Fault(self._chain.from_seq + 1, Wrong.BEGIN)
        return None


def _lines(chain: AccessChain) -> Iterator[AccessEntry]:
    """Every line up to the end of the chain, in pieces, so that a long log takes no more memory than a short one."""
    here = (AccessEntry.organisation_id == chain.organisation_id, AccessEntry.seq <= chain.seq)
    asked = select(AccessEntry).where(*here).order_by(AccessEntry.seq)
    last: int | None = None
    while True:
        piece = asked if last is None else asked.where(AccessEntry.seq > last)
        found = db.session.scalars(piece.limit(AT_A_TIME).execution_options(populate_existing=True)).all()
        yield from found
        if len(found) < AT_A_TIME:
            return
        last = found[-1].seq
        for line in found:
            db.session.expunge(line)


def _in_pairs(lines: Iterator[AccessEntry]) -> Iterator[tuple[AccessEntry, AccessEntry | None]]:
    """Each line with the one that follows it."""
    held = next(lines, None)
    for line in lines:
        if held is not None:
            yield held, line
        held = line
    if held is not None:
        yield held, None


def _goes_on(organisation_id: int) -> bool:
    """Whether there are lines past the end, as the chain has it at this very moment."""
    end = select(AccessChain.seq).where(AccessChain.organisation_id == organisation_id).scalar_subquery()
    past = exists().where(AccessEntry.organisation_id == organisation_id, AccessEntry.seq > func.coalesce(end, 0))
    return bool(db.session.scalar(select(past)))
