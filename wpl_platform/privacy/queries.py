"""What stands in the access log, for who may read it: the FG, who it is about, and the maker of a recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, exists, func, literal, or_, select, tuple_

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import Moment, db
from wpl_platform.privacy import policy
from wpl_platform.privacy.models import AccessChain, AccessEntry, Action, Kind
from wpl_platform.teams.models import Appointment, Membership, Team
from wpl_platform.teams.viewer import Viewer

PAGE = 50
PIECE = 1_000


@dataclass(frozen=True)
class Wanted:
    """Which lines of a log: of these days (both included), by this person, about this recording, of this action."""

    first: date | None = None
    last: date | None = None
    person_id: int | None = None
    recording_id: int | None = None
    action: Action | None = None
    before: int | None = None


@dataclass(frozen=True)
class Told:
    """A line with the names that belong to it now: of who did it, and of the person whom it is about."""

    entry: AccessEntry
    name: str
    about_name: str = ""


@dataclass(frozen=True)
class Watcher:
    """Somebody who opened, played or took along a recording: how often, and when last. No name: they are erased."""

    name: str
    opened: int
    played: int
    taken: int
    last: datetime
    guest: bool = False


def log_of(organisation_id: int, *, viewer: Viewer, wanted: Wanted = Wanted()) -> tuple[list[Told], bool]:
    """A page of the log, newest first, and whether it goes on; two queries, however long it is."""
    asked = _log(organisation_id, viewer, wanted).order_by(AccessEntry.seq.desc()).limit(PAGE + 1)
    rows = db.session.execute(asked).all()
    return _told(rows[:PAGE]), len(rows) > PAGE


def every_line(organisation_id: int, *, viewer: Viewer, wanted: Wanted, after: int) -> list[Told]:
    """The next lines of the log after that number, oldest first, for who exports it; none when there are no more."""
    asked = _log(organisation_id, viewer, wanted).where(AccessEntry.seq > after).order_by(AccessEntry.seq)
    return _told(db.session.execute(asked.limit(PIECE)).all())


def lines_about(viewer: Viewer, before: tuple[datetime, int, int] | None) -> tuple[list[Told], bool]:
    """A page of what the viewer did and what was done to them, newest first, and whether it goes on."""
    born = select(Person.created_at).where(Person.id == viewer.person_id).scalar_subquery()
    asked = _named().where(policy.of(viewer), AccessEntry.at >= born)
    place = tuple_(AccessEntry.at, AccessEntry.organisation_id, AccessEntry.seq)
    if before is not None:
        at, organisation_id, seq = before
        asked = asked.where(place < tuple_(literal(at, Moment()), literal(organisation_id), literal(seq)))
    order = (AccessEntry.at.desc(), AccessEntry.organisation_id.desc(), AccessEntry.seq.desc())
    rows = db.session.execute(asked.order_by(*order).limit(PAGE + 1)).all()
    return _told(rows[:PAGE]), len(rows) > PAGE


def watchers_of(recording_id: int, *, viewer: Viewer) -> list[Watcher]:
    """Who besides the viewer saw a recording, last one first; one query. For its maker, which the caller asked."""

    def times(action: Action) -> ColumnElement[int]:
        return func.count().filter(AccessEntry.action == action)

    last = func.max(AccessEntry.at, type_=Moment())
    asked = (
        select(Person.name, Person.guest, times(Action.SEEN), times(Action.PLAYED), times(Action.EXPORTED), last)
        .select_from(AccessEntry)
        .outerjoin(Person, Person.id == AccessEntry.person_id)
        .where(AccessEntry.about_kind == Kind.RECORDING, AccessEntry.about_id == recording_id)
        .where(AccessEntry.action.in_((Action.SEEN, Action.PLAYED, Action.EXPORTED)))
        .where(AccessEntry.person_id.is_distinct_from(viewer.person_id))
        .group_by(AccessEntry.who, Person.id, Person.name, Person.guest)
        .order_by(last.desc())
    )
    rows = db.session.execute(asked)
    return [
        Watcher(name or "", opened, played, taken, at, bool(guest)) for name, guest, opened, played, taken, at in rows
    ]


def end_of(organisation_id: int, *, viewer: Viewer) -> AccessChain | None:
    """Where the log ends now, to be written down elsewhere; None for who may not read it, and when it is empty."""
    if not policy.may_read_log(viewer, organisation_id):
        return None
    return db.session.get(AccessChain, organisation_id)


def people_in(organisation_id: int, *, viewer: Viewer) -> Sequence[Person]:
    """Who is or was of the organisation, or a guest in it, by name, for who may read its log."""
    if not policy.may_read_log(viewer, organisation_id):
        return []
    member = exists().where(
        Membership.person_id == Person.id, Membership.team_id == Team.id, Team.organisation_id == organisation_id
    )
    named = exists().where(Appointment.person_id == Person.id, Appointment.organisation_id == organisation_id)
    came = exists().where(AccessEntry.person_id == Person.id, AccessEntry.organisation_id == organisation_id)
    known = or_(member, named, Person.guest & came)
    return db.session.scalars(select(Person).where(known).order_by(Person.name, Person.id)).all()


def _named() -> Select[AccessEntry, str]:
    return select(AccessEntry, Person.name).outerjoin(Person, Person.id == AccessEntry.person_id)


def _log(organisation_id: int, viewer: Viewer, wanted: Wanted) -> Select[AccessEntry, str]:
    here = AccessEntry.organisation_id == organisation_id
    asked = _named().where(here, policy.seen_by(viewer))
    if not policy.may_read_log(viewer, organisation_id):
        asked = asked.where(literal(False))
    return asked.where(*_filters(wanted))


def _filters(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.first is not None:
        yield AccessEntry.at >= _midnight(wanted.first)
    if wanted.last is not None:
        yield AccessEntry.at < _midnight(wanted.last + timedelta(days=1))
    if wanted.person_id is not None:
        yield AccessEntry.person_id == wanted.person_id
    if wanted.recording_id is not None:
        yield (AccessEntry.about_kind == Kind.RECORDING) & (AccessEntry.about_id == wanted.recording_id)
    if wanted.action is not None:
        yield AccessEntry.action == wanted.action
    if wanted.before is not None:
        yield AccessEntry.seq < wanted.before


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.HOME)


def _told(rows: Sequence[Row[AccessEntry, str]]) -> list[Told]:
    """With the names of the people whom lines are about, unless somebody else had that number then; one query."""
    numbers = {entry.about_id for entry, _ in rows if entry.about_kind is Kind.PERSON}
    people = {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(numbers)))}

    def about(entry: AccessEntry) -> str:
        person = people.get(entry.about_id) if entry.about_kind is Kind.PERSON else None
        return person.name if person is not None and person.created_at <= entry.at else ""

    return [Told(entry, name or "", about(entry)) for entry, name in rows]
