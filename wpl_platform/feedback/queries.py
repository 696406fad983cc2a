"""The moments of a recording with the talk below them, for somebody who may see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, require
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import density, policy
from wpl_platform.feedback.models import (
    Annotation,
    AnnotationLabel,
    Drawing,
    Reply,
    Resolution,
    Response,
    Revision,
    Visibility,
)
from wpl_platform.feedback.spoken_models import Spoken
from wpl_platform.feedback.still_models import Still
from wpl_platform.media import policy as media
from wpl_platform.media import queries as media_queries
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

Part = TypeVar("Part", Spoken, Still)

GRID_BUCKETS, GRID_WIDTH, GRID_HEIGHT = 48, 240, 20


HANGING = {
    "replied": exists().where(Reply.annotation_id == Annotation.id, Reply.removed_at.is_(None)),
    "responded": exists().where(Response.annotation_id == Annotation.id, Response.ended_at.is_(None)),
    "labelled": exists().where(AnnotationLabel.annotation_id == Annotation.id),
    "drawn": exists().where(Drawing.annotation_id == Annotation.id),
    "done": exists().where(Resolution.annotation_id == Annotation.id, Resolution.ended_at.is_(None)),
    "spoken": exists().where(Spoken.annotation_id == Annotation.id),
    "still": exists().where(Still.annotation_id == Annotation.id),
}
"""What can hang on a moment; most have little of it."""
THERE = select(Annotation.id, *(there.label(name) for name, there in HANGING.items())).where(
    Annotation.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True)
class Moment:
    """An annotation with what hangs below it, as a page shows it."""

    annotation: Annotation
    replies: Sequence[Reply]
    response: Response | None
    labels: Sequence[AnnotationLabel]
    drawn: bool
    resolved: bool
    spoken: Spoken | None = None
    still: Still | None = None


@dataclass(frozen=True)
class Density:
    """How many moments a recording has, and the line that shows where (240 × 20 units)."""

    count: int
    path: str


def annotations_on(recording: Recording, *, viewer: Viewer) -> Sequence[Annotation]:
    """The moments of a recording in the order of time; none when the viewer may not see it."""
    asked = _on(recording, viewer).order_by(Annotation.start_ms, Annotation.id)
    return db.session.scalars(asked).all()


def said_on(recording: Recording, *, viewer: Viewer) -> Sequence[Annotation]:
    """As `annotations_on`, without private notes: the same for everybody who sees the recording."""
    asked = _on(recording, viewer).where(policy.is_said()).order_by(Annotation.start_ms, Annotation.id)
    return db.session.scalars(asked).all()


def these(recording: Recording, ids: Sequence[int], *, viewer: Viewer) -> list[Annotation]:
    """Those of these moments that the viewer sees, in the order in which they are asked for."""
    found = {each.id: each for each in db.session.scalars(_on(recording, viewer).where(Annotation.id.in_(ids)))}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def annotation(annotation_id: int, *, viewer: Viewer) -> Annotation:
    """The moment; raises Missing when it is not there for the viewer."""
    found = _annotation(annotation_id)
    if not policy.may_see(viewer, found):
        raise Missing
    return found


def own_annotation(annotation_id: int, *, viewer: Viewer) -> Annotation:
    """A moment to change; raises Missing when the viewer does not see it, Refused when it is somebody else's."""
    found = annotation(annotation_id, viewer=viewer)
    require(policy.may_edit(viewer, found))
    return found


def removed_annotation(annotation_id: int, *, viewer: Viewer) -> Annotation:
    """A moment to bring back; raises Missing when the viewer neither sees it nor removed it."""
    found = _annotation(annotation_id)
    if not (policy.may_see(viewer, found) or policy.may_restore(viewer, found)):
        raise Missing
    return found


def reply(reply_id: int, *, viewer: Viewer) -> tuple[Annotation, Reply]:
    """A reply, removed or not, with the moment it stands below; raises Missing when the viewer does not see it."""
    found = db.session.get(Reply, reply_id, options=[joinedload(Reply.author)])
    if found is None:
        raise Missing
    return annotation(found.annotation_id, viewer=viewer), found


def moments_of(annotations: Sequence[Annotation]) -> list[Moment]:
    """The same annotations with all that hangs on them: asked what there is, then for that, however many there are."""
    there = _what_hangs_on([found.id for found in annotations])
    replies, responses = _replies_below(there["replied"]), _responses_to(there["responded"])
    labels = _labels_on(there["labelled"])
    spoken, stills = _parts(Spoken, there["spoken"]), _parts(Still, there["still"])
    return [
        Moment(
            found,
            replies.get(found.id, []),
            responses.get(found.id),
            labels.get(found.id, []),
            found.id in there["drawn"],
            found.id in there["done"],
            spoken.get(found.id),
            stills.get(found.id),
        )
        for found in annotations
    ]


