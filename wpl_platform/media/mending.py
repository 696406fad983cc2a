"""Puts right what a check found: bytes that nobody names go, and a recording whose film is gone says so.

System acts, each for one fault or one recording; the caller holds the transaction where one is needed.
"""

from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, clear, holding, publishing, redacting
from wpl_platform.media.check import YOUNG, Fault, Kind, Report, on_their_way
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.plan import Reason
from wpl_platform.media.queries import PLAYABLE, is_open
from wpl_platform.media.storage import storage


def remove_bytes(report: Report) -> None:
    """Ensures that what nobody names is gone. Slow with a bucket: no transaction is open meanwhile."""
    for fault in report.of(Kind.ORPHAN):
        storage().delete(fault.key)
    for fault in report.of(Kind.COMING):
        storage().clear(fault.key)
    for place in storage().abandoned():
        storage().abandon(place)
    storage().store.sweep(clock.now() - YOUNG, mend=True)


def remove_unnamed() -> None:
    """Removes files that were kept by somebody who was killed before they had a name. Each hour; a job does it.

    A slow store can take longer than an hour: what a job still works on stays. So does an open upload: it can be
    finished yet.
    """
    under_way = on_their_way()
    for key in storage().kept_before(clock.now() - YOUNG).keys() - under_way:
        if db.session.scalar(select(Rendition.id).where(Rendition.key == key)) is not None or holding.held_among([key]):
            storage().looked_at(key)
        elif db.session.scalar(select(Upload.id).where(Upload.id == key, is_open())) is None:
            actions.forget([key])


def mark_lost(recording_id: int, lost: list[Fault]) -> None:
    """Ensures that the recording names no file that is gone, and has a film again or says that it has none.

    With its original it is converted anew; without, it plays what is left; with nothing left it waits for its film.
    What its maker kept clear beside it stays for them: then they can also make the film of that.
    """
    recording = db.session.get(Recording, recording_id)
    if recording is None:
        return
    one_at_a_time(recording)
    rows = db.session.scalars(select(Rendition).where(Rendition.recording_id == recording_id)).all()
    keys = {fault.key for fault in lost}
    held = holding.held_among(keys)
    holding.say_lost(held)
    if held == keys:
        return  # nothing of the film itself
    gone = [row for row in rows if row.key in keys]
    if any(row.kind is RenditionKind.HLS for row in gone):  # these name each other, and play together or not at all
        gone = [row for row in rows if row.key in keys or row.kind is RenditionKind.HLS]
    publishing.drop(gone)
    left = {row.name for row in rows if row not in gone}
    if RenditionKind.ORIGINAL in left:
        recording.stage, recording.reason = Stage.PROCESSING, ""
        jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    elif left.isdisjoint(PLAYABLE):
        publishing.drop([row for row in rows if row not in gone and row.kind not in clear.CLEAR])
        redacting.replaced(recording_id)
        recording.stage, recording.reason = Stage.REFUSED, Reason.LOST
    actions.announce(recording)
