"""Who has a job, decided by the database: every step is one conditional update, fenced by the token of the claim."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.jobs import queries
from wpl_platform.jobs.actions import announce
from wpl_platform.jobs.models import Job, JobState, Queue

LEASE = timedelta(seconds=10)
MAX_ATTEMPTS = 4
"""The first, and three more."""


class Standing(Enum):
    """What the row says to the one who has the token."""

    OURS = auto()
    CANCEL_ASKED = auto()
    LOST = auto()


@dataclass(frozen=True)
class Claim:
    """A job taken by this worker. The token is worth something until another one has it."""

    id: int
    kind: str
    subject: str
    token: str
    attempt: int
    progress: int

    @property
    def holds(self) -> ColumnElement[bool]:
        """SQL: the job runs, and under this token."""
        return (Job.id == self.id) & (Job.token == self.token) & (Job.state == JobState.RUNNING)


def claim(queue: Queue, worker: str) -> Claim | None:
    """Takes the oldest job of the queue whose time has come; None when there is none, or another was first."""
    oldest = select(Job.id).where(Job.queue == queue, queries.is_due()).order_by(Job.run_after, Job.id).limit(1)
    found = db.session.scalar(oldest)
    if found is None:
        return None
    taken = {
        "state": JobState.RUNNING,
        "token": new_key(),
        "worker": worker,
        "lease_until": clock.now() + LEASE,
        "attempts": Job.attempts + 1,
    }
    job = db.session.scalar(update(Job).where(Job.id == found, queries.is_due()).values(taken).returning(Job))
    if job is None:
        return None
    announce(job)
    return Claim(job.id, job.kind, job.subject, job.token or "", job.attempts, job.progress)


def look(claim: Claim) -> Standing:
    """Whether the claim still holds, and whether somebody asked to stop."""
    row = db.session.execute(select(Job.cancel_asked_at).where(claim.holds)).one_or_none()
    return _standing(row)


def renew(claim: Claim, progress: int, *, tell: bool = False) -> Standing:
    """Holds on for another ten seconds, and keeps the job's row until the transaction ends; `tell`: with an event."""
    values = {"lease_until": clock.now() + LEASE, "progress": progress}
    job = db.session.scalar(
        update(Job).where(claim.holds).values(values).returning(Job).execution_options(populate_existing=True)
    )
    if job is None:
        return Standing.LOST
    if tell:
        announce(job)
    return _standing((job.cancel_asked_at,))


def finish(claim: Claim) -> bool:
    """Done; False when it was no longer ours to say."""
    return _end(claim.holds, state=JobState.DONE, progress=100, reason="", finished_at=clock.now())


def fail(claim: Claim, reason: str) -> bool:
    """Failed for good, with the reason a person reads; False when it was no longer ours to say."""
    return _end(claim.holds, state=JobState.FAILED, reason=reason, finished_at=clock.now())


def end_cancelled(claim: Claim) -> bool:
    """Stopped because somebody asked; False when it was no longer ours to say."""
    return _end(claim.holds, state=JobState.CANCELLED, finished_at=clock.now())


def put_off(claim: Claim, reason: str) -> bool:
    """Back in the queue, to be tried again later: after 2, 8 and 32 seconds."""
    later = clock.now() + timedelta(seconds=2 * 4 ** (claim.attempt - 1))
    return _end(claim.holds, state=JobState.WAITING, reason=reason, run_after=later)


def give_back(claim: Claim) -> bool:
    """Back in the queue at once, this attempt not counted: the worker stops."""
    return _end(claim.holds, state=JobState.WAITING, attempts=Job.attempts - 1)


def take_from(worker: str) -> None:
    """Gives back whatever this worker, which stops now, still has."""
    held = select(Job.id).where(Job.worker == worker, Job.state == JobState.RUNNING)
    for job_id in db.session.scalars(held).all():
        _end(_still(job_id, worker), state=JobState.WAITING, attempts=Job.attempts - 1)


def recover(job_id: int, worker: str, *, dead: bool, reason: str) -> Job | None:
    """Frees a job from a worker that is dead, or else whose lease ran out. None when that was no longer so.

    Its state says what became of it. WAITING: it begins again at once. CANCELLED: somebody had asked. FAILED, for this
    reason: it took every worker that tried with it.
    """
    held = _still(job_id, worker)
    gone = held if dead else held & (func.coalesce(Job.lease_until, clock.now()) <= clock.now())
    job = db.session.scalar(select(Job).where(gone).with_for_update())
    if job is None:
        return None
    if job.cancel_asked_at is not None:
        _end(held, state=JobState.CANCELLED, finished_at=clock.now())
    elif job.attempts >= MAX_ATTEMPTS:
        _end(held, state=JobState.FAILED, finished_at=clock.now(), reason=reason)
    else:
        _end(held, state=JobState.WAITING)
    return job


def _still(job_id: int, worker: str) -> ColumnElement[bool]:
    return (Job.id == job_id) & (Job.worker == worker) & (Job.state == JobState.RUNNING)


def _end(condition: ColumnElement[bool], **values: Any) -> bool:
    values |= {"token": None, "worker": None, "lease_until": None}
    job = db.session.scalar(
        update(Job).where(condition).values(values).returning(Job).execution_options(populate_existing=True)
    )
    if job is None:
        return False
    announce(job)
    return True


def _standing(row: Any) -> Standing:
    if row is None:
        return Standing.LOST
    return Standing.OURS if row[0] is None else Standing.CANCEL_ASKED
