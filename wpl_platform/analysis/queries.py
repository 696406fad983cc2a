"""The marks that figures are made of, and the moments behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.analysis import policy
from wpl_platform.analysis.patterns import Mark
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import policy as feedback
from wpl_platform.feedback.models import Annotation, AnnotationKind, Reply, Resolution, Response
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording, Share, Situation
from wpl_platform.teams import queries as teams
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import WATCHERS, Viewer

PAGE = 50


@dataclass(frozen=True)
class Choice:
    """Which moments stand behind a figure; None: whatever. `open`: only questions that nobody answered."""

    kind: AnnotationKind | None = None
    situation: Situation | None = None
    open: bool = False
    first: date | None = None
    last: date | None = None


def team_marks(team: Team, *, viewer: Viewer) -> list[Mark]:
    """Every mark on what is shared with the team now, oldest first; raises Missing for who may not see its pattern."""
    if not policy.may_see_pattern(viewer, team.id):
        raise Missing
    asked = (
        select(
            Annotation.id,
            Annotation.kind,
            Annotation.start_ms,
            Annotation.end_ms,
            Annotation.author_id,
            Annotation.created_at,
            Recording.situation,
            _answered().label("answered"),
        )
        .join(Annotation.recording)
        .where(_shared_with(team), feedback.is_said())
        .order_by(Annotation.created_at, Annotation.id)
    )
    return [
        Mark(
            row.id,
            row.kind,
            Span(row.start_ms, row.end_ms),
            row.author_id,
            clock.local(row.created_at).date(),
            row.situation,
            row.answered,
        )
        for row in db.session.execute(asked)
    ]


def marks_of(annotations: Sequence[Annotation]) -> list[Mark]:
    """The marks of moments that were already loaded for a viewer."""
    return [
        Mark(
            found.id,
            found.kind,
            found.span,
            found.author_id,
            clock.local(found.created_at).date(),
            found.recording.situation,
        )
        for found in annotations
    ]


def moments(team: Team, choice: Choice, *, viewer: Viewer, page: int = 1) -> tuple[Sequence[Annotation], bool]:
    """One page of the moments behind a figure, newest first, and whether there are more.

    Raises Missing for who does not see what is shared with the team.
    """
    if not policy.may_open_moments(viewer, team.id):
        raise Missing
    asked = (
        _chosen(select(Annotation).join(Annotation.recording), choice)
        .where(_shared_with(team), feedback.seen_by(viewer), feedback.is_said())
        .options(joinedload(Annotation.author), contains_eager(Annotation.recording).joinedload(Recording.maker))
        .order_by(Annotation.created_at.desc(), Annotation.id.desc())
    )
    found = db.session.scalars(asked.limit(PAGE + 1).offset(PAGE * (page - 1))).all()
    return found[:PAGE], len(found) > PAGE


def watchers_of(team: Team, *, viewer: Viewer) -> int:
    """How many people could have been heard: who learns in the team or guides it."""
    members = teams.members_of(team, viewer=viewer)
    return sum(not WATCHERS.isdisjoint(member.roles) for member in members)


def _chosen(asked: Select[Annotation], choice: Choice) -> Select[Annotation]:
    if choice.open:
        asked = asked.where(Annotation.kind == AnnotationKind.QUESTION, ~_answered())
    if choice.kind is not None:
        asked = asked.where(Annotation.kind == choice.kind)
    if choice.situation is not None:
        asked = asked.where(Recording.situation == choice.situation)
    if choice.first is not None:
        asked = asked.where(Annotation.created_at >= _midnight(choice.first))
    if choice.last is not None:
        asked = asked.where(Annotation.created_at < _midnight(choice.last + timedelta(days=1)))
    return asked


def _shared_with(team: Team) -> ColumnElement[bool]:
    shared = exists().where(Share.recording_id == Recording.id, Share.team_id == team.id, Share.ended_at.is_(None))
    return shared & media.cleared()


def _answered() -> ColumnElement[bool]:
    """Whether the maker answered the moment, somebody else than its author replied to it, or it was done with."""
    responded = exists().where(Response.annotation_id == Annotation.id, Response.ended_at.is_(None))
    replied = exists().where(
        Reply.annotation_id == Annotation.id,
        Reply.removed_at.is_(None),
        Reply.author_id.is_distinct_from(Annotation.author_id),
    )
    done = exists().where(Resolution.annotation_id == Annotation.id, Resolution.ended_at.is_(None))
    return responded | replied | done


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.HOME)
