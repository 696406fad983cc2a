"""The end of a film: every byte of its picture and sound, and what proves it. System acts, and a room of actions.

The words about it stay with its maker. The rows go in one transaction; then a job removes the bytes, looks whether they
are gone, and only then says so in the certificate.
"""

from datetime import timedelta

from sqlalchemy import or_, select

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.work import Work
from wpl_platform.media import actions, consent, destroyed_list, policy, remains, signing, withdrawals
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import noted
from wpl_platform.media.remains import DESTROY
from wpl_platform.media.storage import storage
from wpl_platform.privacy.models import Action


def destroy_due() -> None:
    """Destroys what somebody in view withdrew from so many days ago, and what was kept long enough. Each hour."""
    withdrawn = consent.somebody_withdrew(before=clock.now() - timedelta(days=withdrawals.days()))
    due = select(Recording).where(Recording.destroyed_at.is_(None), or_(withdrawn, policy.lapsed()))
    for recording in db.session.scalars(due).all():
        one_at_a_time(recording)  # somebody may have kept it longer, or agreed again, since it was found
        why = _why_now(recording)
        if why is not None:
            destroy(recording, why)


def _why_now(recording: Recording) -> Why | None:
    if policy.is_lapsed(recording):
        return Why.EXPIRED
    gone = consent.destroyed_on(recording, days=withdrawals.days())
    return Why.WITHDRAWN if gone is not None and gone <= clock.now() else None


def destroy_again() -> None:
    """Destroys what the list beside the database says was destroyed, and is there: a backup was put back. Each hour."""
    for recording, why in destroyed_list.undone():
        if why in destroyed_list.GONE:
            noted(recording, Action.DESTROYED, by=None, what=why.value)
            actions.remove(recording, why)
        else:
            destroy(recording, why)


def destroy(recording: Recording, why: Why) -> None:
    """Ensures that nothing can be seen or heard of the recording any more, by anybody; already so is done."""
    one_at_a_time(recording)
    if recording.destroyed_at is not None:
        return
    actions.stop_work_on(recording)
    remains.write_down(recording, why, remains.let_go(recording))
    recording.destroyed_at = clock.now()
    db.session.flush()
    actions.announce(recording)
    noted(recording, Action.DESTROYED, by=None, what=why.value)


def carry_out(work: Work) -> None:
    """Removes the bytes and looks whether they are gone; what is still there is tried again. Handler of the worker."""
    with work.transaction():
        row = db.session.get(Destruction, work.subject_id)
        keys = [] if row is None else [str(file["key"]) for file in row.files]
        line = "" if row is None else destroyed_list.line_of(row)
    destroyed_list.write(line)
    for key in keys:
        storage().delete(key)
    left = [key for key in keys if is_there(key)]
    if left:
        raise PortFailure(_("Er staan nog bestanden van een vernietigde video."), retry=True)
    with work.transaction():
        row = db.session.get(Destruction, work.subject_id)
        if row is not None and row.done_at is None:
            row.done_at = clock.now()
            signing.sign(row)


def forget(work: Work) -> None:
    """Removes the bytes under a key (`file:KEY`); not there is done. Handler of the worker."""
    storage().delete(work.subject.rpartition(":")[2])


def try_again() -> None:
    """Has bytes removed that could not be yet, and signs what was not signed. Each hour; a job does it."""
    jobs.ask_again(DESTROY)
    unsigned = select(Destruction).where(Destruction.done_at.is_not(None), Destruction.signature == "")
    for row in db.session.scalars(unsigned).all():
        signing.sign(row)


def is_there(key: str) -> bool:
    """Whether there are bytes under this key."""
    try:
        storage().size(key)
    except Missing:
        return False
    return True
