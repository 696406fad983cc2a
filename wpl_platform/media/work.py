"""What a worker does with a recording: look at its film and pack it (short), convert it (long), remove bytes.

Each can be done again from the start. Slow work stands outside transactions; what it made is only named in the last.
"""

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Handler, Stopped, Work
from wpl_platform.media import (
    actions,
    arriving,
    copying,
    dating,
    destroyed_list,
    destroying,
    guests,
    housekeeping,
    keeping,
    mending,
    pipeline,
    publishing,
    receive,
    redacting,
    redaction_orders,
    redaction_work,
    remains,
    trimming,
    withdrawals,
)
from wpl_platform.media.conversion import Conversion
from wpl_platform.media.making import MP4, Made, Stale, failing, published, source_of
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.pipeline import Examined
from wpl_platform.media.plan import WENT_WRONG, Reason, Refused, Verdict
from wpl_platform.media.storage import storage


def arrive(work: Work) -> None:
    """Looks at what came in: refused with a reason, or measured, packed to play at once, and asked to be converted.

    Another part asked meanwhile begins anew. A film that is to be unrecognisable is made so first.
    """
    if _first_redacted(work):
        return
    while not _looked_at(work):
        work.check()


def convert(work: Work) -> None:
    """Makes the renditions and the stills; then the recording is ready. Another part asked meanwhile begins anew."""
    if _first_redacted(work):
        return
    while not _converted(work):
        work.check()


def _first_redacted(work: Work) -> bool:
    """Whether the film is still to be made unrecognisable: whoever asks for a film of it gets that one."""
    with work.transaction():
        waits = redaction_orders.open_order(work.subject_id) is not None
        if waits:
            jobs.enqueue(actions.REDACT, work.subject, queue=Queue.LONG)
    return waits


def _looked_at(work: Work) -> bool:
    """Whether this is done; else it must be done again."""
    with failing(work), source_of(work) as source:
        if source is None:
            return True
        with storage().scratch() as folder:
            looked = pipeline.first_look(source.file, source.excerpt, folder)
            if isinstance(looked, Refused):
                _refuse(work, looked.reason)
                return True
            examined, direct = looked
            made = [Made(RenditionKind.DIRECT, direct.file, MP4, (direct.width, direct.height))] if direct else []
            try:
                with published(work, made, of=source) as recording:
                    _measure(recording, examined)
                    arriving.arrived(recording.id)
                    jobs.enqueue(actions.CONVERT, work.subject, queue=Queue.LONG)
            except Stale:
                return False
        return True


def _converted(work: Work) -> bool:
    """Whether this is done; else it must be done again."""
    with failing(work), source_of(work) as source:
        if source is None:
            return True
        examined = pipeline.examine(source.file, source.excerpt)
        if isinstance(examined, Refused):
            _refuse(work, examined.reason)
            return True
        with storage().scratch() as folder:
            try:
                refused = Conversion(work, source, examined, folder).run()
            except Stale:
                return False
        if refused is not None:
            _refuse(work, refused.reason)
        return True


def _measure(recording: Recording, examined: Examined) -> None:
    """What is known of a film before it is converted."""
    recording.duration_ms = examined.film_ms
    recording.width, recording.height = examined.plan.source_width, examined.plan.source_height
    said = examined.plan.verdict if examined.excerpt is None else (Verdict.TRIMMED, *examined.plan.verdict)
    recording.verdict = " ".join(said)
    recording.reason = ""


def _refuse(work: Work, reason: Reason) -> None:
    """The recording stays with what was said about it, and waits for another file.

    But the bytes of a film stay: one that did not come out this time, that plays, or that did before.
    """
    with work.transaction():
        recording = db.session.get(Recording, work.subject_id)
        if recording is None:
            raise Stopped
        kept = db.session.scalars(select(Rendition).where(Rendition.recording_id == recording.id)).all()
        plays = any(rendition.kind is not RenditionKind.ORIGINAL for rendition in kept)
        if reason in WENT_WRONG or plays or trimming.was_trimmed(recording):
            recording.stage, recording.reason = Stage.FAILED, reason
        else:
            recording.stage, recording.reason = Stage.REFUSED, reason
            publishing.drop(kept)
        actions.announce(recording)


def _failed(recording_id: int, reason: str) -> None:
    """The last attempt failed: a person can ask for another."""
    recording = db.session.get(Recording, recording_id)
    if recording is not None and recording.stage is Stage.PROCESSING:
        recording.stage = Stage.FAILED
        recording.reason = recording.reason or Reason.BROKE_OFF
        actions.announce(recording)


HANDLERS = {
    actions.ARRIVE: Handler(arrive, _failed),
    actions.CONVERT: Handler(convert, _failed),
    actions.COPY: Handler(copying.make),
    actions.FORGET: Handler(destroying.forget),
    remains.DESTROY: Handler(destroying.carry_out),
    withdrawals.NOTE: Handler(withdrawals.write),
    actions.REDACT: Handler(redaction_work.redact, _failed),
    redacting.LOOK: Handler(redaction_work.look),
}

HOUSEKEEPING = (
    receive.settle_uploads,
    mending.remove_unnamed,
    housekeeping.forget_yet,
    housekeeping.drop_direct,
    housekeeping.drop_copies,
    housekeeping.drop_captions,
    housekeeping.go_on,
    withdrawals.do_again,
    withdrawals.write_missing,
    destroying.destroy_again,
    destroyed_list.write_missing,
    dating.follow_the_server,
    keeping.remind_due,
    guests.end_past,
    destroying.destroy_due,
    destroying.try_again,
)
