"""What was marked while a film was made becomes moments of it, by who marked them. System acts.

Each becomes one moment, whatever is tried again: its row says since when, and the moment has the key of the mark.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.text import html_of
from wpl_platform.events import actions as events
from wpl_platform.feedback import times
from wpl_platform.feedback.film_clock import Press, Tick, place
from wpl_platform.feedback.filming_models import Beat, BeatKind, Filming, LiveMark
from wpl_platform.feedback.models import Annotation, AnnotationLabel, BeforeTrim, Label, ViewingGuide
from wpl_platform.media import actions as media
from wpl_platform.media import trimming
from wpl_platform.media.models import Recording


def arrived(recording_id: int) -> None:
    """A film was measured: what was marked while it was made joins it."""
    for filming in db.session.scalars(select(Filming).where(Filming.recording_id == recording_id)):
        join(filming)


def join(filming: Filming, only: LiveMark | None = None, was_removed: datetime | None = None) -> None:
    """Ensures that the marks are moments as they are now, when the film is there and measured.

    Where `only` one is asked, `was_removed` says since when its author had taken it back before.
    """
    recording = filming.recording
    if recording is None or recording.duration_ms is None:
        return
    ticks = ticks_of(filming)
    wanted = [LiveMark.filming_id == filming.id, LiveMark.id == only.id if only else LiveMark.joined_at.is_(None)]
    for mark in db.session.scalars(select(LiveMark).where(*wanted).order_by(LiveMark.at, LiveMark.id)).all():
        if mark.joined_at is None and mark.removed_at is None:
            _join(mark, recording, ticks)
        elif mark.annotation is not None:
            _say_anew(mark, mark.annotation, was_removed)


def ticks_of(filming: Filming) -> list[Tick]:
    """How the film went on. Of a recorder that told nothing it began with its recording, and never paused."""
    beats = db.session.scalars(select(Beat).where(Beat.filming_id == filming.id).order_by(Beat.number)).all()
    if not beats and filming.recording is not None:
        return [Tick(BeatKind.BEGIN, filming.recording.created_at, 0)]
    return [Tick(beat.kind, beat.at, beat.film_ms) for beat in beats]


def press_of(mark: LiveMark) -> Press:
    """When and how it was pressed."""
    return Press(mark.at, mark.held_ms, mark.lead_ms)


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
    _label(made, mark, recording)
    _tell(made, "added")


def _say_anew(mark: LiveMark, moment: Annotation, was_removed: datetime | None) -> None:
    """What its author changed or took back where the film was not seen yet, unless they changed the moment since."""
    if moment.version > 1:
        return
    moment.kind, moment.text = mark.kind, mark.text
    moment.html = html_of(mark.text) if mark.text else ""
    before = db.session.get(BeforeTrim, moment.id)
    if before is not None and before.outside:
        before.removed_at = mark.removed_at
    elif moment.removed_at in (None, was_removed):  # and not taken away in the studio
        moment.removed_at = mark.removed_at
    db.session.execute(delete(AnnotationLabel).where(AnnotationLabel.annotation_id == moment.id))
    _label(moment, mark, moment.recording)
    _tell(moment, "removed" if moment.removed_at else "edited")


def _label(moment: Annotation, mark: LiveMark, recording: Recording) -> None:
    """The labels of the team's guides that were chosen, named as they are now."""
    of_team = (ViewingGuide.team_id == recording.team_id, Label.id.in_(mark.labels))
    asked = select(Label).join(ViewingGuide, ViewingGuide.id == Label.guide_id).where(*of_team)
    named = {label.name: label for label in db.session.scalars(asked.order_by(Label.position))}
    for label in named.values():
        db.session.add(AnnotationLabel(annotation_id=moment.id, label_id=label.id, name=label.name))
    db.session.flush()


def _tell(moment: Annotation, change: str) -> None:
    events.publish(media.subject_of(moment.recording_id), "annotation", {"id": moment.id, "change": change})
