"""What the start page shows somebody: what waits for them, and what their team achieved last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import asked as questions
from wpl_platform.feedback import mentions
from wpl_platform.feedback.models import Annotation, FeedbackRequest
from wpl_platform.home import waiting
from wpl_platform.improvement import policy as improvement
from wpl_platform.improvement.models import Improvement, Proof, Stage
from wpl_platform.media import policy, withdrawals
from wpl_platform.media.models import Recording, RenditionKind, Share
from wpl_platform.media.queries import kinds_of, plays
from wpl_platform.reflection.models import Intention, Reflection
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

SHOWN = 6
"""How many of a sort the page lists; the rest is where it lives."""
NEW_DAYS = 7
"""How long the page offers to ask colleagues about a film that is the viewer's alone."""


@dataclass(frozen=True)
class NewFeedback:
    """What others marked on a recording of the viewer's and still waits for an answer: how much, and the last of it."""

    recording: Recording
    count: int
    latest: Annotation


@dataclass(frozen=True)
class Unwanted:
    """A recording of the viewer's that people in view do not want: by which names, and the day it is destroyed."""

    recording: Recording
    names: Sequence[str]
    ends_on: date


@dataclass(frozen=True)
class Waiting:
    """What waits, each sort in its own order.

    `pictured` are the recordings of which there is a still, `closed` those of which nobody may see a picture any more.

    `unshown`, a new film that is the viewer's alone, does not wait and is not counted: whether it is ever shown to
    anybody is for its maker to say.
    """

    requests: Sequence[FeedbackRequest]
    mentions: Sequence[Annotation]
    recordings: Sequence[Recording]
    feedback: Sequence[NewFeedback]
    unwanted: Sequence[Unwanted]
    ending: Sequence[Recording]
    intentions: Sequence[Intention]
    cards: Sequence[Improvement]
    unshown: Recording | None
    pictured: frozenset[int]
    closed: frozenset[int]

    @property
    def listed(self) -> int:
        """How many things the page lists."""
        named = (self.requests, self.mentions, self.recordings, self.feedback)
        own = (self.unwanted, self.ending, self.intentions, self.cards)
        return sum(len(one) for one in (*named, *own))


@dataclass(frozen=True)
class Success:
    """A proven card."""

    card: Improvement
    proof: Proof


def waiting_for(viewer: Viewer, team: Team | None) -> Waiting:
    """What waits for the viewer, in the same number of queries however much it is."""
    recordings = _unseen_recordings(viewer, team)
    feedback = _new_feedback(viewer)
    requests = questions.open_requests(viewer=viewer, most=SHOWN)
    named = mentions.open_mentions(viewer=viewer, most=SHOWN)
    unshown = None if team is None else _unshown(viewer, team)
    ending = _ending_recordings(viewer)
    films = [*recordings, *ending, *([unshown] if unshown else [])]
    films += [request.recording for request in requests]
    films += [moment.recording for moment in named] + [new.recording for new in feedback]
    there = [film.id for film in films if policy.is_there(film)]
    pictured = frozenset(found for found, kinds in kinds_of(there).items() if RenditionKind.POSTER in kinds)
    return Waiting(
        requests=requests,
        mentions=named,
        recordings=recordings,
        feedback=feedback,
        unwanted=_unwanted(viewer),
        ending=ending,
        intentions=_due_intentions(viewer),
        cards=[] if team is None else _due_cards(viewer, team),
        unshown=unshown,
        pictured=pictured,
        closed=frozenset(film.id for film in films) - frozenset(there),
    )


def latest_success(team: Team, *, viewer: Viewer) -> Success | None:
    """The card of the team that was proven last, for who sees its board."""
    asked = (
        select(Improvement, Proof)
        .join(Proof, Proof.improvement_id == Improvement.id)
        .where(Improvement.team_id == team.id, Improvement.stage == Stage.SUCCESS, Proof.ended_at.is_(None))
        .where(improvement.seen_by(viewer))
        .options(joinedload(Improvement.owner))
        .order_by(Proof.created_at.desc(), Proof.id.desc())
        .limit(1)
    )
    found = db.session.execute(asked).first()
    return None if found is None else Success(*found)


