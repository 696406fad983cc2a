"""Feedback that is said or filmed: announced with its moment, brought in by itself, and gone for good when it goes.

Who sees the moment hears it. Why it comes in two steps, and what is served: docs/decisions/spoken.md.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import joinedload

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Missing, require
from wpl_platform.core.text import _
from wpl_platform.feedback import policy, queries
from wpl_platform.feedback.details import Take
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.feedback.telling import tell
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions as media
from wpl_platform.media import quota
from wpl_platform.media.intake import TooLarge
from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import size

PREPARE = "feedback.speak"
MOST_BYTES = {SpokenKind.SOUND: 8_000_000, SpokenKind.FILM: 60_000_000}
MOST_MS = {SpokenKind.SOUND: 180_000, SpokenKind.FILM: 90_000}
MEDIA_TYPES = {SpokenKind.SOUND: "audio/mp4", SpokenKind.FILM: "video/mp4"}


def attach(annotation: Annotation, takes: Sequence[Take], *, by: Viewer) -> None:
    """Ensures that the moment has this recording and no other, or none. Its bytes come later: see `take_in`.

    One that stood with another moment of the same film moves along: that moment was taken back. Raises Conflict when
    it stands on another film.
    """
    require(policy.may_edit(by, annotation))
    wanted = takes[0] if takes else None
    drop(_with(annotation).where(Spoken.take != (wanted.name if wanted else "")))
    if wanted is None or db.session.scalar(_with(annotation)) is not None:
        return
    mine = (Spoken.person_id == by.person_id, Spoken.take == wanted.name)
    found = db.session.scalar(select(Spoken).where(*mine).options(joinedload(Spoken.annotation)))
    if found is None:
        made = {"take": wanted.name, "kind": wanted.kind}
        db.session.add(Spoken(annotation_id=annotation.id, person_id=by.person_id, **made))
    elif found.annotation.recording_id == annotation.recording_id:
        found.annotation_id = annotation.id
    else:
        raise Conflict(_("Deze opname staat al bij een andere video."))
    db.session.flush()


def take_of(take: str, *, viewer: Viewer) -> Spoken:
    """The viewer's own recording under the name that their browser gave it; raises Missing when its moment is gone."""
    mine = (Spoken.person_id == viewer.person_id, Spoken.take == take)
    found = db.session.scalar(select(Spoken).where(*mine))
    if found is None:
        raise Missing
    queries.annotation(found.annotation_id, viewer=viewer)
    return found


def require_welcome(spoken: Spoken, length: int, *, by: Viewer) -> None:
    """Ensures that so many bytes of it may come: raises Invalid for none, TooLarge, and Conflict when it is in."""
    require(policy.may_edit(by, spoken.annotation))
    most = MOST_BYTES[spoken.kind]
    if length > most:
        raise TooLarge(_("Deze opname is te groot. Hooguit %(size)s kan.", size=size(most)))
    if length < 1:
        raise Invalid(_("Deze opname is leeg. Neem hem opnieuw op."))
    if spoken.stage is not SpokenStage.AWAITING:
        raise Conflict(_("Deze opname is al binnen."))


def take_in(spoken: Spoken, key: str, length: int, *, by: Viewer) -> None:
    """Takes bytes that are on disk under the key as the recording, to be made ready. Raises as `require_welcome`, and
    OverQuota.
    """
    one_at_a_time(spoken)
    require_welcome(spoken, length, by=by)
    quota.require_room_for(spoken.annotation.recording.team, length, by=by)
    storage().accept(key)
    spoken.key, spoken.size, spoken.stage = key, length, SpokenStage.PROCESSING
    jobs.enqueue(PREPARE, f"spoken:{spoken.id}", queue=Queue.SHORT)
    tell(spoken.annotation, "spoken")


def try_again(annotation: Annotation, *, by: Viewer) -> None:
    """Has one's own recording made ready once more, after the machine failed; already under way or ready is done."""
    require(policy.may_edit(by, annotation))
    broke_off = (Spoken.annotation_id == annotation.id, Spoken.stage == SpokenStage.FAILED, Spoken.key.is_not(None))
    taken = update(Spoken).where(*broke_off).values(stage=SpokenStage.PROCESSING, reason="").returning(Spoken.id)
    for found in db.session.scalars(taken.execution_options(synchronize_session="fetch")).all():
        jobs.enqueue(PREPARE, f"spoken:{found}", queue=Queue.SHORT)
        tell(annotation, "spoken")


def silence(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that nothing is to be heard with one's own moment: its bytes are destroyed. Nothing brings them back."""
    require(policy.may_edit(by, annotation))
    drop(_with(annotation))
    tell(annotation, "spoken")


def file_of(annotation_id: int, *, viewer: Viewer) -> Rendition:
    """What is to be heard with a moment, as the door of bytes knows it; raises Missing for who does not see the moment,
    and when it is not ready.
    """
    annotation = queries.annotation(annotation_id, viewer=viewer)
    found = db.session.scalar(_with(annotation))
    if found is None or found.stage is not SpokenStage.READY or found.key is None:
        raise Missing
    kept = {"key": found.key, "size": found.size, "media_type": MEDIA_TYPES[found.kind]}
    return Rendition(recording_id=annotation.recording_id, kind=RenditionKind.DIRECT, name=f"spoken-{found.id}", **kept)


def drop(which: Select[Spoken]) -> None:
    """Ensures that these recordings are no longer there: the rows now, the bytes once this is committed. System act."""
    held = which.with_for_update(of=Spoken, key_share=True).execution_options(populate_existing=True)
    found = db.session.scalars(held).all()
    media.forget([each.key for each in found if each.key is not None])
    gone = delete(Spoken).where(Spoken.id.in_([each.id for each in found]))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


def with_moments(ids: Iterable[int]) -> Select[Spoken]:
    """The recordings that belong to these moments."""
    return select(Spoken).where(Spoken.annotation_id.in_(list(ids)))


def _with(annotation: Annotation) -> Select[Spoken]:
    return select(Spoken).where(Spoken.annotation_id == annotation.id)
