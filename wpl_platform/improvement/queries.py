"""The board and its cards for this viewer; the moments and pictures behind a card follow their own policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import policy as feedback
from wpl_platform.feedback.models import Annotation
from wpl_platform.improvement import policy
from wpl_platform.improvement.models import CardMoment, Improvement, Proof, Stage, StageChange
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.teams import queries as teams
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class BoardCard:
    """A card on the board. `picture`: a recording the viewer may watch; `proven_at`: since when it is proven."""

    card: Improvement
    moments: int
    picture: Recording | None
    proven_at: datetime | None


@dataclass(frozen=True)
class Origin:
    """A moment that a card came from; `annotation` is None when the viewer may not see it."""

    id: int
    annotation: Annotation | None


def board(team: Team, *, viewer: Viewer) -> dict[Stage, list[BoardCard]]:
    """The cards of a team by column, in their order. The same number of queries for 3 cards and for 300."""
    asked = select(Improvement).where(Improvement.team_id == team.id, policy.seen_by(viewer))
    cards = db.session.scalars(
        asked.options(joinedload(Improvement.owner)).order_by(Improvement.rank, Improvement.id)
    ).all()
    counts, proven, pictures = _counts(team), _proven(team), _pictures(team, viewer)
    columns: dict[Stage, list[BoardCard]] = {stage: [] for stage in Stage}
    for card in cards:
        shown = BoardCard(card, counts.get(card.id, 0), pictures.get(card.id), proven.get(card.id))
        columns[card.stage].append(shown)
    return columns


def _counts(team: Team) -> dict[int, int]:
    asked = (
        select(CardMoment.improvement_id, func.count())
        .join(Improvement, Improvement.id == CardMoment.improvement_id)
        .join(Annotation, Annotation.id == CardMoment.annotation_id)
        .where(Improvement.team_id == team.id, feedback.is_said())
        .group_by(CardMoment.improvement_id)
    )
    return dict(db.session.execute(asked).all())


def _proven(team: Team) -> dict[int, datetime]:
    asked = select(Proof.improvement_id, Proof.created_at).join(Improvement, Improvement.id == Proof.improvement_id)
    standing = asked.where(Improvement.team_id == team.id, Proof.ended_at.is_(None))
    return dict(db.session.execute(standing).all())


def _pictures(team: Team, viewer: Viewer) -> dict[int, Recording]:
    """For each card the recording of its first moment that the viewer may see, when there is a still of it."""
    asked = (
        select(CardMoment.improvement_id, Recording)
        .join(Improvement, Improvement.id == CardMoment.improvement_id)
        .join(Annotation, Annotation.id == CardMoment.annotation_id)
        .join(Recording, Recording.id == Annotation.recording_id)
        .join(Rendition, Rendition.recording_id == Recording.id)
        .where(Improvement.team_id == team.id, Rendition.kind == RenditionKind.POSTER)
        .where(feedback.seen_by(viewer), media.there())
        .order_by(CardMoment.id.desc())
    )
    return dict(db.session.execute(asked).all())


def improvement(improvement_id: int, *, viewer: Viewer) -> Improvement:
    """The card with its owner; raises Missing when the viewer does not see its board, or it was removed."""
    asked = select(Improvement).where(Improvement.id == improvement_id, policy.seen_by(viewer))
    found = db.session.scalar(asked.options(joinedload(Improvement.owner)))
    if found is None:
        raise Missing
    return found


def removed(improvement_id: int, *, viewer: Viewer) -> Improvement:
    """A card that may have been taken off the board, for who may put it back; raises Missing for everybody else."""
    found = db.session.get(Improvement, improvement_id)
    if found is None or not policy.may_make(viewer, found.team_id):
        raise Missing
    return found


def open_cards(team: Team, *, viewer: Viewer) -> Sequence[Improvement]:
    """The cards that are not a success yet, the youngest at the head; 50 at most."""
    asked = select(Improvement).where(Improvement.team_id == team.id, policy.seen_by(viewer))
    still_open = asked.where(Improvement.stage != Stage.SUCCESS)
    return db.session.scalars(still_open.order_by(Improvement.created_at.desc(), Improvement.id.desc()).limit(50)).all()


def late_cards(team: Team, *, viewer: Viewer, today: date) -> Sequence[Improvement]:
    """The cards whose day has passed without a success, the longest ago at the head."""
    asked = select(Improvement).where(Improvement.team_id == team.id, policy.seen_by(viewer))
    late = asked.where(Improvement.stage != Stage.SUCCESS, Improvement.due_on < today)
    ordered = late.options(joinedload(Improvement.owner)).order_by(Improvement.due_on, Improvement.id)
    return db.session.scalars(ordered).all()


def may_watch(recording: Recording, *, viewer: Viewer) -> bool:
    """Whether the viewer may watch a recording that a card speaks of."""
    return media.may_watch(viewer, recording)


def origins_of(card: Improvement, *, viewer: Viewer) -> list[Origin]:
    """The moments a card came from, in the order in which they were added."""
    seen = (
        select(Annotation)
        .join(CardMoment, CardMoment.annotation_id == Annotation.id)
        .join(Annotation.recording)
        .where(CardMoment.improvement_id == card.id, feedback.seen_by(viewer))
        .options(joinedload(Annotation.author), contains_eager(Annotation.recording))
    )
    known = {moment.id: moment for moment in db.session.scalars(seen)}
    asked = (
        select(CardMoment.id, CardMoment.annotation_id)
        .join(Improvement, Improvement.id == CardMoment.improvement_id)
        .join(Annotation, Annotation.id == CardMoment.annotation_id)
        .where(CardMoment.improvement_id == card.id, policy.seen_by(viewer), feedback.is_said())
        .order_by(CardMoment.id)
    )
    return [Origin(row.id, known.get(row.annotation_id)) for row in db.session.execute(asked)]


def history_of(card: Improvement, *, viewer: Viewer) -> Sequence[StageChange]:
    """Where the card has been, oldest first."""
    asked = (
        select(StageChange)
        .join(Improvement, Improvement.id == StageChange.improvement_id)
        .where(StageChange.improvement_id == card.id, policy.seen_by(viewer))
        .options(joinedload(StageChange.by))
        .order_by(StageChange.at, StageChange.id)
    )
    return db.session.scalars(asked).all()


def proof_of(card: Improvement, *, viewer: Viewer) -> Proof | None:
    """What shows now that the card worked; its recording may be one that the viewer may not watch."""
    asked = (
        select(Proof)
        .join(Improvement, Improvement.id == Proof.improvement_id)
        .where(Proof.improvement_id == card.id, Proof.ended_at.is_(None), policy.seen_by(viewer))
        .options(joinedload(Proof.recording))
        .order_by(Proof.id.desc())
    )
    return db.session.scalars(asked).first()


def later_recordings(card: Improvement, *, viewer: Viewer) -> Sequence[Recording]:
    """The recordings that could prove the card: shared with its team, made after it; newest first, 50 at most."""
    here = aliased(Share)
    asked = (
        select(Recording)
        .join(here, here.recording_id == Recording.id)
        .where(
            here.team_id == card.team_id,
            here.ended_at.is_(None),
            Recording.created_at > card.created_at,
            Recording.stage == RecordingStage.READY,
            media.seen_by(viewer),
        )
        .options(joinedload(Recording.maker))
        .order_by(Recording.created_at.desc(), Recording.id.desc())
        .limit(50)
    )
    return db.session.scalars(asked).all()


def possible_owners(team: Team, *, viewer: Viewer) -> list[Person]:
    """Who can take up a card: whoever puts cards on this board, by name."""
    members = teams.members_of(team, viewer=viewer)
    return [member.person for member in members if not policy.MOVERS.isdisjoint(member.roles)]
