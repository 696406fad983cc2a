"""Bringing in captions, changing them, and taking them away: the maker does it. Another room of actions."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import policy
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import LINES_MAX, CaptionLine, CaptionTrack, Language
from wpl_platform.media.captions import inside
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Changed:
    """A line with its number, as it is to be; without text it goes."""

    id: int
    line: Line


def bring(recording: Recording, language: Language, lines: Iterable[Line], *, by: Viewer) -> CaptionTrack:
    """Gives a recording captions in a language. Those that were there in that language make way, and can come back."""
    require(policy.may_caption(by, recording), _only_the_maker())
    one_at_a_time(recording)
    _make_way(recording.id, language)
    track = CaptionTrack(recording_id=recording.id, language=language, by_id=by.person_id)
    db.session.add(track)
    db.session.flush()
    rows = (CaptionLine(track_id=track.id, start_ms=line.start, end_ms=line.end, text=line.text) for line in lines)
    db.session.add_all(rows)
    db.session.flush()
    noted(recording, Action.CHANGED, by=by, what="captions")
    return track


def change(track: CaptionTrack, changes: Iterable[Changed], *, version: int, by: Viewer) -> None:
    """Changes lines of it; raises Conflict when it is not the version any more that was seen while they were typed.

    A line that lies partly outside the film keeps the times that it has there, as long as only its text changes.
    """
    require(policy.may_caption(by, track.recording), _only_the_maker())
    _next_version(track, version)
    wanted = {change.id: change.line for change in changes}
    rows = select(CaptionLine).where(CaptionLine.track_id == track.id, CaptionLine.id.in_(wanted))
    for row in db.session.scalars(rows).all():
        line = wanted[row.id]
        if not line.text:
            db.session.delete(row)
            continue
        before = inside(row, track.recording.duration_ms or 0)
        row.text = line.text
        if before is None or (before.start, before.end) != (line.start, line.end):
            row.start_ms, row.end_ms = line.start, line.end
    db.session.flush()
    noted(track.recording, Action.CHANGED, by=by, what="captions")


def add_line(track: CaptionTrack, line: Line, *, by: Viewer) -> None:
    """One more line; raises Invalid when there are too many."""
    require(policy.may_caption(by, track.recording), _only_the_maker())
    one_at_a_time(track)
    count = db.session.scalar(select(func.count()).where(CaptionLine.track_id == track.id)) or 0
    if count >= LINES_MAX:
        raise Invalid(_("Er staan al heel veel regels in deze ondertiteling. Er kan er geen meer bij."), "text")
    db.session.add(CaptionLine(track_id=track.id, start_ms=line.start, end_ms=line.end, text=line.text))
    track.version += 1
    db.session.flush()
    noted(track.recording, Action.CHANGED, by=by, what="captions")


def remove(track: CaptionTrack, *, by: Viewer) -> None:
    """Nobody sees it any more; already so is done."""
    require(policy.may_caption(by, track.recording), _only_the_maker())
    track.removed_at = track.removed_at or clock.now()
    db.session.flush()
    noted(track.recording, Action.CHANGED, by=by, what="captions")


def restore(track: CaptionTrack, *, by: Viewer) -> None:
    """Brings it back, in place of what came in the same language since."""
    require(policy.may_caption(by, track.recording), _only_the_maker())
    if track.removed_at is None:
        return
    one_at_a_time(track.recording)
    _make_way(track.recording_id, track.language)
    track.removed_at = None
    db.session.flush()
    noted(track.recording, Action.CHANGED, by=by, what="captions")


def _make_way(recording_id: int, language: Language) -> None:
    standing = (CaptionTrack.recording_id == recording_id, CaptionTrack.language == language)
    there = CaptionTrack.removed_at.is_(None)
    db.session.execute(update(CaptionTrack).where(*standing, there).values(removed_at=clock.now()))


def _next_version(track: CaptionTrack, version: int) -> None:
    """The database decides who was first."""
    asked = update(CaptionTrack).where(CaptionTrack.id == track.id, CaptionTrack.version == version)
    if db.session.scalar(asked.values(version=version + 1).returning(CaptionTrack.id)) is None:
        raise Conflict(_("Deze ondertiteling is intussen veranderd. Wat je typte staat er nog; bewaar het nog eens."))
    db.session.refresh(track)


def _only_the_maker() -> str:
    return _("Alleen de maker maakt en verandert de ondertiteling.")
