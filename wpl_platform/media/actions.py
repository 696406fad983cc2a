"""What a maker does with a recording: begin it, change what is said about it, share it, stop sharing, delete it."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Missing, require
from wpl_platform.core.text import _, tidy
from wpl_platform.events import actions as events
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import OPEN, Job, Queue
from wpl_platform.jobs.queries import is_at_work
from wpl_platform.media import dating, offices, policy, queries, remains
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Stage, StorageChoice
from wpl_platform.media.noted import noted
from wpl_platform.media.plan import Reason
from wpl_platform.privacy.models import Action
from wpl_platform.teams import agreements
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

ARRIVE, CONVERT, COPY, FORGET = "media.arrive", "media.convert", "media.copy", "media.forget"
REDACT = "media.redact"
MAKING = (ARRIVE, CONVERT)
"""What makes a film of its bytes."""


def require_welcome(team: Team, *, by: Viewer) -> None:
    """Ensures that they may bring a film into the team now; raises Refused, or Unaccepted for agreements unread."""
    require(policy.may_begin(by, team.id), _("Alleen deelnemers en begeleiders brengen video’s in."))
    _require_going_on(team)
    agreements.require_accepted(team.id, by=by)


def _require_going_on(team: Team) -> None:
    require(team.archived_at is None, _("Dit team is gearchiveerd. Er komen geen video’s meer bij."))


def begin_recording(team: Team, details: Details, *, by: Viewer) -> Recording:
    """A new private recording, made in the team, that still waits for its film. Raises as `require_welcome` does."""
    require(policy.may_begin(by, team.id))
    require_welcome(team, by=by)
    recording = Recording(maker_id=by.person_id, team_id=team.id)
    _write(recording, details)
    dating.date_first(recording, team.organisation_id)
    db.session.add(recording)
    db.session.flush()
    noted(recording, Action.ADDED, by=by)
    return recording


def edit_recording(recording: Recording, details: Details, *, by: Viewer) -> None:
    """Ensures that the recording says this of itself."""
    require(policy.may_edit(by, recording))
    kind = recording.situation
    _write(recording, details)
    if recording.situation is not kind:
        dating.date_anew(recording)
    announce(recording)
    noted(recording, Action.CHANGED, by=by, what="details")


def share(recording: Recording, *, by: Viewer) -> None:
    """Ensures that the team it was made in can see the recording; already so is done.

    Raises Conflict while there is no film: nobody shares what they have not chosen yet.
    """
    require(policy.may_share(by, recording))
    _require_going_on(recording.team)
    one_at_a_time(recording)  # what is shared is not being trimmed
    _require_film(recording, by)
    row = insert_into(Share).values(recording_id=recording.id, team_id=recording.team_id, by_id=by.person_id)
    once = row.on_conflict_do_nothing(index_elements=["recording_id", "team_id"], index_where=Share.ended_at.is_(None))
    db.session.execute(once)
    _look_again(recording)
    noted(recording, Action.SHARED, by=by, what=f"team:{recording.team_id}")


def share_with(recording: Recording, person_id: int, *, by: Viewer) -> None:
    """Ensures that one colleague can see the recording, without the team; already so is done.

    Raises Invalid for who neither learns in the team it was made in nor guides it, and for the maker; Conflict when
    its film is not there, unless it is still to come: a question does not wait for the film (see five-minutes.md).
    """
    require(policy.may_share(by, recording))
    _require_going_on(recording.team)
    if person_id not in {person.id for person in queries.colleagues(recording.team, viewer=by)}:
        raise Invalid(_("Kies een collega die meedoet in je team."), "person")
    one_at_a_time(recording)
    if recording.stage is not Stage.AWAITING:
        _require_film(recording, by)
    row = insert_into(Share).values(recording_id=recording.id, person_id=person_id, by_id=by.person_id)
    once = row.on_conflict_do_nothing(
        index_elements=["recording_id", "person_id"], index_where=Share.ended_at.is_(None)
    )
    db.session.execute(once)
    _look_again(recording)
    noted(recording, Action.SHARED, by=by, what=f"person:{person_id}")


def stop_sharing(recording: Recording, *, by: Viewer) -> None:
    """Ensures that nobody but the maker sees the recording; already so is done."""
    require(policy.may_stop_sharing(by, recording))
    _end_shares(recording, Share.recording_id == recording.id)
    noted(recording, Action.UNSHARED, by=by)


def stop_sharing_with(share: Share, *, by: Viewer) -> None:
    """Ends this share and no other: with one team, or with one person; already so is done."""
    require(policy.may_stop_sharing(by, share.recording))
    _end_shares(share.recording, Share.id == share.id)
    person = f"{'guest' if share.is_with_guest else 'person'}:{share.person_id}"
    whom = person if share.team_id is None else f"team:{share.team_id}"
    noted(share.recording, Action.UNSHARED, by=by, what=whom)


def allow_download(recording: Recording, allowed: bool, *, by: Viewer) -> None:
    """Ensures that who sees the recording can take its film along, or cannot; the maker always can."""
    require(policy.may_edit(by, recording))
    recording.downloadable = allowed
    announce(recording)
    noted(recording, Action.CHANGED, by=by, what="download:on" if allowed else "download:off")


def delete_recording(recording: Recording, *, by: Viewer) -> None:
    """Ends the recording with all that hangs on it, and leaves proof. Its bytes go once this is committed."""
    require(policy.may_delete(by, recording))
    noted(recording, Action.DELETED, by=by)
    remove(recording, Why.DELETED)


def remove(recording: Recording, why: Why) -> Destruction:
    """The same for whatever reason; who was in view and what they agreed to is kept without names. System act."""
    one_at_a_time(recording)
    stop_work_on(recording)
    row = remains.write_down(recording, why, remains.let_go(recording))
    remains.keep_consents(recording, row)
    events.publish(subject_of(recording.id), "recording", {"id": recording.id, "stage": "deleted"})
    db.session.delete(recording)
    db.session.flush()
    return row


def try_again(recording: Recording, *, by: Viewer) -> None:
    """Makes a film of the same bytes once more, after it failed or was stopped; raises Conflict when it was neither."""
    require(policy.may_edit(by, recording))
    stopped = and_(Recording.stage == Stage.READY, Recording.reason == Reason.STOPPED)
    ended = or_(Recording.stage == Stage.FAILED, stopped)
    taken = update(Recording).where(Recording.id == recording.id, ended).values(stage=Stage.PROCESSING, reason="")
    if db.session.scalar(taken.returning(Recording.id)) is None:
        raise Conflict(_("Deze video wordt al verwerkt."))
    if is_at_work(subject_of(recording.id), MAKING):
        raise Conflict(_("Het stoppen is nog bezig. Probeer het zo nog eens."))
    jobs.enqueue(ARRIVE, subject_of(recording.id), queue=Queue.SHORT)
    announce(recording)


def choose_storage(team: Team, *, keep_originals: bool, quota: int | None, by: Viewer) -> None:
    """Ensures that the team's organisation keeps its bytes so; `quota` in bytes. What is kept already stays."""
    require(offices.may_manage_storage(by, team))
    chosen = {"keep_originals": keep_originals, "quota": quota}
    row = insert_into(StorageChoice).values(organisation_id=team.organisation_id, **chosen)
    db.session.execute(row.on_conflict_do_update(index_elements=["organisation_id"], set_=chosen))


