"""What its author says of a mark once it stands on the film: it changes the moment as they would in the studio.

What the moment was is kept beside it, and what they said in the studio since is not written over. System acts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import delete, select

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.text import html_of
from wpl_platform.feedback import revising, stills
from wpl_platform.feedback.filming_models import LiveMark
from wpl_platform.feedback.models import (
    Annotation,
    AnnotationKind,
    AnnotationLabel,
    BeforeTrim,
    Label,
    ViewingGuide,
)
from wpl_platform.feedback.telling import tell
from wpl_platform.media.models import Recording


@dataclass(frozen=True)
class Said:
    """What its author had said of a mark before they said something else."""

    kind: AnnotationKind
    text: str
    labels: tuple[int, ...]
    removed_at: datetime | None

    @classmethod
    def of(cls, mark: LiveMark) -> Self:
        """As it is now."""
        return cls(mark.kind, mark.text, tuple(mark.labels), mark.removed_at)

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.removed_at is None


def say_anew(mark: LiveMark, moment: Annotation, was: Said) -> None:
    """What its author says where the film was not seen yet, unless they said something else in the studio since."""
    one_at_a_time(moment)
    now = Said.of(mark)
    if was.stands is not now.stands:
        _turn(mark, moment, was)
    said_before = (moment.kind, moment.text) == (was.kind, was.text)
    if not said_before or (was.kind, was.text, was.labels) == (now.kind, now.text, now.labels):
        return
    revising.take_turn(moment, None)
    moment.kind, moment.text = mark.kind, mark.text
    moment.html = html_of(mark.text) if mark.text else ""
    if was.labels != now.labels:
        db.session.execute(delete(AnnotationLabel).where(AnnotationLabel.annotation_id == moment.id))
        put_labels(moment, mark, moment.recording)
    if moment.removed_at is None:
        tell(moment, "edited")


def _turn(mark: LiveMark, moment: Annotation, was: Said) -> None:
    """Its author took it back, or put it back; what was taken away in the studio stays away."""
    before = db.session.get(BeforeTrim, moment.id)
    if before is not None and before.outside:
        before.removed_at = mark.removed_at
    elif moment.removed_at == was.removed_at:
        moment.removed_at = mark.removed_at
        if mark.removed_at is None:
            stills.follow(moment)
        else:
            stills.let_go(moment)
        tell(moment, "restored" if mark.removed_at is None else "removed")


def put_labels(moment: Annotation, mark: LiveMark, recording: Recording) -> None:
    """The labels of the team's guides that were chosen, named as they are now."""
    of_team = (ViewingGuide.team_id == recording.team_id, Label.id.in_(mark.labels))
    asked = select(Label).join(ViewingGuide, ViewingGuide.id == Label.guide_id).where(*of_team)
    named = {label.name: label for label in db.session.scalars(asked.order_by(Label.position))}
    for label in named.values():
        db.session.add(AnnotationLabel(annotation_id=moment.id, label_id=label.id, name=label.name))
    db.session.flush()
