"""What waits for somebody, in SQL: the same eight questions give the start page its list and the rail its figure."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from wpl_platform.core import clock
from wpl_platform.feedback import asked, mentions
from wpl_platform.feedback import policy as feedback
from wpl_platform.feedback.models import Annotation, FeedbackRequest, Mention, Resolution, Response
from wpl_platform.improvement import policy as improvement
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.media import consent, terms
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording, Share
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.reflection import policy as reflection
from wpl_platform.reflection.models import Intention
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

ASKED_DAYS = 30
"""How long a shared recording asks for feedback: who joins a team is not met by its whole past."""
AHEAD_DAYS = 7


def unseen_recordings(viewer: Viewer, team: Team | None) -> Select[int, datetime]:
    """Colleagues' recordings, lately shared, on which the viewer marked nothing yet: the id, and since when it waits.

    Shared with the team, or with the viewer by name: those wait in whatever team they look at. Not those about which
    they were asked by name: those wait as a question, or were answered.
    """
    marked = exists().where(
        Annotation.recording_id == Recording.id,
        Annotation.author_id == viewer.person_id,
        feedback.is_said(),
    )
    here = aliased(Share)  # the policy speaks of shares as well
    with_team = false() if team is None else here.team_id == team.id
    by_name = and_(here.person_id == viewer.person_id, here.until.is_(None))
    return (
        select(Recording.id, func.max(here.created_at).label("shown_at"))
        .join(here, here.recording_id == Recording.id)
        .where(
            or_(with_team, by_name),
            here.ended_at.is_(None),
            here.created_at > clock.now() - timedelta(days=ASKED_DAYS),
            Recording.stage == RecordingStage.READY,
            Recording.maker_id != viewer.person_id,
            media.seen_by(viewer),
            ~marked,
            ~asked.was_asked(viewer),
        )
        .group_by(Recording.id)
    )


def open_requests(viewer: Viewer) -> Select[Any]:
    """The ids of what colleagues ask the viewer by name, in whatever team, as soon as there is a film to see."""
    return select(FeedbackRequest.id).join(FeedbackRequest.recording).where(asked.waiting_for(viewer))


def open_mentions(viewer: Viewer) -> Select[Any]:
    """The ids of the moments in which the viewer was named."""
    named = select(Mention.id).join(Annotation, Annotation.id == Mention.annotation_id).join(Annotation.recording)
    return named.where(mentions.waiting_for(viewer))


def unanswered_moments(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on annotations with their recording: others marked the viewer's film, and it waits for an answer."""
    answered = exists().where(Response.annotation_id == Annotation.id, Response.ended_at.is_(None))
    done = exists().where(Resolution.annotation_id == Annotation.id, Resolution.ended_at.is_(None))
    by_others = or_(Annotation.author_id.is_(None), Annotation.author_id != viewer.person_id)
    return and_(Recording.maker_id == viewer.person_id, feedback.seen_by(viewer), by_others, ~answered, ~done)


def withdrawn_recordings(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on recordings: the viewer's own, that somebody in view does not want, until they are destroyed."""
    return and_(Recording.maker_id == viewer.person_id, Recording.destroyed_at.is_(None), consent.somebody_withdrew())


def ending_recordings(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on recordings: the viewer's own, that are destroyed within the days in which they are told of it."""
    return terms.ends_soon(viewer)


def due_intentions(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on intentions: the viewer's own, still open, and late or due within a week."""
    own = reflection.intentions_seen_by(viewer)
    return and_(own, Intention.done_at.is_(None), Intention.due_on <= _horizon())


def due_cards(viewer: Viewer, team: Team) -> ColumnElement[bool]:
    """Condition on cards: of the team, the viewer's own, not a success yet, and late or due within a week."""
    own = and_(Improvement.team_id == team.id, Improvement.owner_id == viewer.person_id, improvement.seen_by(viewer))
    return and_(own, Improvement.stage != Stage.SUCCESS, Improvement.due_on <= _horizon())


def _horizon() -> date:
    return clock.today() + timedelta(days=AHEAD_DAYS)