def has_filmed(viewer: Viewer) -> bool:
    """Whether the viewer brought in a recording before."""
    asked = select(Recording.id).where(Recording.maker_id == viewer.person_id).limit(1)
    return viewer.signed_in and db.session.scalar(asked) is not None


def _unshown(viewer: Viewer, team: Team) -> Recording | None:
    own = (Recording.maker_id == viewer.person_id, Recording.team_id == team.id)
    latest = select(func.max(Recording.id)).where(*own).scalar_subquery()
    shown = exists().where(Share.recording_id == Recording.id, Share.ended_at.is_(None))
    asked = exists().where(FeedbackRequest.recording_id == Recording.id)
    new = Recording.created_at > clock.now() - timedelta(days=NEW_DAYS)
    unshown = (*own, new, plays(), policy.there(), ~shown, ~asked)
    return db.session.scalar(select(Recording).where(Recording.id == latest, *unshown))


def _unseen_recordings(viewer: Viewer, team: Team | None) -> Sequence[Recording]:
    unseen = waiting.unseen_recordings(viewer, team).subquery()
    asked = (
        select(Recording)
        .join(unseen, unseen.c.id == Recording.id)
        .options(joinedload(Recording.maker))
        .order_by(unseen.c.shown_at.desc(), Recording.id.desc())
        .limit(SHOWN)
    )
    return db.session.scalars(asked).all()


def _new_feedback(viewer: Viewer) -> list[NewFeedback]:
    last = func.max(Annotation.id)
    per_recording = (
        select(last, func.count())
        .join(Annotation.recording)
        .where(waiting.unanswered_moments(viewer))
        .group_by(Annotation.recording_id)
        .order_by(last.desc())
        .limit(SHOWN)
    )
    counts = {latest: count for latest, count in db.session.execute(per_recording)}  # noqa: C416 — rows into a dict
    asked = (
        select(Annotation)
        .join(Annotation.recording)
        .where(Annotation.id.in_(counts), waiting.unanswered_moments(viewer))
        .options(joinedload(Annotation.author), contains_eager(Annotation.recording))
        .order_by(Annotation.id.desc())
    )
    return [NewFeedback(found.recording, counts[found.id], found) for found in db.session.scalars(asked)]


def _unwanted(viewer: Viewer) -> list[Unwanted]:
    asked = select(Recording).where(waiting.withdrawn_recordings(viewer)).order_by(Recording.id.desc()).limit(SHOWN)
    return [_as_unwanted(recording) for recording in db.session.scalars(asked)]


def _as_unwanted(recording: Recording) -> Unwanted:
    names = [person.name for person in recording.in_view if person.withdrawn_at is not None]
    return Unwanted(recording, names, withdrawals.gone_on(recording))


def _ending_recordings(viewer: Viewer) -> Sequence[Recording]:
    asked = select(Recording).where(waiting.ending_recordings(viewer))
    return db.session.scalars(asked.order_by(Recording.expires_on, Recording.id).limit(SHOWN)).all()


def _due_intentions(viewer: Viewer) -> Sequence[Intention]:
    asked = select(Intention).where(waiting.due_intentions(viewer)).order_by(Intention.due_on, Intention.id)
    reflected = joinedload(Intention.reflection).joinedload(Reflection.recording)
    return db.session.scalars(asked.options(reflected).limit(SHOWN)).all()


def _due_cards(viewer: Viewer, team: Team) -> Sequence[Improvement]:
    asked = select(Improvement).where(waiting.due_cards(viewer, team))
    return db.session.scalars(asked.order_by(Improvement.due_on, Improvement.id).limit(SHOWN)).all()
