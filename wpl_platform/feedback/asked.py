"""Who was asked what about a recording, who answered, and whom somebody can ask. A second room of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import policy
from wpl_platform.feedback.models import Annotation, FeedbackRequest
from wpl_platform.media import policy as media
from wpl_platform.media import queries as media_queries
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked: how many moments they placed, and whether they can still see the recording."""

    request: FeedbackRequest
    moments: int
    sees: bool


@dataclass(frozen=True)
class Choices:
    """Colleagues who can be asked, whom the viewer asked most first, then by name; and the ids of the last time."""

    people: list[Person]
    last: list[int]


def request(request_id: int, *, viewer: Viewer) -> FeedbackRequest:
    """A question that was put to the viewer; raises Missing when it is not theirs, or they do not see its recording."""
    found = db.session.get(FeedbackRequest, request_id, options=[joinedload(FeedbackRequest.recording)])
    if found is None or not policy.may_answer(viewer, found):
        raise Missing
    return found


def request_to(recording: Recording, *, viewer: Viewer) -> FeedbackRequest | None:
    """What the viewer was asked about the recording, answered or not; its maker is who asks."""
    if viewer.person_id is None or viewer.is_person(recording.maker_id) or not media.may_see(viewer, recording):
        return None
    mine = (FeedbackRequest.recording_id == recording.id, FeedbackRequest.person_id == viewer.person_id)
    return db.session.scalar(select(FeedbackRequest).where(*mine))


def requests_on(recording: Recording, *, viewer: Viewer) -> list[Asked]:
    """Who was asked about the recording, in the order of asking; nobody for who is not its maker."""
    if not policy.may_see_answers(viewer, recording):
        return []
    placed = (
        select(func.count(Annotation.id))
        .where(Annotation.recording_id == FeedbackRequest.recording_id, policy.is_said())
        .where(Annotation.author_id == FeedbackRequest.person_id)
        .correlate(FeedbackRequest)
        .scalar_subquery()
    )
    asked = select(FeedbackRequest, placed, media_queries.reaches(FeedbackRequest.person_id))
    asked = asked.join(FeedbackRequest.recording).where(FeedbackRequest.recording_id == recording.id)
    found = db.session.execute(asked.options(joinedload(FeedbackRequest.person)).order_by(FeedbackRequest.id))
    return [Asked(each, count, sees) for each, count, sees in found]


def waiting_for(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on requests with their recording: put to the viewer, not answered, and there is a film to see."""
    mine = FeedbackRequest.person_id == viewer.person_id
    return mine & FeedbackRequest.answered_at.is_(None) & media.seen_by(viewer) & media_queries.plays()


def was_asked(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on recordings: the viewer was asked about it by name, answered or not."""
    mine = (FeedbackRequest.recording_id == Recording.id, FeedbackRequest.person_id == viewer.person_id)
    return exists().where(*mine).correlate(Recording)


def open_requests(*, viewer: Viewer, most: int) -> Sequence[FeedbackRequest]:
    """What waits for an answer of the viewer's, the latest first."""
    asked = (
        select(FeedbackRequest)
        .join(FeedbackRequest.recording)
        .where(waiting_for(viewer))
        .options(contains_eager(FeedbackRequest.recording).joinedload(Recording.maker))
        .order_by(FeedbackRequest.asked_at.desc(), FeedbackRequest.id.desc())
    )
    return db.session.scalars(asked.limit(most)).all()


def choices(team: Team, *, viewer: Viewer) -> Choices:
    """Whom the viewer can ask, and whom they asked the last time; three queries however many there are."""
    own = (Recording.maker_id == viewer.person_id, Recording.team_id == team.id)
    mine = select(FeedbackRequest.person_id).join(FeedbackRequest.recording).where(*own)
    counts = mine.add_columns(func.count()).group_by(FeedbackRequest.person_id)
    often = {person_id: count for person_id, count in db.session.execute(counts)}  # noqa: C416 — rows into a dict
    colleagues = media_queries.colleagues(team, viewer=viewer)
    people = sorted(colleagues, key=lambda person: -often.get(person.id, 0))
    about = select(FeedbackRequest.recording_id).join(FeedbackRequest.recording).where(*own)
    latest = about.order_by(FeedbackRequest.id.desc()).limit(1).scalar_subquery()
    asked = db.session.scalars(
        select(FeedbackRequest.person_id).where(FeedbackRequest.recording_id == latest).order_by(FeedbackRequest.id)
    )
    here = {person.id for person in people}
    return Choices(people, [person_id for person_id in asked if person_id in here])
