"""All moments of a recording in one reading: what timeline, filters and list need to know of each. A room of queries.

Rows of figures, never objects: ten thousand moments cost a page tenths of a second. The words, the drawing and the talk
of a moment are read only for those that are shown. Why: docs/decisions/studio.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback import policy
from wpl_platform.feedback.models import (
    Annotation,
    AnnotationKind,
    AnnotationLabel,
    Drawing,
    Reply,
    Resolution,
    Response,
    ResponseKind,
    SeeFirst,
    Visibility,
)
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

BEGINNING = 80
"""Characters of the text that an outline holds."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One moment in figures; times in ms."""

    id: int
    kind: AnnotationKind
    author_id: int | None
    start: int
    end: int | None
    text: str
    version: int
    private: bool
    labels: tuple[str, ...]
    replies: int
    response: ResponseKind | None
    drawn: bool
    resolved: bool

    @property
    def unanswered(self) -> bool:
        """Nobody said a word below it, nor did the maker answer it, nor was it done with."""
        return not (self.replies or self.response or self.resolved)

    @property
    def row(self) -> tuple[Any, ...]:
        """The same for a script, in the order of FIELDS; flags are 0 or 1, an erased author is 0."""
        return (
            self.id,
            self.kind,
            self.author_id or 0,
            self.start,
            self.end,
            self.text,
            self.version,
            self.labels,
            self.replies,
            self.response or "",
            int(self.private),
            int(self.drawn),
            int(self.resolved),
        )


FIELDS = (
    "id",
    "kind",
    "author_id",
    "start",
    "end",
    "text",
    "version",
    "labels",
    "replies",
    "response",
    "private",
    "drawn",
    "resolved",
)
"""What a row of an outline holds."""


@dataclass(frozen=True)
class Wanted:
    """Which moments somebody wants to see; empty means all."""

    kind: AnnotationKind | None = None
    person: int | None = None
    label: str = ""
    unanswered: bool = False
    mine: bool = False
    words: str = ""


def outline_of(recording: Recording, *, viewer: Viewer) -> list[Outline]:
    """Every moment that the viewer sees, in the order of time; five queries however many there are."""
    on_it = Annotation.recording_id == recording.id
    asked = (
        select(
            Annotation.id,
            Annotation.kind,
            Annotation.author_id,
            Annotation.start_ms,
            Annotation.end_ms,
            func.substr(Annotation.text, 1, BEGINNING),
            Annotation.version,
            Annotation.visibility,
        )
        .join(Annotation.recording)
        .where(on_it, policy.seen_by(viewer))
        .order_by(Annotation.start_ms, Annotation.id)
    )
    below = select(Reply.annotation_id, func.count()).join(Annotation, Annotation.id == Reply.annotation_id)
    replies = _pairs(db.session.execute(below.where(on_it, Reply.removed_at.is_(None)).group_by(Reply.annotation_id)))
    answered = select(Response.annotation_id, Response.kind).join(Annotation, Annotation.id == Response.annotation_id)
    responses = _pairs(db.session.execute(answered.where(on_it, Response.ended_at.is_(None))))
    drawn = set(db.session.scalars(select(Drawing.annotation_id).join(Annotation).where(on_it)))
    done = select(Resolution.annotation_id).join(Annotation, Annotation.id == Resolution.annotation_id)
    resolved = set(db.session.scalars(done.where(on_it, Resolution.ended_at.is_(None))))
    labels = _labels_on(recording)
    return [
        Outline(
            found_id,
            kind,
            author_id,
            start,
            end,
            text,
            version,
            visibility is Visibility.PRIVATE,
            tuple(labels.get(found_id, ())),
            replies.get(found_id, 0),
            responses.get(found_id),
            found_id in drawn,
            found_id in resolved,
        )
        for found_id, kind, author_id, start, end, text, version, visibility in db.session.execute(asked)
    ]


def authors_of(outlines: Iterable[Outline]) -> dict[int, Person]:
    """Everybody who marked one of these, by id; one query."""
    ids = {each.author_id for each in outlines if each.author_id is not None}
    return {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def chosen(
    outlines: Sequence[Outline], wanted: Wanted, recording: Recording, *, viewer: Viewer, by_kind: bool
) -> list[Outline]:
    """Those that are wanted, by time, or by kind and then by time. `words` look at the whole text, in one query."""
    holding = _holding(recording, wanted.words) if wanted.words else None
    found = [
        each
        for each in outlines
        if (wanted.kind is None or each.kind is wanted.kind)
        and (wanted.person is None or each.author_id == wanted.person)
        and (not wanted.label or wanted.label in each.labels)
        and (not wanted.unanswered or each.unanswered)
        and (not wanted.mine or viewer.is_person(each.author_id))
        and (holding is None or each.id in holding)
    ]
    places = {kind: place for place, kind in enumerate(AnnotationKind)}
    return sorted(found, key=lambda each: places[each.kind]) if by_kind else found


def read_by_kind(recording: Recording) -> bool:
    """Whether the maker asks to see by kind first. For a caller that may see the recording."""
    return db.session.get(SeeFirst, recording.id) is not None


def _holding(recording: Recording, words: str) -> set[int]:
    """The moments in whose words, or the words below them, this stands, in capitals or not."""
    here = select(Reply.annotation_id).join(Annotation).where(Annotation.recording_id == recording.id)
    below = here.where(Reply.removed_at.is_(None), Reply.text.icontains(words, autoescape=True))
    said = Annotation.text.icontains(words, autoescape=True) | Annotation.id.in_(below)
    return set(db.session.scalars(select(Annotation.id).where(Annotation.recording_id == recording.id, said)))


def _labels_on(recording: Recording) -> dict[int, list[str]]:
    asked = (
        select(AnnotationLabel.annotation_id, AnnotationLabel.name)
        .join(Annotation, Annotation.id == AnnotationLabel.annotation_id)
        .where(Annotation.recording_id == recording.id)
        .order_by(AnnotationLabel.id)
    )
    found: dict[int, list[str]] = {}
    for annotation_id, name in db.session.execute(asked):
        found.setdefault(annotation_id, []).append(name)
    return found


def _pairs(rows: Iterable[Any]) -> dict[int, Any]:
    return {key: value for key, value in rows}  # noqa: C416 — rows into a dict