def stop_work_on(recording: Recording) -> None:
    """Ends every job on the recording that waits or runs. System act."""
    for job_id in db.session.scalars(select(Job.id).where(Job.subject == subject_of(recording.id), OPEN)).all():
        jobs.cancel(job_id)


def forget(keys: Iterable[str]) -> None:
    """Has these files removed once the transaction is committed, and never when it is rolled back. System act."""
    for key in keys:
        jobs.enqueue(FORGET, f"file:{key}", queue=Queue.SHORT)


def keep(
    recording_id: int,
    kind: RenditionKind,
    *,
    key: str,
    media_type: str,
    size: int,
    pixels: tuple[int, int] | None = None,
    name: str | None = None,
) -> None:
    """Ensures that this file is the recording's only one of its name (its kind's, if none is given). System act.

    The one before it goes. `size` in bytes; `pixels` are width and height. Raises Missing when the recording is gone
    or destroyed.
    """
    recording = db.session.get(Recording, recording_id)
    if recording is None:
        raise Missing
    one_at_a_time(recording)
    if recording.destroyed_at is not None:
        raise Missing
    name = name or kind.value
    before = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.name == name)
    old = db.session.scalar(before)
    if old is not None and old.key == key:
        return
    if old is not None:
        forget([old.key])
        db.session.delete(old)
        db.session.flush()
    width, height = pixels or (None, None)
    new = Rendition(recording_id=recording_id, kind=kind, name=name, key=key, media_type=media_type, size=size)
    new.width, new.height = width, height
    db.session.add(new)
    db.session.flush()


def announce(recording: Recording) -> None:
    """Tells who has the recording open that it changed: how many pictures a second it has, and whether it may be shown
    to anybody. System act.
    """
    data = {"id": recording.id, "stage": recording.stage.value, "frame_rate": recording.frame_rate}
    data["there"] = policy.is_there(recording)
    events.publish(subject_of(recording.id), "recording", data)


def subject_of(recording_id: int) -> str:
    """The name of a recording for jobs and events: `recording:7`."""
    return f"recording:{recording_id}"


def _write(recording: Recording, details: Details) -> None:
    recording.title = tidy(details.title)
    recording.situation = details.situation
    recording.learning_question = tidy(details.learning_question)
    recording.filmed_on = details.filmed_on


def _require_film(recording: Recording, by: Viewer) -> None:
    if not queries.has_film(recording, viewer=by):
        raise Conflict(_("Er is nog geen video om te delen. Breng hem eerst in."))


def _end_shares(recording: Recording, which: ColumnElement[bool]) -> None:
    ended = update(Share).where(which, Share.ended_at.is_(None)).values(ended_at=clock.now())
    db.session.execute(ended)
    _look_again(recording)


def _look_again(recording: Recording) -> None:
    db.session.expire(recording, ["open_shares"])
    announce(recording)
