"""What is tidied each hour: files that only played until better ones were there, bytes that could not be removed
while the store was away, captions that were taken away, and films that waited for room.

System acts.
"""

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, hls, publishing
from wpl_platform.media.caption_models import CaptionTrack
from wpl_platform.media.ffmpeg import ROOM
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.storage import storage

DIRECT_FOR = timedelta(days=1)
"""How long a film as it came stays beside its renditions: who plays it then is not cut off."""

CAPTIONS_FOR = timedelta(days=1)
"""How long captions that were taken away can still come back."""

COPY_FOR = timedelta(days=1)
"""How long a copy to take along is kept: so long a download that was cut off goes on where it was."""


def drop_direct() -> None:
    """Ensures that a film is not kept as it came as well, a day after its renditions were there."""
    master = aliased(Rendition)
    there = exists().where(
        master.recording_id == Rendition.recording_id,
        master.name == hls.MASTER,
        master.created_at < clock.now() - DIRECT_FOR,
    )
    ready = Rendition.recording_id.in_(select(Recording.id).where(Recording.stage == Stage.READY))
    publishing.drop(
        db.session.scalars(select(Rendition).where(Rendition.kind == RenditionKind.DIRECT, there, ready)).all()
    )


def drop_copies() -> None:
    """Ensures that the copy of a film that somebody took along is not kept for more than a day."""
    old = (Rendition.kind == RenditionKind.COPY, Rendition.created_at < clock.now() - COPY_FOR)
    publishing.drop(db.session.scalars(select(Rendition).where(*old)).all())


def drop_captions() -> None:
    """Ensures that captions which were taken away, or made way for others, are gone with every line a day later."""
    old = CaptionTrack.removed_at < clock.now() - CAPTIONS_FOR
    db.session.execute(delete(CaptionTrack).where(old).execution_options(synchronize_session=False))


def forget_yet() -> None:
    """Has bytes removed that could not be: a store that was away for a minute or a day keeps nothing for good."""
    jobs.ask_again(actions.FORGET)


def go_on() -> None:
    """Has films converted that could not be for want of room, once there is some."""
    if storage().free() < ROOM:
        return
    waiting = select(Recording).where(Recording.stage == Stage.FAILED, Recording.reason == Reason.NO_ROOM)
    for recording in db.session.scalars(waiting).all():
        recording.stage, recording.reason = Stage.PROCESSING, ""
        jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
        actions.announce(recording)
