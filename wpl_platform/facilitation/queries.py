"""What a facilitator comes for: what came in, what waits for somebody, what is late. Of the team, never per person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from wpl_platform.analysis import queries as analysis
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.facilitation import policy
from wpl_platform.feedback import policy as feedback_policy
from wpl_platform.feedback import queries as feedback
from wpl_platform.feedback.models import Annotation
from wpl_platform.improvement import queries as improvement
from wpl_platform.improvement.models import Improvement
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

LATELY = 3
WAITING = 5


@dataclass(frozen=True)
class BroughtIn:
    """A recording shared with the team: its moments, their line, and whether a colleague marked anything yet."""

    recording: Recording
    has_poster: bool
    moments: int
    line: str
    looked_at: bool


@dataclass(frozen=True)
class Waiting:
    """Everything that waits in the team, and how much of it there is in all."""

    brought_in: list[BroughtIn]
    shared: int
    unseen: list[BroughtIn]
    unseen_count: int
    questions: Sequence[Annotation]
    more_questions: bool
    late: Sequence[Improvement]


def waiting(team: Team, today: date, *, viewer: Viewer) -> Waiting:
    """What the facilitator's page shows; raises Missing for everybody who does not guide the team."""
    if not policy.may_guide(viewer, team.id):
        raise Missing
    questions, _more = analysis.moments(team, analysis.Choice(open=True), viewer=viewer)
    unseen = _recordings(team, viewer, WAITING, ~_marked_by_others())
    return Waiting(
        brought_in=_recordings(team, viewer, LATELY),
        shared=_count(team, viewer),
        unseen=unseen,
        unseen_count=_count(team, viewer, ~_marked_by_others()),
        questions=questions[:WAITING],
        more_questions=len(questions) > WAITING,
        late=improvement.late_cards(team, viewer=viewer, today=today),
    )


def _recordings(team: Team, viewer: Viewer, most: int, *conditions: ColumnElement[bool]) -> list[BroughtIn]:
    poster = exists().where(Rendition.recording_id == Recording.id, Rendition.kind == RenditionKind.POSTER)
    asked = (
        select(Recording, poster, _marked_by_others())
        .join(Share, Share.recording_id == Recording.id)
        .where(_shared_with(team), media.seen_by(viewer), *conditions)
        .options(joinedload(Recording.maker))
        .order_by(Share.created_at.desc(), Recording.id.desc())
        .limit(most)
    )
    found = db.session.execute(asked).all()
    lines = feedback.densities_of([recording.id for recording, _poster, _marked in found])
    return [
        BroughtIn(
            recording,
            has_poster,
            lines[recording.id].count if recording.id in lines else 0,
            lines[recording.id].path if recording.id in lines else "",
            marked,
        )
        for recording, has_poster, marked in found
    ]


def _count(team: Team, viewer: Viewer, *conditions: ColumnElement[bool]) -> int:
    asked = select(func.count()).select_from(Recording).join(Share, Share.recording_id == Recording.id)
    return db.session.scalar(asked.where(_shared_with(team), media.seen_by(viewer), *conditions)) or 0


def _shared_with(team: Team) -> ColumnElement[bool]:
    return (Share.team_id == team.id) & Share.ended_at.is_(None)


def _marked_by_others() -> ColumnElement[bool]:
    return exists().where(
        Annotation.recording_id == Recording.id,
        feedback_policy.is_said(),
        Annotation.author_id.is_distinct_from(Recording.maker_id),
    )
