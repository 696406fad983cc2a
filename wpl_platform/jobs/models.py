"""A piece of work that waits its turn. The row is the truth; the carrier only wakes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of


class Queue(StrEnum):
    """Short work (seconds) never waits behind long work (minutes)."""

    SHORT = "short"
    LONG = "long"


class JobState(StrEnum):
    """Where a job is in its life. Waiting and running can change; the other three are the end."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = text("state in ('waiting', 'running')")
"""Not at its end yet. Of such jobs there is at most one of a kind on a subject."""


class Job(Base):
    """Work of a kind on a subject (`recording:7`), leased to one worker at a time.

    `token` fences a worker that comes back from the dead; `progress` is 0–100 and never goes back.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    queue: Mapped[Queue] = mapped_column(names_of(Queue))
    state: Mapped[JobState] = mapped_column(names_of(JobState), default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(default=clock.now)
    lease_until: Mapped[datetime | None]
    token: Mapped[str | None] = mapped_column(String(26))
    worker: Mapped[str | None] = mapped_column(String(80))
    progress: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    cancel_asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_job_state_run_after", "state", "run_after"),
        Index("uq_job_open", "kind", "subject", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("progress between 0 and 100", name="progress"),
    )
