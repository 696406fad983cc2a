"""The picture of the film that is kept with a moment: asked, taken by a job, and gone as soon as it may not be seen.

It is what stands on the screen where the moment begins, so it is taken anew when the moment begins elsewhere and when
another film was made. Why, and of what it is taken: docs/decisions/stills.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, select

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, require
from wpl_platform.feedback import policy, queries
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.feedback.telling import tell
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions as media
from wpl_platform.media import policy as watching
from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.trim import Part
from wpl_platform.teams.viewer import Viewer

TAKE = "feedback.still"
JPEG = "image/jpeg"
_PLAYS = (Rendition.media_type == "video/mp4", Rendition.kind.in_((RenditionKind.HLS, RenditionKind.DIRECT)))


@dataclass(frozen=True)
class Wanted:
    """What a job is to take: the picture at `at_ms` of the film under `source`, of so many px.

    `made_here`: it is a rendition, and begins with its first picture.
    """

    at_ms: int
    source: str
    made_here: bool
    width: int
    height: int


def attach(annotation: Annotation, wanted: bool, *, by: Viewer) -> None:
    """Ensures that the picture where one's own moment begins is with it or on its way; or that there is none."""
    require(policy.may_edit(by, annotation))
    if not wanted:
        drop(with_moments([annotation.id]))
        return
    found = _of(annotation)
    if found is None:
        db.session.add(Still(annotation_id=annotation.id, at_ms=annotation.start_ms))
        db.session.flush()
    follow(annotation)


def take(annotation: Annotation, *, by: Viewer) -> None:
    """As `attach`, for a moment that stands: also once more after it failed."""
    require(policy.may_edit(by, annotation))
    one_at_a_time(annotation)
    attach(annotation, True, by=by)
    tell(annotation, "still")


