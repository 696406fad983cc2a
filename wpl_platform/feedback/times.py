"""How moments follow a film that is trimmed: they keep their place in what was filmed, not in the file.

A moment of which nothing is left counts as removed, and one of which a piece is left is shown as that piece; where they
were is kept beside them (BeforeTrim) and comes back with the rest of the film.
"""

from sqlalchemy import delete, select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import speaking, stills
from wpl_platform.feedback.models import Annotation, BeforeTrim
from wpl_platform.media.following import Follower
from wpl_platform.media.trim import Part, kept


def spans(recording_id: int) -> list[Span]:
    """Where the moments are on the film as it is shown: all of them, for none may be destroyed unsaid."""
    asked = select(Annotation.start_ms, Annotation.end_ms).where(
        Annotation.recording_id == recording_id, Annotation.removed_at.is_(None)
    )
    return [Span(start, end) for start, end in db.session.execute(asked.order_by(Annotation.start_ms))]


def move(recording_id: int, was: Part, now: Part) -> None:
    """Gives every moment its place in another part of what was filmed."""
    asked = select(Annotation).where(Annotation.recording_id == recording_id)
    rows = select(BeforeTrim).join(Annotation).where(Annotation.recording_id == recording_id)
    before = {row.annotation_id: row for row in db.session.scalars(rows)}
    for moment in db.session.scalars(asked).all():
        row = before.get(moment.id)
        place(moment, row, _filmed(moment, row, was), now)
    db.session.flush()
    stills.move(recording_id, was, now)


def settle(recording_id: int) -> None:
    """The moments outside the film go for good, and pieces of moments are all there is."""
    on_it = BeforeTrim.annotation_id.in_(select(Annotation.id).where(Annotation.recording_id == recording_id))
    gone = select(BeforeTrim.annotation_id).where(on_it, BeforeTrim.outside)
    outside = db.session.scalars(gone).all()
    speaking.drop(speaking.with_moments(outside))
    stills.drop(stills.with_moments(outside))
    db.session.execute(delete(Annotation).where(Annotation.id.in_(gone)))
    db.session.execute(delete(BeforeTrim).where(on_it))


def _filmed(moment: Annotation, row: BeforeTrim | None, was: Part) -> Span:
    """Where a moment is in what was filmed. What its author changed since the film was trimmed holds."""
    if row is not None:
        kept_place = Span(row.start_ms, row.end_ms)
        if row.outside or kept(kept_place, was) == moment.span:
            return kept_place
    return Span(moment.start_ms + was.start, None if moment.end_ms is None else moment.end_ms + was.start)


def place(moment: Annotation, row: BeforeTrim | None, filmed: Span, now: Part) -> None:
    """Puts a moment where it is seen in a part of what was filmed; `row` is what was kept of its place before."""
    shown = kept(filmed, now)
    removed_at = row.removed_at if row is not None and row.outside else moment.removed_at
    if shown is None:
        moment.removed_at = removed_at or clock.now()
    else:
        moment.removed_at = removed_at
        moment.start_ms, moment.end_ms = shown.start, shown.end
    if shown is not None and shown.last - shown.start == filmed.last - filmed.start:
        if row is not None:
            db.session.delete(row)
        return
    row = row or BeforeTrim(annotation_id=moment.id)
    row.start_ms, row.end_ms = filmed.start, filmed.end
    row.outside, row.removed_at = shown is None, removed_at
    db.session.add(row)


def destroyed(recording_id: int) -> None:
    """Every picture and sound that was kept with a moment goes; what was written stays."""
    on_it = db.session.scalars(select(Annotation.id).where(Annotation.recording_id == recording_id)).all()
    speaking.drop(speaking.with_moments(on_it))
    stills.drop(stills.with_moments(on_it))


FOLLOWS = Follower(spans, move, settle, stills.filmed, stills.replaced, destroyed)
