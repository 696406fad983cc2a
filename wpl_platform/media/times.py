"""How captions follow a film that is trimmed: each line keeps its place in what was filmed.

A line that lies outside the film, wholly or partly, keeps its times, which may lie before 0 or after the end; what is
shown of it is reckoned when it is read (`captions`).
"""

from sqlalchemy import ColumnElement, delete, select, update

from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.media import redacting
from wpl_platform.media.caption_models import CaptionLine, CaptionTrack
from wpl_platform.media.following import Follower
from wpl_platform.media.models import Recording
from wpl_platform.media.trim import Part


def spans(recording_id: int) -> list[Span]:
    """None: a line of what was said is no moment, and is not missed with the film it was said in."""
    return []


def move(recording_id: int, was: Part, now: Part) -> None:
    """Gives every line its place in another part of what was filmed."""
    later = was.start - now.start
    moved = {"start_ms": CaptionLine.start_ms + later, "end_ms": CaptionLine.end_ms + later}
    db.session.execute(update(CaptionLine).where(_on(recording_id)).values(**moved))
    redacting.forget_scan(recording_id)


def settle(recording_id: int) -> None:
    """What was said outside the film goes for good, and pieces of lines are all there is."""
    length = db.session.scalar(select(Recording.duration_ms).where(Recording.id == recording_id)) or 0
    here = _on(recording_id)
    outside = (CaptionLine.end_ms <= 0) | (CaptionLine.start_ms >= length)
    db.session.execute(delete(CaptionLine).where(here, outside))
    db.session.execute(update(CaptionLine).where(here, CaptionLine.start_ms < 0).values(start_ms=0))
    db.session.execute(update(CaptionLine).where(here, CaptionLine.end_ms > length).values(end_ms=length))
    removed = CaptionTrack.removed_at.is_not(None)
    db.session.execute(delete(CaptionTrack).where(CaptionTrack.recording_id == recording_id, removed))


def _on(recording_id: int) -> ColumnElement[bool]:
    return CaptionLine.track_id.in_(select(CaptionTrack.id).where(CaptionTrack.recording_id == recording_id))


FOLLOWS = Follower(spans, move, settle, replaced=redacting.replaced, destroyed=redacting.replaced)
