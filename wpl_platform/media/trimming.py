"""Cutting a film down to a part of itself, and back to all of it. Another room of actions.

What was made of the film goes at once and is made anew from the original, so that from that moment nobody can see what
was cut off: docs/decisions/trimming.md.
"""

from sqlalchemy import Select, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Refused, require
from wpl_platform.core.text import _, ngettext
from wpl_platform.core.timecode import DAY_MS
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.queries import is_at_work
from wpl_platform.media import actions, clear, following, policy, redaction_orders
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Trim
from wpl_platform.media.noted import noted
from wpl_platform.media.plan import Reason
from wpl_platform.media.trim import Nothing, Part, TooShort, chosen, outside
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer

WHOLE = Part(0, DAY_MS)
NEAR_MS = 100


def trim(
    recording: Recording, start_ms: int, end_ms: int | None, *, by: Viewer, destroy: bool = False, lose: bool = False
) -> None:
    """Makes the film the part of what it is now from `start_ms` to `end_ms` (None: its end), on whole pictures.

    The original stays and `untrim` brings all of it back; but with `destroy` what is outside goes for good as soon as
    the new film is there. Moments outside go along, and only when the maker says so (`lose`). Raises Refused while it
    is shared, Invalid for a part that cannot be, Conflict while the film is still being made.
    """
    require(policy.may_trim(by, recording))
    one_at_a_time(recording)
    part = part_of(recording, start_ms, end_ms)
    lost = outside(following.spans(recording.id), part)
    if lost and not lose:
        raise Invalid(sentence_for(lost), "lose")
    before, was = _open(recording), shown(recording)
    now = part.within(was)
    whole_ms = before.whole_ms if before else recording.duration_ms or 0
    _begin(recording, {Stage.READY}, now, part.length)
    _end(recording)
    row = Trim(recording_id=recording.id, by_id=by.person_id, destroys=destroy, whole_ms=max(whole_ms, now.end))
    row.start_ms, row.end_ms = now.start, now.end
    db.session.add(row)
    _make_anew(recording, was, now)
    noted(recording, Action.CHANGED, by=by, what="trimmed:destroy" if destroy else "trimmed")


def untrim(recording: Recording, *, by: Viewer) -> None:
    """Makes the film all of its original again, with the moments that were on it; already so is done."""
    require(policy.may_trim(by, recording))
    one_at_a_time(recording)
    before, was = _open(recording), shown(recording)
    if before is None:
        return
    _begin(recording, {Stage.READY, Stage.FAILED, Stage.PROCESSING}, None, before.whole_ms)
    _end(recording)
    _make_anew(recording, was, WHOLE)
    recording.nobody_else_at = None  # said of a part
    noted(recording, Action.CHANGED, by=by, what="untrimmed")


def part_of(recording: Recording, start_ms: int, end_ms: int | None) -> Part:
    """The part that is asked, on the film as it is shown; raises Invalid in words when it cannot be."""
    try:
        return chosen(start_ms, end_ms, recording.duration_ms or 0, recording.frame_rate)
    except TooShort:
        raise Invalid(_("Laat minstens één seconde over."), "end") from None
    except Nothing:
        raise Invalid(_("Dit is de hele video. Kies een later begin of een eerder einde."), "start") from None


def shown(recording: Recording) -> Part:
    """Which part of its original the film is."""
    if recording.start_ms is None and recording.end_ms is None:
        return WHOLE
    return Part(recording.start_ms or 0, DAY_MS if recording.end_ms is None else recording.end_ms)


def sentence_for(lost: int) -> str:
    """That this many moments lie outside, and what to do about it."""
    return ngettext(
        "%(num)d moment ligt buiten dit deel. Kies meer van de video, of zeg hieronder dat het mee weg mag.",
        "%(num)d momenten liggen buiten dit deel. Kies meer van de video, of zeg hieronder dat ze mee weg mogen.",
        lost,
    )


def made(recording: Recording) -> None:
    """The new film is there: what its maker had destroyed goes now, when the film is as long as it has to be; else the
    recording says that it did not.

    So does what an original was trimmed from that is not kept. System act, in the transaction that names the new film.
    """
    row = _open(recording)
    if row is None:
        return
    right = abs((recording.duration_ms or 0) - (row.end_ms - row.start_ms)) <= NEAR_MS
    original = db.session.scalar(_renditions(recording, RenditionKind.ORIGINAL))
    if original is not None and row.destroys and right:
        actions.forget([original.key])
        db.session.delete(original)
        db.session.flush()
        original = None
    if original is not None:
        recording.reason = Reason.NOT_DESTROYED if row.destroys else recording.reason
        return
    settle_part(recording)


