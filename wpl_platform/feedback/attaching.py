"""What hangs on a moment beside its words: labels of the team's guides, a drawing, a picture, something said."""

from collections.abc import Collection

from sqlalchemy import delete, select

from wpl_platform.core.database import db
from wpl_platform.core.errors import require
from wpl_platform.feedback import policy, speaking, stills
from wpl_platform.feedback.details import Details, Shape
from wpl_platform.feedback.models import Annotation, AnnotationLabel, Drawing, Label, ViewingGuide
from wpl_platform.teams.viewer import Viewer


def attach(annotation: Annotation, details: Details, *, by: Viewer) -> None:
    """Gives one's own moment its labels, drawing, picture and recording, in place of those it had; what was not said
    stays, and a picture follows where the moment begins.
    """
    require(policy.may_edit(by, annotation))
    if details.shapes is not None:
        db.session.execute(delete(Drawing).where(Drawing.annotation_id == annotation.id))
    if details.shapes:
        db.session.add(Drawing(annotation_id=annotation.id, shapes=list(details.shapes)))
    if details.labels is not None:
        _label(annotation, details.labels)
    if details.takes is not None:
        speaking.attach(annotation, details.takes, by=by)
    db.session.flush()
    if details.still is not None:
        stills.attach(annotation, details.still, by=by)
    stills.follow(annotation)


def shapes_before(annotation: Annotation, details: Details) -> list[Shape] | None:
    """What is drawn at a moment, when these details would change that; else None. System act."""
    if details.shapes is None:
        return None
    drawn = db.session.get(Drawing, annotation.id)
    shapes = list(drawn.shapes) if drawn is not None else []
    return None if shapes == list(details.shapes) else shapes


def _label(annotation: Annotation, ids: Collection[int]) -> None:
    """Labels of the team's guides; others are left out, as if not chosen. Those that stay keep their name."""
    on_it = AnnotationLabel.annotation_id == annotation.id
    offered = select(Label.id).join(ViewingGuide, ViewingGuide.id == Label.guide_id)
    offered = offered.where(Label.archived_at.is_(None), ViewingGuide.archived_at.is_(None), Label.id.not_in(ids))
    db.session.execute(delete(AnnotationLabel).where(on_it, AnnotationLabel.label_id.in_(offered)))
    known = set(db.session.scalars(select(AnnotationLabel.name).where(on_it)))
    asked = select(Label).join(ViewingGuide, ViewingGuide.id == Label.guide_id).order_by(Label.position)
    of_team = ViewingGuide.team_id == annotation.recording.team_id
    for label in db.session.scalars(asked.where(Label.id.in_(ids), of_team)):
        if label.name not in known:
            db.session.add(AnnotationLabel(annotation_id=annotation.id, label_id=label.id, name=label.name))
            known.add(label.name)
