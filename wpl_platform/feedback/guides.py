"""The viewing guides of a team, with their labels. A room of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import policy
from wpl_platform.feedback.models import Annotation, AnnotationLabel, Label, StudioPreference, ViewingGuide
from wpl_platform.feedback.preferences import DEFAULTS
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Guide:
    """A viewing guide with the labels that are in use, in their order."""

    guide: ViewingGuide
    labels: Sequence[Label]


def guides_of(team_id: int, *, viewer: Viewer) -> list[Guide]:
    """The guides that the team uses, by name; two queries. None for who does not use them."""
    asked = select(ViewingGuide).where(
        ViewingGuide.team_id == team_id, ViewingGuide.archived_at.is_(None), policy.guides_seen_by(viewer)
    )
    guides = db.session.scalars(asked.order_by(ViewingGuide.name, ViewingGuide.id)).all()
    return _with_labels(guides)


def guide(guide_id: int, *, viewer: Viewer) -> Guide:
    """The guide, in use or not; raises Missing when it is not there for the viewer."""
    found = db.session.get(ViewingGuide, guide_id)
    if found is None or not policy.may_see_guide(viewer, found):
        raise Missing
    return _with_labels([found])[0]


def films_with(guides: Sequence[Guide], *, viewer: Viewer) -> dict[int, list[tuple[Recording, int]]]:
    """In which films that the viewer sees moments have labels of each guide, and how many; the latest film first."""
    used = (
        select(Label.guide_id, Recording, func.count(Annotation.id.distinct()))
        .join(AnnotationLabel, AnnotationLabel.label_id == Label.id)
        .join(Annotation, Annotation.id == AnnotationLabel.annotation_id)
        .join(Recording, Recording.id == Annotation.recording_id)
        .where(Label.guide_id.in_([each.guide.id for each in guides]), policy.is_said(), media.seen_by(viewer))
    )
    asked = used.group_by(Label.guide_id, Recording.id).order_by(Recording.id.desc())
    found: dict[int, list[tuple[Recording, int]]] = defaultdict(list)
    for guide_id, recording, count in db.session.execute(asked):
        found[guide_id].append((recording, count))
    return found


def preferences_of(viewer: Viewer) -> dict[str, object]:
    """How the viewer works in the studio; as it usually is for who never chose."""
    found = db.session.get(StudioPreference, viewer.person_id) if viewer.signed_in else None
    return {**DEFAULTS, **(found.chosen if found else {})}


def _with_labels(guides: Sequence[ViewingGuide]) -> list[Guide]:
    asked = select(Label).where(Label.guide_id.in_([each.id for each in guides]), Label.archived_at.is_(None))
    labels = db.session.scalars(asked.order_by(Label.position, Label.id)).all()
    return [Guide(each, [label for label in labels if label.guide_id == each.id]) for each in guides]