def settle_part(recording: Recording) -> None:
    """What lay outside the film is gone for good, because its original is; not trimmed is done. System act."""
    row = _open(recording)
    if row is None:
        return
    row.destroyed_at = row.ended_at = clock.now()
    recording.start_ms = recording.end_ms = None
    for follower in following.followers():
        follower.settle(recording.id)
    db.session.flush()


def destroys(recording: Recording) -> bool:
    """Whether what lies outside the film goes for good once the film is there."""
    row = _open(recording)
    return row is not None and row.destroys


def forget_part(recording: Recording) -> None:
    """Ensures that the film is all of its file, because another file came in: it may be shorter or longer than the one
    that was trimmed. Moments are where they were before. System act.
    """
    was = shown(recording)
    if was == WHOLE:
        return
    recording.start_ms = recording.end_ms = None
    _end(recording)
    _move(recording, was, WHOLE)


def _begin(recording: Recording, stages: set[Stage], part: Part | None, length_ms: int) -> None:
    """Takes the recording, which is locked, for making it anew; raises why it cannot be."""
    db.session.expire(recording, ["open_shares"])
    if not has_original(recording):
        raise Refused(_("Het origineel van deze video is niet bewaard. Daarom kun je hem niet meer knippen."))
    if redaction_orders.open_order(recording.id) is not None:  # where faces are is said on the time of this part
        raise Conflict(_("Deze video wordt nog onherkenbaar gemaakt. Maak dat eerst af, of laat hem zoals hij was."))
    if clear.is_kept(recording):
        raise Refused(_("Je bewaart deze video ook zonder bedekking. Vernietig die eerst, dan kun je hem knippen."))
    if recording.open_shares:
        raise first_stop_sharing()
    # What works on a part that is asked no more begins anew; but work that is done, or told to end, would not.
    making = is_at_work(actions.subject_of(recording.id), actions.MAKING)
    if recording.stage not in stages or (recording.stage is not Stage.PROCESSING and making):
        raise still_busy()
    recording.stage, recording.reason, recording.duration_ms = Stage.PROCESSING, "", length_ms
    recording.start_ms, recording.end_ms = (part.start, part.end) if part else (None, None)
    db.session.flush()


def first_stop_sharing() -> Refused:
    """Who sees a film has to be able to trust that it stays what it is."""
    return Refused(_("Je deelt deze video nog. Stop eerst met delen, dan kun je hem knippen."))


def still_busy() -> Conflict:
    """One thing at a time is made of a film."""
    return Conflict(_("Deze video wordt nog klaargemaakt. Daarna kun je hem knippen."))


def has_original(recording: Recording) -> bool:
    """Whether it can be made anew."""
    return db.session.scalar(_renditions(recording, RenditionKind.ORIGINAL)) is not None


def was_trimmed(recording: Recording) -> bool:
    """Whether its original ever was: then a film was made of it before, and it is worth another attempt."""
    of_it = (Rendition.kind == RenditionKind.ORIGINAL, Rendition.created_at < Trim.created_at)
    asked = select(Trim.id).join(Rendition, Rendition.recording_id == Trim.recording_id)
    return db.session.scalar(asked.where(Trim.recording_id == recording.id, *of_it).limit(1)) is not None


def _open(recording: Recording) -> Trim | None:
    return db.session.scalar(select(Trim).where(Trim.recording_id == recording.id, Trim.ended_at.is_(None)))


def _end(recording: Recording) -> None:
    standing = (Trim.recording_id == recording.id, Trim.ended_at.is_(None))
    db.session.execute(update(Trim).where(*standing).values(ended_at=clock.now()))


def _make_anew(recording: Recording, was: Part, now: Part) -> None:
    """Everything but the original goes at once, what stood on the film's time moves along, and the worker begins."""
    _move(recording, was, now)
    for rendition in db.session.scalars(_renditions(recording, *(set(RenditionKind) - {RenditionKind.ORIGINAL}))).all():
        actions.forget([rendition.key])
        db.session.delete(rendition)
    db.session.flush()
    job = jobs.enqueue(actions.CONVERT, actions.subject_of(recording.id), queue=Queue.LONG)
    if job.cancel_asked_at is not None:
        raise still_busy()
    actions.announce(recording)


def _move(recording: Recording, was: Part, now: Part) -> None:
    for follower in following.followers():
        follower.move(recording.id, was, now)


def _renditions(recording: Recording, *kinds: RenditionKind) -> Select[Rendition]:
    return select(Rendition).where(Rendition.recording_id == recording.id, Rendition.kind.in_(kinds))
