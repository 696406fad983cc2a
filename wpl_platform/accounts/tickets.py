"""Single-use rights: made for a person, looked at by a GET, spent by a POST; the database decides who was first.

Why: docs/decisions/signing-in.md.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update

from wpl_platform.accounts.models import Person, Ticket, TicketKind
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db

LIFETIMES = {
    TicketKind.WELCOME: timedelta(days=7),
    TicketKind.RESET: timedelta(minutes=30),
    TicketKind.LINK: timedelta(minutes=15),
    TicketKind.HALFWAY: timedelta(minutes=10),
}
TRIES = 5
"""How often a second step may be guessed before the first one is asked again."""

KEPT = timedelta(days=30)


def issue(kind: TicketKind, person_id: int) -> str:
    """A new right, in place of those of this kind that were open; its secret is kept nowhere here."""
    if kind is not TicketKind.HALFWAY:
        call_in(person_id, kind)
    secret = ids.new_key()
    until = clock.now() + LIFETIMES[kind]
    db.session.add(Ticket(kind=kind, person_id=person_id, token_digest=ids.digest(secret), expires_at=until))
    db.session.flush()
    return secret


def holder(kind: TicketKind, secret: str) -> Person | None:
    """Whom an open right is for; None when it was spent, is too old or never was."""
    asked = select(Person).join(Ticket, Ticket.person_id == Person.id)
    return db.session.scalar(asked.where(_open(kind, secret)))


def last_holder(kind: TicketKind, secret: str) -> Person | None:
    """Whom a right was for, also one that is spent or too old."""
    asked = select(Person).join(Ticket, Ticket.person_id == Person.id)
    return db.session.scalar(asked.where(Ticket.kind == kind, Ticket.token_digest == ids.digest(secret)))


def spend(kind: TicketKind, secret: str) -> bool:
    """Uses the right up; False when somebody was first, or it is too old."""
    spent = update(Ticket).where(_open(kind, secret)).values(used_at=clock.now()).returning(Ticket.id)
    return db.session.scalar(spent) is not None


def count_try(kind: TicketKind, secret: str) -> bool:
    """Counts a try before it is judged; False, and never again True, after five."""
    counted = update(Ticket).where(_open(kind, secret), Ticket.tries < TRIES).values(tries=Ticket.tries + 1)
    return db.session.scalar(counted.returning(Ticket.id)) is not None


def call_in(person_id: int, *kinds: TicketKind) -> None:
    """Ends the open rights of a person: those of these kinds, or all."""
    theirs = (Ticket.person_id == person_id, Ticket.used_at.is_(None), *((Ticket.kind.in_(kinds),) if kinds else ()))
    db.session.execute(update(Ticket).where(*theirs).values(used_at=clock.now()))


def forget_old() -> None:
    """Drops what has been of no use for thirty days."""
    db.session.execute(delete(Ticket).where(Ticket.expires_at < clock.now() - KEPT))


def _open(kind: TicketKind, secret: str) -> ColumnElement[bool]:
    digest, now = ids.digest(secret), clock.now()
    return (
        (Ticket.kind == kind) & (Ticket.token_digest == digest) & Ticket.used_at.is_(None) & (Ticket.expires_at > now)
    )
