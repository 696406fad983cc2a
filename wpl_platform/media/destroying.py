"""The end of a film: every byte of its picture and sound, and what proves it. System acts, and a room of actions.

The words about it stay with its maker. The rows go in one transaction; then a job removes the bytes, looks whether they
are gone, and only then says so in the certificate.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Work
from wpl_platform.media import actions, following, holding, withdrawals
from wpl_platform.media.caption_models import CaptionTrack
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import PersonInView, Recording, Rendition, Upload
from wpl_platform.media.noted import noted
from wpl_platform.media.storage import storage
from wpl_platform.privacy.models import Action

DESTROY = "media.destroy"


def destroy_due() -> None:
    """Destroys what somebody in view withdrew from so many days ago. Each hour; a job does it."""
    due = clock.now() - timedelta(days=withdrawals.days())
    asked = (
        select(Recording)
        .join(PersonInView, PersonInView.recording_id == Recording.id)
        .where(Recording.destroyed_at.is_(None), PersonInView.removed_at.is_(None), PersonInView.withdrawn_at <= due)
        .distinct()
    )
    for recording in db.session.scalars(asked).all():
        destroy(recording, Why.WITHDRAWN)


def destroy(recording: Recording, why: Why) -> None:
    """Ensures that nothing can be seen or heard of the recording any more, by anybody; already so is done."""
    one_at_a_time(recording)
    if recording.destroyed_at is not None:
        return
    actions.stop_work_on(recording)
    files = _files_of(recording)
    db.session.execute(delete(Rendition).where(Rendition.recording_id == recording.id))
    db.session.execute(delete(Upload).where(Upload.recording_id == recording.id))
    db.session.execute(delete(CaptionTrack).where(CaptionTrack.recording_id == recording.id))
    recording.destroyed_at = clock.now()
    row = Destruction(recording_id=recording.id, organisation_id=recording.team.organisation_id, why=why, files=files)
    db.session.add(row)
    db.session.flush()
    actions.announce(recording)
    noted(recording, Action.DESTROYED, by=None, what=why.value)
    jobs.enqueue(DESTROY, f"destruction:{row.id}", queue=Queue.SHORT)


def carry_out(work: Work) -> None:
    """Removes the bytes and looks whether they are gone; what is still there is tried again. Handler of the worker."""
    with work.transaction():
        row = db.session.get(Destruction, work.subject_id)
        keys = [] if row is None else [str(file["key"]) for file in row.files]
    for key in keys:
        storage().delete(key)
    left = [key for key in keys if is_there(key)]
    if left:
        raise PortFailure(_("Er staan nog bestanden van een vernietigde video."), retry=True)
    with work.transaction():
        done = update(Destruction).where(Destruction.id == work.subject_id, Destruction.done_at.is_(None))
        db.session.execute(done.values(done_at=clock.now()))


def forget(work: Work) -> None:
    """Removes the bytes under a key (`file:KEY`); not there is done. Handler of the worker."""
    storage().delete(work.subject.rpartition(":")[2])


def try_again() -> None:
    """Has bytes removed that could not be yet. Each hour; a job does it."""
    jobs.ask_again(DESTROY)


def _files_of(recording: Recording) -> list[dict[str, str | int]]:
    """Every file with picture or sound of the film, what was on its way in too: its kind, key and size."""
    made = select(Rendition).where(Rendition.recording_id == recording.id).order_by(Rendition.id)
    files: list[dict[str, str | int]] = [
        {"kind": row.kind.value, "key": row.key, "bytes": row.size} for row in db.session.scalars(made)
    ]
    coming = select(Upload.id).where(Upload.recording_id == recording.id)
    files += [{"kind": "upload", "key": key, "bytes": 0} for key in db.session.scalars(coming)]
    before = set(holding.held_with(recording.id))
    for follower in following.followers():
        follower.destroyed(recording.id)
    db.session.flush()
    files += [
        {"kind": "still", "key": key, "bytes": 0} for key in sorted(before - set(holding.held_with(recording.id)))
    ]
    return files


def is_there(key: str) -> bool:
    """Whether there are bytes under this key."""
    try:
        storage().size(key)
    except Missing:
        return False
    return True
