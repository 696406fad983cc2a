"""Where work stands. Whoever may see a subject may see its jobs: the floor that owns the subject asks its policy."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.jobs.models import OPEN, Job, JobState, Queue


def job(job_id: int) -> Job:
    """The job; raises Missing when there is none."""
    found = db.session.get(Job, job_id)
    if found is None:
        raise Missing()
    return found


def job_of(subject: str, kind: str) -> Job | None:
    """The latest job of this kind on the subject, whatever became of it."""
    return db.session.scalar(
        select(Job).where(Job.subject == subject, Job.kind == kind).order_by(Job.id.desc()).limit(1)
    )


def is_at_work(subject: str, kinds: Collection[str]) -> bool:
    """Whether a job of one of these kinds on the subject waits or runs; also one that is being called off."""
    asked = select(Job.id).where(Job.subject == subject, Job.kind.in_(kinds), OPEN)
    return db.session.scalar(asked.limit(1)) is not None


def is_due() -> ColumnElement[bool]:
    """SQL: it waits and its time has come."""
    return (Job.state == JobState.WAITING) & (Job.run_after <= clock.now())


def queues_with_work() -> set[Queue]:
    """The queues in which a job could begin now."""
    return set(db.session.scalars(select(Job.queue).where(is_due()).distinct()))


def leases() -> list[tuple[int, str, bool]]:
    """The running jobs: id, worker, and whether the lease ran out."""
    now = clock.now()
    rows = db.session.execute(select(Job.id, Job.worker, Job.lease_until).where(Job.state == JobState.RUNNING))
    return [(job_id, worker or "", until is None or until < now) for job_id, worker, until in rows]
