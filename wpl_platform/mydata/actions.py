"""Asking for one's archive, and asking to be erased. A job does either."""

from sqlalchemy import select

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Conflict, require
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.mydata import alone, archives, archiving, erasing, policy, queries
from wpl_platform.mydata.models import Archive, Erasure
from wpl_platform.teams.viewer import Viewer


def ask_archive(person_id: int, *, by: Viewer) -> Archive:
    """Ensures that an archive of the person is being made; the one before it goes. One that is under way is done."""
    require(policy.may_take_along(by, person_id))
    latest = queries.latest_archive(viewer=by)
    if latest is not None and latest.done_at is None and latest.ended_at is None:
        return latest
    mine = select(Archive).where(policy.seen_by(by), Archive.ended_at.is_(None))
    archives.drop(db.session.scalars(mine).all())
    made = Archive(person_id=person_id)
    db.session.add(made)
    db.session.flush()
    jobs.enqueue(archiving.JOB, f"archive:{made.id}", queue=Queue.LONG)
    return made


def ask_erasure(person_id: int, *, withdraws: bool, by: Viewer) -> Erasure:
    """Has the person erased, and signs them out everywhere now; already asked is done.

    `withdraws`: where they are in view of films of others, their consent stops with it. Raises Conflict, saying whom to
    ask first, for the only administrator of a team or organisation.
    """
    require(policy.may_erase(by, person_id))
    for found in alone.alone_in(person_id):
        raise Conflict(f"{found.sentence} {found.ask}")
    person = db.session.get_one(Person, person_id)
    row = insert_into(Erasure).values(person_id=person_id, mark=erasing.mark_of(person), withdraws=withdraws)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["person_id"], index_where=erasing.OPEN))
    asked = db.session.scalars(select(Erasure).where(Erasure.person_id == person_id, erasing.OPEN)).one()
    accounts.end_all_sign_ins(by=person_id)
    jobs.enqueue(erasing.JOB, f"erasure:{asked.id}", queue=Queue.SHORT)
    return asked