def take_away(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that there is no picture with one's own moment; its bytes are destroyed. `take` brings it back."""
    require(policy.may_edit(by, annotation))
    attach(annotation, False, by=by)
    tell(annotation, "still")


def has_one(annotation: Annotation) -> bool:
    """Whether a picture is with the moment, or on its way. System act."""
    return _of(annotation) is not None


def follow(annotation: Annotation) -> None:
    """Ensures that the picture with a moment, if it has one, is that of where it begins now. System act."""
    found = _mine(annotation)
    if found is not None and (found.key is None or found.at_ms != annotation.start_ms):
        _let_go(found, annotation.start_ms)
        _ask(found)


def let_go(annotation: Annotation) -> None:
    """Destroys the picture with a moment that nobody may see now; `follow` has it taken again. System act."""
    found = _mine(annotation)
    if found is not None:
        _let_go(found, annotation.start_ms)


def move(recording_id: int, was: Part, now: Part) -> None:
    """The pictures follow moments to another part of the film: what is outside that part is destroyed. System act."""
    for still in db.session.scalars(_held(_on(Annotation.recording_id == recording_id))).all():
        at_ms, moment = still.at_ms + was.start - now.start, still.annotation
        stays = moment.removed_at is None and at_ms == moment.start_ms and at_ms < now.length
        if stays:
            still.at_ms = at_ms
        else:
            _let_go(still, moment.start_ms)
    db.session.flush()


def replaced(recording_id: int) -> None:
    """Destroys the pictures of a film that another comes in the place of; they wait for that one. System act."""
    for still in db.session.scalars(_held(_on(Annotation.recording_id == recording_id))).all():
        _let_go(still, still.annotation.start_ms)
        tell(still.annotation, "still")


def filmed(recording_id: int) -> None:
    """Takes all pictures with the moments of a film anew: it was made, perhaps better than it was. System act."""
    stands = Annotation.removed_at.is_(None)
    for still in db.session.scalars(_on(Annotation.recording_id == recording_id, stands)):
        _ask(still)


def take_what_waits() -> None:
    """Asks once more for what could be there and is not; what waits for a film comes with it. System act."""
    filmed_by_now = select(Rendition.id).where(Rendition.recording_id == Annotation.recording_id, *_PLAYS).exists()
    waits = (Still.stage == StillStage.TAKING, Annotation.removed_at.is_(None), filmed_by_now)
    for still in db.session.scalars(_on(*waits)):
        _ask(still)


def wanted(still_id: int) -> Wanted | None:
    """What is to be taken; None when nobody asks for it any more, or there is no film yet. System act."""
    still = db.session.get(Still, still_id)
    if still is None or still.annotation.removed_at is not None:
        return None
    recording = still.annotation.recording
    source = _source(recording.id)
    if source is None:
        return None
    width, height = source.width or recording.width, source.height or recording.height
    made_here = source.kind is RenditionKind.HLS
    return Wanted(still.at_ms, source.key, made_here, width, height) if width and height else None


def conclude(still_id: int, asked: Wanted, key: str, size: int, pixels: tuple[int, int]) -> bool:
    """Whether what was taken is still what is asked; then it is the picture now. `pixels` are width and height.

    The moment is locked before its picture, as by who changes it: so what was removed meanwhile is seen. System act.
    """
    still = db.session.get(Still, still_id)
    if still is None:
        return False
    one_at_a_time(still.annotation)
    still = db.session.scalar(_held(select(Still).where(Still.id == still_id)))
    if still is None or wanted(still_id) != asked:
        return False
    _let_go(still, asked.at_ms)
    still.stage, still.key, still.size = StillStage.READY, key, size
    still.width, still.height = pixels
    tell(still.annotation, "still")
    return True


def fail(still_id: int) -> None:
    """Says that it could not be taken, unless there is one. System act."""
    still = db.session.get(Still, still_id)
    if still is not None and still.key is None:
        still.stage = StillStage.FAILED
        tell(still.annotation, "still")


def file_of(annotation_id: int, *, viewer: Viewer) -> Rendition:
    """The picture with a moment, as the door of bytes knows it; raises Missing for who does not see the moment, or the
    film it stands on, and when it is not there.
    """
    annotation = queries.annotation(annotation_id, viewer=viewer)
    found = _of(annotation)
    if found is None or found.key is None or not watching.may_watch(viewer, annotation.recording):
        raise Missing
    kept = {"key": found.key, "size": found.size, "media_type": JPEG}
    return Rendition(recording_id=annotation.recording_id, kind=RenditionKind.POSTER, name=f"still-{found.id}", **kept)


def lost(keys: Iterable[str]) -> None:
    """Has pictures taken again of which the bytes are gone. System act."""
    for still in db.session.scalars(_on(Still.key.in_(list(keys)))).all():
        still.stage, still.key, still.size = StillStage.TAKING, None, 0
        _ask(still)


def drop(which: Select[Still]) -> None:
    """Ensures that these pictures are no longer there: the rows now, the bytes once this is committed. System act."""
    found = db.session.scalars(_held(which)).all()
    media.forget([each.key for each in found if each.key is not None])
    gone = delete(Still).where(Still.id.in_([each.id for each in found]))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


def with_moments(ids: Iterable[int]) -> Select[Still]:
    """The pictures that belong to these moments."""
    return select(Still).where(Still.annotation_id.in_(list(ids)))


def _ask(still: Still) -> None:
    if still.stage is StillStage.FAILED:
        still.stage = StillStage.TAKING
    jobs.enqueue(TAKE, f"still:{still.id}", queue=Queue.SHORT)


def _let_go(still: Still, at_ms: int) -> None:
    if still.key is not None:
        media.forget([still.key])
    still.at_ms, still.stage, still.key, still.size = at_ms, StillStage.TAKING, None, 0
    still.width = still.height = None


def _of(annotation: Annotation) -> Still | None:
    return db.session.scalar(with_moments([annotation.id]))


def _mine(annotation: Annotation) -> Still | None:
    """As `_of`, from here on held by this transaction: a picture that is being taken waits, and is judged anew."""
    return db.session.scalar(_held(with_moments([annotation.id])))


def _held(which: Select[Still]) -> Select[Still]:
    locked = which.with_for_update(of=Still, key_share=True)
    return locked.order_by(Still.id).execution_options(populate_existing=True)


def _on(*which: ColumnElement[bool]) -> Select[Still]:
    return select(Still).join(Annotation, Annotation.id == Still.annotation_id).where(*which)


def _source(recording_id: int) -> Rendition | None:
    """What plays, in its largest size: its pictures are those that people see, at the same ms. Never the original."""
    found = db.session.scalars(select(Rendition).where(Rendition.recording_id == recording_id, *_PLAYS)).all()
    return max(found, key=lambda each: (each.kind is RenditionKind.HLS, each.width or 0), default=None)
