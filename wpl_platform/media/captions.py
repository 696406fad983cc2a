"""Which captions a recording has, and what stands in them. Another room of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.timecode import Span
from wpl_platform.media import policy
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import PAGE, CaptionLine, CaptionTrack
from wpl_platform.media.models import Recording
from wpl_platform.media.trim import Part, kept
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """A line as it is shown: what of it lies inside the film (ms), with its number."""

    id: int
    line: Line


@dataclass(frozen=True)
class Page:
    """Some of the lines of a track, in the order of time, and how many pages there are."""

    lines: list[Shown]
    number: int
    pages: int
    found: int


def tracks_of(recording: Recording, *, viewer: Viewer) -> Sequence[CaptionTrack]:
    """The captions of a recording, a language each; none for who may not watch it."""
    if not policy.may_watch(viewer, recording):
        return []
    asked = select(CaptionTrack).where(CaptionTrack.recording_id == recording.id, CaptionTrack.removed_at.is_(None))
    return db.session.scalars(asked.order_by(CaptionTrack.language)).all()


def tracks_on(recordings: Iterable[Recording], *, viewer: Viewer) -> dict[int, list[CaptionTrack]]:
    """The same of many recordings, by their number."""
    found: dict[int, list[CaptionTrack]] = {each.id: [] for each in recordings if policy.may_watch(viewer, each)}
    asked = select(CaptionTrack).where(CaptionTrack.recording_id.in_(found), CaptionTrack.removed_at.is_(None))
    for each in db.session.scalars(asked.order_by(CaptionTrack.language)):
        found[each.recording_id].append(each)
    return found


def track(track_id: int, *, viewer: Viewer) -> CaptionTrack:
    """Captions in one language; raises Missing when they do not exist for the viewer."""
    found = _track(track_id, viewer)
    if found.removed_at is not None:
        raise Missing
    return found


def removed_track(track_id: int, *, viewer: Viewer) -> CaptionTrack:
    """The same of captions that were taken away, for who may bring them back; raises Missing otherwise."""
    found = _track(track_id, viewer)
    if not policy.may_caption(viewer, found.recording):
        raise Missing
    return found


def lines_of(track: CaptionTrack, *, viewer: Viewer) -> list[Shown]:
    """All lines that are (partly) inside the film, in the order of time."""
    return _shown(track) if policy.may_watch(viewer, track.recording) else []


def page_of(track: CaptionTrack, number: int, *, viewer: Viewer) -> Page:
    """One page of those lines, the last when there are not as many."""
    lines = lines_of(track, viewer=viewer)
    pages = max(1, -(-len(lines) // PAGE))
    number = min(max(number, 1), pages)
    return Page(lines[(number - 1) * PAGE : number * PAGE], number, pages, len(lines))


def counts_of(tracks: Sequence[CaptionTrack], *, viewer: Viewer) -> dict[int, int]:
    """How many lines are kept of each, in one query."""
    ids = [track.id for track in tracks if policy.may_watch(viewer, track.recording)]
    asked = select(CaptionLine.track_id, func.count().label("lines")).where(CaptionLine.track_id.in_(ids))
    return {row.track_id: row.lines for row in db.session.execute(asked.group_by(CaptionLine.track_id))}


def inside(line: CaptionLine, length_ms: int) -> Line | None:
    """What of a line lies inside a film of this length; None when nothing does."""
    start, end = max(line.start_ms, 0), line.end_ms
    span = kept(Span(start, end), Part(0, length_ms)) if end > start else None
    return None if span is None else Line(span.start, span.last, line.text)


def _track(track_id: int, viewer: Viewer) -> CaptionTrack:
    found = db.session.get(CaptionTrack, track_id, options=[joinedload(CaptionTrack.recording)])
    if found is None or not policy.may_watch(viewer, found.recording):
        raise Missing
    return found


def _shown(track: CaptionTrack) -> list[Shown]:
    length = track.recording.duration_ms or 0
    asked = select(CaptionLine).where(
        CaptionLine.track_id == track.id, CaptionLine.end_ms > 0, CaptionLine.start_ms < length
    )
    rows = db.session.scalars(asked.order_by(CaptionLine.start_ms, CaptionLine.end_ms, CaptionLine.id))
    found = ((row.id, inside(row, length)) for row in rows)
    return [Shown(number, line) for number, line in found if line is not None]
