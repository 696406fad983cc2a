"""The end of what is kept of a person: every row in one transaction, then the bytes, and only then the proof.

System acts. What goes and what stays is read from the tables (`core.belonging`); what a floor has to do besides, it
says itself. A backup that is put back brings nobody back: who was erased stands in the list beside the database.
Why so: docs/decisions/my-data.md.
"""

import hashlib
from datetime import UTC, datetime

from flask_babel import force_locale
from sqlalchemy import delete, select, text, update

from wpl_platform.accounts import letters
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.belonging import Leaving, belongings, parts
from wpl_platform.core.database import db
from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Work
from wpl_platform.media import beside, destroying
from wpl_platform.media.destruction_models import Destruction
from wpl_platform.media.storage import storage
from wpl_platform.mydata import alone, counting, proofs
from wpl_platform.mydata.models import Erasure
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import Appointment, Membership, Team

JOB, CERTIFY = "mydata.erase", "mydata.certify"
ERASED = "erased"
OPEN = text("erased_at is null and stopped_at is null")


def mark_of(person: Person) -> str:
    """By what an erased person is known again in a backup: of their number and the microsecond of their account."""
    return _mark(person.id, person.created_at)


def erase(work: Work) -> None:
    """Ends every row of the person, and asks for the bytes to go. Handler of the worker; already so is done."""
    with work.transaction():
        erasure = db.session.get(Erasure, work.subject_id, with_for_update=True)
        if erasure is None or erasure.person_id is None or erasure.stopped_at is not None:
            return
        alone.hold(erasure.person_id)
        if alone.alone_in(erasure.person_id):
            erasure.stopped_at = clock.now()
            return
        end(erasure)


def end(erasure: Erasure) -> None:
    """Ensures that no row names the person any more, and that what is left of theirs is what the list says stays."""
    person = db.session.get_one(Person, erasure.person_id, with_for_update=True)
    leaving = Leaving(person.id, withdraws=erasure.withdraws)
    erasure.counts = counting.counts_of(person.id)
    for organisation_id in _organisations_of(person.id):
        note(Action.ERASED, About(organisation_id, Kind.PERSON, person.id), by=None)
    for floor in reversed(belongings()):
        floor.erase(leaving)
    for part in reversed(parts()):
        if part.private is not None:
            which = part.mine(person.id) & part.private(person.id)
            db.session.execute(delete(part.table).where(which).execution_options(synchronize_session=False))
    _tell(person, erasure)
    erasure.files, erasure.destroyed, erasure.erased_at = leaving.files, leaving.destroyed, clock.now()
    db.session.flush()
    db.session.execute(delete(Person).where(Person.id == leaving.person_id))
    db.session.expire_all()
    jobs.enqueue(CERTIFY, f"erasure:{erasure.id}", queue=Queue.SHORT)


def certify(work: Work) -> None:
    """Writes it in the list, removes the bytes and looks whether they are gone. Handler of the worker."""
    with work.transaction():
        erasure = db.session.get(Erasure, work.subject_id)
        if erasure is None or erasure.erased_at is None:
            return
        keys, line = list(erasure.files), _line(erasure.mark, erasure.erased_at)
        waiting = _undone(erasure)
        known = erasure.mark in _erased()
    if not known:
        beside.add([line])
    for key in keys:
        storage().delete(key)
    if waiting or any(destroying.is_there(key) for key in keys):
        raise PortFailure(_("Er staan nog bestanden van iemand die gewist is."), retry=True)
    with work.transaction():
        done = update(Erasure).where(Erasure.id == work.subject_id, Erasure.done_at.is_(None))
        db.session.execute(done.values(done_at=clock.now(), files=[]))


def try_again() -> None:
    """Has done what could not be yet. Each hour; a job does it."""
    jobs.ask_again(JOB)
    jobs.ask_again(CERTIFY)


def write_missing() -> None:
    """Ensures that everybody who was erased is in the list beside the database. Each hour; a job does it."""
    known = _erased()
    rows = db.session.execute(select(Erasure.mark, Erasure.erased_at).where(Erasure.erased_at.is_not(None)))
    beside.add([_line(mark, at) for mark, at in rows if at is not None and mark not in known])


def do_again() -> None:
    """Erases again who was erased, and whom a backup brought back. At the start and each hour."""
    erased = _erased()
    if not erased:
        return
    for number, made in db.session.execute(select(Person.id, Person.created_at)).all():
        mark = _mark(number, made)
        if mark in erased:
            open_one = db.session.scalar(select(Erasure).where(Erasure.person_id == number, OPEN))
            erasure = open_one or Erasure(person_id=number, mark=mark)
            db.session.add(erasure)
            db.session.flush()
            end(erasure)


def _line(mark: str, at: datetime) -> str:
    return f"{at.isoformat()} {mark} {ERASED}"


def _erased() -> set[str]:
    """The marks of who was erased, as the list beside the database says."""
    return {mark for _at, mark, word in beside.lines(3) if word == ERASED}


def _organisations_of(person_id: int) -> list[int]:
    """Every organisation in which they were something, also long ago."""
    by_team = select(Team.organisation_id).join(Membership).where(Membership.person_id == person_id)
    named = select(Appointment.organisation_id).where(Appointment.person_id == person_id)
    return sorted(set(db.session.scalars(by_team.union(named))))


def _undone(erasure: Erasure) -> bool:
    """Whether a film of theirs is still to be destroyed."""
    asked = select(Destruction.id).where(Destruction.id.in_(erasure.destroyed), Destruction.done_at.is_(None))
    return db.session.scalar(asked.limit(1)) is not None


def _mark(number: int, made: datetime) -> str:
    moment = made.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{ERASED}:{number}:{moment}".encode()).hexdigest()


def _tell(person: Person, erasure: Erasure) -> None:
    """The last letter, with where the proof will be."""
    with force_locale(str(person.language)):
        link = letters.site() + letters.path_to("mydata.proofs.show", number=proofs.number_of(erasure))
        words = _(
            "Dag %(name)s,\n\nJe account en je gegevens zijn gewist, zoals je vroeg. Hier zie je het bewijs: wat"
            " er weg is, hoeveel en wanneer. Je naam staat er niet in.\n\n%(link)s\n\nDit is de laatste mail die je van"
            " ons krijgt.\n",
            name=person.name,
            link=link,
        )
        letters.write(person, _("Je gegevens zijn gewist"), words)
