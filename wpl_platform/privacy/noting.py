"""Writes lines in the access log: called by name where something is done, written last in its transaction.

What a page only read is noted once its reading has ended, and at most once in a while (`once`). What is written down
here is a code, a number or a role; never a name, a title or what somebody said. System acts: who calls has asked.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import at_last, db, insert_into
from wpl_platform.privacy.chain import mark_of, sealed
from wpl_platform.privacy.models import AccessChain, AccessEntry, Action, Kind
from wpl_platform.privacy.remembering import memory
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.requests import request_key

AGAIN_AFTER = timedelta(minutes=15)
"""How long going on with the same counts as one time."""
SYSTEM = "system"


@dataclass(frozen=True)
class About:
    """What a line is about, and in whose log it stands. `roles`: what the viewer is to it, besides their roles."""

    organisation_id: int
    kind: Kind
    id: int
    team_id: int | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is to be written down, as it was when it happened."""

    action: Action
    about: About
    person_id: int | None
    acted_as: str
    what: str = ""
    on_behalf: str = ""
    subject_id: int | None = None
    request: str = field(default_factory=request_key)


def note(
    action: Action,
    about: About,
    *,
    by: Viewer | None,
    what: str = "",
    on_behalf: str = "",
    subject_id: int | None = None,
) -> None:
    """Ensures a line about this in the organisation's log when the transaction ends well; `by` none: the system."""
    line = Line(action, about, by.person_id if by else None, acted_as(by, about), what, on_behalf, subject_id)
    at_last(lambda: append(line))


def once(action: Action, about: About, *, by: Viewer, what: str = "") -> None:
    """The same, unless this person did just this within the last quarter of an hour: whoever goes on, is there once."""
    if is_known(by, action, about.kind, about.id, what):
        return
    line = Line(action, about, by.person_id, acted_as(by, about), what)
    if noted := _lately(line):
        memory().keep((by.person_id, action, about.kind, about.id, what), noted + AGAIN_AFTER)
        return
    at_last(lambda: append(line, unless_lately=True))


def is_known(by: Viewer, action: Action, kind: Kind, number: int, what: str = "") -> bool:
    """Whether this process remembers that just this was noted within the last quarter of an hour. Asks nobody."""
    return memory().knows((by.person_id, action, kind, number, what))


def acted_as(by: Viewer | None, about: About) -> str:
    """The roles in which somebody acts on something, in codes: `fg`, `maker participant`."""
    if by is None:
        return SYSTEM
    team = by.roles.get(about.team_id, frozenset()) if about.team_id is not None else frozenset()
    whole = by.organisations.get(about.organisation_id, frozenset())
    return " ".join([*about.roles, *sorted(team), *(f"organisation:{role}" for role in sorted(whole))])


def append(line: Line, *, unless_lately: bool = False) -> None:
    """Adds the line at the end of its organisation's chain. Who adds to it is alone until the transaction ends."""
    organisation_id = line.about.organisation_id
    chain = held_end(organisation_id)
    if unless_lately and _lately(line) is not None:
        return
    person = db.session.get(Person, line.person_id) if line.person_id is not None else None
    entry = AccessEntry(
        organisation_id=organisation_id,
        seq=chain.seq + 1,
        at=clock.now(),
        person_id=person.id if person else None,
        who=mark_of(person, organisation_id) if person else "",
        acted_as=line.acted_as,
        on_behalf=line.on_behalf,
        action=line.action,
        about_kind=line.about.kind,
        about_id=line.about.id,
        subject_id=line.subject_id,
        what=line.what,
        request=line.request,
    )
    entry.hash = sealed(chain.hash, entry)
    chain.seq, chain.hash = entry.seq, entry.hash
    db.session.add(entry)
    db.session.flush()


def held_end(organisation_id: int) -> AccessChain:
    """The end of the chain, made when it is not there, and held by this transaction from here on."""
    first = insert_into(AccessChain).values(organisation_id=organisation_id)
    db.session.execute(first.on_conflict_do_nothing(index_elements=["organisation_id"]))
    held = select(AccessChain).where(AccessChain.organisation_id == organisation_id).with_for_update()
    return db.session.scalars(held.execution_options(populate_existing=True)).one()


def _lately(line: Line) -> datetime | None:
    """When the same was noted within the last while; None when it was not."""
    same = (
        AccessEntry.about_kind == line.about.kind,
        AccessEntry.about_id == line.about.id,
        AccessEntry.organisation_id == line.about.organisation_id,
        AccessEntry.at > clock.now() - AGAIN_AFTER,
        AccessEntry.person_id == line.person_id,
        AccessEntry.action == line.action,
        AccessEntry.what == line.what,
    )
    return db.session.scalar(select(AccessEntry.at).where(*same).order_by(AccessEntry.at.desc()).limit(1))
