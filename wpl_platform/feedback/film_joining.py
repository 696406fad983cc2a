"""What was marked while a film was made becomes moments of it, by who marked them. System acts.

Each becomes one moment, whatever is tried again: its row says since when, and the moment has the key of the mark.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.text import html_of
from wpl_platform.feedback import film_saying, times
from wpl_platform.feedback.film_clock import Press, Tick, place
from wpl_platform.feedback.filming_models import Beat, BeatKind, Filming, LiveMark
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.telling import tell
from wpl_platform.media import trimming
from wpl_platform.media.models import Recording

_WAITS = (LiveMark.joined_at.is_(None), LiveMark.removed_at.is_(None))


def arrived(recording_id: int) -> None:
    """A film was measured: what was marked while it was made joins it."""
    _join_all(Filming.recording_id == recording_id)


def join_what_waits() -> None:
    """Ensures that no mark waits for a film that is there: who pressed and who measured may have missed each other."""
    there = select(LiveMark.filming_id).join(Recording, Recording.id == LiveMark.recording_id)
    _join_all(Filming.id.in_(there.where(*_WAITS, Recording.duration_ms.is_not(None))))


def join(filming: Filming) -> None:
    """Ensures that the marks are moments, when the film is there and measured. Who calls this holds the filming."""
    recording = _film_of(filming)
    if recording is None:
        return
    ticks = ticks_of(filming)
    wanted = select(LiveMark).where(LiveMark.filming_id == filming.id, *_WAITS)
    for mark in db.session.scalars(wanted.order_by(LiveMark.at, LiveMark.id)).all():
        _join(mark, recording, ticks)


def join_one(filming: Filming, mark: LiveMark, was: film_saying.Said | None) -> None:
    """As `join`, for a mark of which its author says something, for the first time or after `was`."""
    recording = _film_of(filming)
    if recording is None:
        return
    if mark.joined_at is None and mark.removed_at is None:
        _join(mark, recording, ticks_of(filming))
    elif mark.annotation is not None and was is not None:
        film_saying.say_anew(mark, mark.annotation, was)


def ticks_of(filming: Filming) -> list[Tick]:
    """How the film went on. Of a recorder that told nothing it began with its recording, and never paused."""
    beats = db.session.scalars(select(Beat).where(Beat.filming_id == filming.id).order_by(Beat.number)).all()
    if not beats and filming.recording is not None:
        return [Tick(BeatKind.BEGIN, filming.recording.created_at, 0)]
    return [Tick(beat.kind, beat.at, beat.film_ms) for beat in beats]


def press_of(mark: LiveMark) -> Press:
    """When and how it was pressed."""
    return Press(mark.at, mark.held_ms, mark.lead_ms)


def _join_all(which: ColumnElement[bool]) -> None:
    for filming in db.session.scalars(select(Filming).where(which).order_by(Filming.id)).all():
        one_at_a_time(filming)
        join(filming)


def _join(mark: LiveMark, recording: Recording, ticks: Sequence[Tick]) -> None:
    part = trimming.shown(recording)
    length = recording.duration_ms if part == trimming.WHOLE else None
    filmed = place(ticks, press_of(mark), length)
    made = Annotation(recording_id=recording.id, author_id=mark.author_id, key=mark.key, kind=mark.kind)
    made.start_ms, made.end_ms = filmed.start, filmed.end
    made.text, made.html = mark.text, html_of(mark.text) if mark.text else ""
    mark.joined_at = clock.now()
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # its author has a moment under that key already
        return
    mark.annotation_id = made.id
    if part != trimming.WHOLE:
        times.place(made, None, filmed, part)
    film_saying.put_labels(made, mark, recording)
    tell(made, "added")


def _film_of(filming: Filming) -> Recording | None:
    """The film, once it is measured; read anew, as another may have measured it since this began."""
    recording = filming.recording
    if recording is None:
        return None
    db.session.refresh(recording, ["duration_ms"])
    return recording if recording.duration_ms is not None else None
