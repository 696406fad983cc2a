"""Work that is done here and now, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from tests.media.conftest import engine
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job, Queue
from wpl_platform.media import queries
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage

Arrived = Callable[[Path | bytes], Recording]


def work(queue: Queue) -> None:
    db.session.commit()
    engine().work_through(queue)
    db.session.rollback()
    db.session.expire_all()


def stage_of(recording: Recording) -> Stage:
    return recording.stage


def kinds(recording: Recording) -> set[str]:
    return {kind.value for kind in queries.kinds_of([recording.id])[recording.id]}


def names(recording: Recording, kind: RenditionKind) -> set[str]:
    asked = select(Rendition.name).where(Rendition.recording_id == recording.id, Rendition.kind == kind)
    return set(db.session.scalars(asked))


def jobs(kind: str) -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id)))