def others_who_see(recording: Recording, *, viewer: Viewer) -> list[Person]:
    """Who sees the recording now besides the viewer, by name; nobody for who does not see it."""
    if not media.may_see(viewer, recording):
        return []
    sees = media_queries.reaches(Person.id) | (Person.id == recording.maker_id)
    asked = select(Person).join(Recording, Recording.id == recording.id).where(sees, Person.id != viewer.person_id)
    return list(db.session.scalars(asked.order_by(Person.name, Person.id)))


def drawing_at(annotation_id: int, *, viewer: Viewer) -> Sequence[dict[str, Any]]:
    """The shapes drawn at a moment, none when nothing was; raises Missing when it is not there for the viewer."""
    found = db.session.get(Drawing, annotation(annotation_id, viewer=viewer).id)
    return found.shapes if found else []


def revisions_of(annotation: Annotation, *, viewer: Viewer) -> Sequence[Revision]:
    """What the moment was before, the latest first; nothing for who does not see it, nor what was private then."""
    if not policy.may_see(viewer, annotation):
        return []
    asked = select(Revision).where(Revision.annotation_id == annotation.id).order_by(Revision.version.desc())
    if not policy.may_edit(viewer, annotation):
        asked = asked.where(Revision.visibility == Visibility.SHARED)
    return db.session.scalars(asked).all()


def densities_of(recording_ids: Collection[int]) -> dict[int, Density]:
    """Count and line of each recording that has moments, in one query. For a caller that may see them."""
    asked = (
        select(Annotation.recording_id, Annotation.start_ms, Annotation.end_ms, Recording.duration_ms)
        .join(Annotation.recording)
        .where(Annotation.recording_id.in_(recording_ids), policy.is_said())
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    durations: dict[int, int] = {}
    for recording_id, start, end, duration in db.session.execute(asked):
        spans[recording_id].append(Span(start, end))
        durations[recording_id] = duration or 0
    return {found: Density(len(marked), line_of(marked, durations[found])) for found, marked in spans.items()}


def line_of(spans: Sequence[Span], duration_ms: int) -> str:
    """The density of one recording as the path that the `density` macro draws."""
    return density.path(density.curve(spans, duration_ms, GRID_BUCKETS), GRID_WIDTH, GRID_HEIGHT)


def _on(recording: Recording, viewer: Viewer) -> Select[Annotation]:
    return (
        select(Annotation)
        .join(Annotation.recording)
        .where(Annotation.recording_id == recording.id, policy.seen_by(viewer))
        .options(joinedload(Annotation.author))
    )


def _annotation(annotation_id: int) -> Annotation:
    wanted = [joinedload(Annotation.author), joinedload(Annotation.recording)]
    found = db.session.get(Annotation, annotation_id, options=wanted)
    if found is None:
        raise Missing
    return found


def _what_hangs_on(ids: Collection[int]) -> dict[str, set[int]]:
    """By what hangs on a moment: those on which something of that is."""
    rows = db.session.execute(THERE, {"ids": list(ids)}).all() if ids else []
    return {name: {row.id for row in rows if getattr(row, name)} for name in HANGING}


def _parts(table: type[Part], annotation_ids: Collection[int]) -> dict[int, Part]:
    asked = select(table).where(table.annotation_id.in_(annotation_ids))
    return {found.annotation_id: found for found in db.session.scalars(asked)} if annotation_ids else {}


def _replies_below(annotation_ids: Collection[int]) -> dict[int, list[Reply]]:
    if not annotation_ids:
        return {}
    asked = (
        select(Reply)
        .where(Reply.annotation_id.in_(annotation_ids), Reply.removed_at.is_(None))
        .options(joinedload(Reply.author))
        .order_by(Reply.created_at, Reply.id)
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    for said in db.session.scalars(asked):
        found[said.annotation_id].append(said)
    return found


def _responses_to(annotation_ids: Collection[int]) -> dict[int, Response]:
    asked = select(Response).where(Response.annotation_id.in_(annotation_ids), Response.ended_at.is_(None))
    return {found.annotation_id: found for found in db.session.scalars(asked)} if annotation_ids else {}


def _labels_on(annotation_ids: Collection[int]) -> dict[int, list[AnnotationLabel]]:
    if not annotation_ids:
        return {}
    asked = select(AnnotationLabel).where(AnnotationLabel.annotation_id.in_(annotation_ids))
    found: dict[int, list[AnnotationLabel]] = defaultdict(list)
    for label in db.session.scalars(asked.order_by(AnnotationLabel.id)):
        found[label.annotation_id].append(label)
    return found
