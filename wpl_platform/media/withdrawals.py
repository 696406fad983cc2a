"""The list of withdrawals that lies beside the database, so that a backup that is put back does not undo them.

A line a withdrawal: when, and the secret of who withdrew, hashed. It is only ever added to, and what it says is done
again when the application starts and each hour. Where it must lie: docs/operating.md, on backups.
"""

from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import func, select, update

from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Work
from wpl_platform.media import actions, beside
from wpl_platform.media.consent import destroyed_on
from wpl_platform.media.consent_models import Consent, Ended
from wpl_platform.media.models import PersonInView, Recording

NOTE = "media.withdrawal"


def days() -> int:
    """So many days after a withdrawal the film is destroyed."""
    return int(current_app.config["WITHDRAWN_DAYS"])


def gone_on(recording: Recording) -> date:
    """The day on which the film is destroyed once somebody withdrew, or if somebody did so now: after so many days, or
    sooner when the time that it is kept for is over before that.
    """
    after = destroyed_on(recording, days=days()) or clock.now() + timedelta(days=days())
    return max(clock.today(), min(recording.expires_on, clock.local(after).date()))


def note_down(person: PersonInView) -> None:
    """Has the withdrawal written in the list once it is committed. System act of who withdraws."""
    jobs.enqueue(NOTE, f"in_view:{person.id}", queue=Queue.SHORT)


def write(work: Work) -> None:
    """Writes it; withdrawn and given again meanwhile is not. Handler of the worker."""
    with work.transaction():
        person = db.session.get(PersonInView, work.subject_id)
        line = None if person is None or person.withdrawn_at is None else _line(person)
    if line is not None:
        beside.add([line])


def write_missing() -> None:
    """Ensures that every withdrawal in the database is in the list. Each hour; a job does it."""
    known = {digest for digest, _when in _read()}
    rows = db.session.scalars(select(PersonInView).where(PersonInView.withdrawn_at.is_not(None)))
    beside.add([_line(person) for person in rows if ids.digest(person.key) not in known])


def do_again() -> None:
    """Withdraws again what the list says was withdrawn and the database does not know of: it was put back from before.

    Who gave consent after that moment is let be. System act, at the start and each hour.
    """
    withdrawn = dict(_read())
    if not withdrawn:
        return
    open_one = select(func.max(Consent.created_at)).where(Consent.in_view_id == PersonInView.id).scalar_subquery()
    asked = select(PersonInView, open_one.label("given_at")).where(PersonInView.withdrawn_at.is_(None))
    for row in db.session.execute(asked):
        person: PersonInView = row.PersonInView
        given_at: datetime | None = row.given_at
        moment = withdrawn.get(ids.digest(person.key))
        if moment is not None and (given_at is None or given_at < moment):
            person.withdrawn_at = moment
            ended = {"ended_at": clock.now(), "ended_why": Ended.WITHDRAWN}
            mine = (Consent.in_view_id == person.id, Consent.ended_at.is_(None))
            db.session.execute(update(Consent).where(*mine).values(ended))
            db.session.flush()
            db.session.expire(person.recording, ["in_view"])
            actions.announce(person.recording)


def _line(person: PersonInView) -> str:
    at = person.withdrawn_at or clock.now()
    return f"{at.isoformat()} {ids.digest(person.key)}"


def _read() -> list[tuple[str, datetime]]:
    """Hashes of secrets with when they were used to withdraw, the latest last; a line that is cut off counts not."""
    return [(digest, datetime.fromisoformat(at)) for at, digest in beside.lines(2) if len(digest) == 64]
