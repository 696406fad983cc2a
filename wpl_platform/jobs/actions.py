"""Ask for work, in the transaction that needs it; stop it, or ask again.

Jobs stand below people, so nothing here asks who: the floor that owns the subject has asked its policy before it calls.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.events import actions as events
from wpl_platform.jobs import queries
from wpl_platform.jobs.models import OPEN, Job, JobState, Queue

KEPT = timedelta(days=30)
WOKEN_BY_COMMIT = "queues to wake"
"""Where the session remembers for whom the carrier must be told once this transaction is committed."""


def enqueue(kind: str, subject: str, *, queue: Queue) -> Job:
    """The job of this kind on the subject (`recording:7`) that waits or runs: a new one, or the one that was there.

    It begins after the transaction is committed, and never when it is rolled back.
    """
    while True:
        row = insert_into(Job).values(kind=kind, subject=subject, queue=queue)
        new = row.on_conflict_do_nothing(index_elements=["kind", "subject"], index_where=OPEN).returning(Job)
        made = db.session.scalar(new)
        if made is not None:
            announce(made)
            db.session().info.setdefault(WOKEN_BY_COMMIT, []).append(queue)
            return made
        there = db.session.scalar(select(Job).where(Job.kind == kind, Job.subject == subject, OPEN))
        if there is not None:
            return there


def cancel(job_id: int) -> Job:
    """Ends the job: at once when it waits, within a second or so when it runs; one that ended stays as it is."""
    now = clock.now()
    waits, runs = Job.state == JobState.WAITING, Job.state == JobState.RUNNING
    ended = {"state": JobState.CANCELLED, "cancel_asked_at": now, "finished_at": now}
    stopped = db.session.scalar(update(Job).where(Job.id == job_id, waits).values(ended).returning(Job))
    if stopped is not None:
        announce(stopped)
    db.session.execute(
        update(Job).where(Job.id == job_id, runs, Job.cancel_asked_at.is_(None)).values(cancel_asked_at=now)
    )
    return queries.job(job_id)


def retry(job_id: int) -> Job:
    """Asks for the same work again: a new job with new chances; the one that waits or runs when there is one."""
    old = queries.job(job_id)
    return enqueue(old.kind, old.subject, queue=old.queue)


def ask_again(kind: str) -> None:
    """Asks once more for all work of this kind that failed, with new chances; what failed is forgotten."""
    failed = delete(Job).where(Job.kind == kind, Job.state == JobState.FAILED).returning(Job.subject, Job.queue)
    for subject, queue in db.session.execute(failed).all():
        enqueue(kind, subject, queue=queue)


def announce(job: Job) -> None:
    """Tells the room of the subject where the job is now."""
    events.publish(job.subject, "job", {"kind": job.kind, "state": job.state, "progress": job.progress})


def forget_old() -> None:
    """Drops the jobs that ended well, or were cancelled, more than thirty days ago."""
    past = clock.now() - KEPT
    db.session.execute(delete(Job).where(Job.state.in_((JobState.DONE, JobState.CANCELLED)), Job.finished_at < past))
