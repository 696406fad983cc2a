"""How a card goes from column to column: rules, races, and what proves that it worked. A second room of actions.

Two people who move the same card are decided by the row: the update names the column the mover saw. The same move
twice is done; another move in between is said.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, tidy
from wpl_platform.core.timecode import written
from wpl_platform.improvement import policy, queries, ranks
from wpl_platform.improvement.actions import tell
from wpl_platform.improvement.due import default_date
from wpl_platform.improvement.models import NOTE_MAX, Improvement, Proof, Stage, StageChange
from wpl_platform.teams.viewer import Viewer

UNDO = timedelta(minutes=10)
"""So long a proof that was ended by moving its card comes back when the card is put back."""

TAKEN_UP = frozenset({Stage.GOING, Stage.EXPERIENCE})


def move(
    card: Improvement,
    stage: Stage,
    *,
    by: Viewer,
    seen: Stage | None = None,
    above: int | None = None,
    note: str = "",
) -> None:
    """Puts the card in a column below the card `above` (None: at its head). `seen`: the column the mover saw it in.

    Taken up, it gets an owner (the mover) and a date (30 days) when it had none. A success needs a proof (Invalid);
    away from there its proof is ended. Raises Conflict when somebody put it elsewhere meanwhile.
    """
    require(policy.may_change(by, card))
    note = _note(note)
    if stage is Stage.SUCCESS and not can_succeed(card):
        raise Invalid(_("Een succes heeft bewijs nodig. Kies eerst de video die laat zien dat het werkt."), "proof")
    came_from = _settle(card, stage, seen or card.stage, above)
    if stage is Stage.SUCCESS:
        _stand_again(card)
    else:
        _end_proofs(card)
    if stage in TAKEN_UP:
        _take_up(card, came_from, by)
    if came_from is not stage or note:
        db.session.add(StageChange(improvement_id=card.id, stage=stage, by_id=by.person_id, note=note))
    tell(card)


def prove(card: Improvement, recording_id: int, at_ms: int, *, by: Viewer, note: str = "") -> None:
    """Says which later recording, from which ms on, shows that the card worked, and makes it a success.

    The note tells of the picture, so it stays with the proof: the card's history is read by who sees no picture.
    """
    require(policy.may_change(by, card))
    note = _note(note)
    later = {recording.id: recording for recording in queries.later_recordings(card, viewer=by)}
    recording = later.get(recording_id)
    if recording is None:
        raise Invalid(_("Kies een video die na de kaart is gemaakt en met jullie team is gedeeld."), "recording")
    if not 0 <= at_ms <= (recording.duration_ms or 0):
        raise Invalid(_("Deze video duurt tot %(end)s.", end=written(recording.duration_ms or 0)), "at")
    came_from = _settle(card, Stage.SUCCESS, card.stage, None)
    kept = queries.proof_of(card, viewer=by)
    if kept is None or (kept.recording_id, kept.at_ms, kept.note) != (recording.id, at_ms, note):
        _end_proofs(card)
        proof = Proof(improvement_id=card.id, recording_id=recording.id, at_ms=at_ms, by_id=by.person_id, note=note)
        db.session.add(proof)
    if came_from is not Stage.SUCCESS:
        db.session.add(StageChange(improvement_id=card.id, stage=Stage.SUCCESS, by_id=by.person_id))
    tell(card)


def _settle(card: Improvement, stage: Stage, seen: Stage, above: int | None) -> Stage:
    """Gives the row its column and rank, and returns the column it left; `stage` itself when it was there already."""
    rank = _rank(card, stage, above)
    as_seen = (Improvement.id == card.id, Improvement.stage == seen, Improvement.removed_at.is_(None))
    change = update(Improvement).where(*as_seen).values(stage=stage, rank=rank).returning(Improvement.id)
    moved = db.session.execute(change).first() is not None
    db.session.refresh(card)
    if moved:
        return seen
    if card.stage is not stage:
        raise Conflict(_("Iemand anders verplaatste deze kaart net. Kijk waar hij nu staat."))
    return stage


def _rank(card: Improvement, stage: Stage, above: int | None) -> int:
    column = _column(card, stage)
    ids = [row for row, _rank_ in column]
    place = ids.index(above) + 1 if above in ids else 0
    upper = column[place - 1][1] if place else None
    lower = column[place][1] if place < len(column) else None
    rank = ranks.between(upper, lower)
    if rank is not None:
        return rank
    fresh = ranks.spread([*ids[:place], card.id, *ids[place:]])
    for row in ids:
        db.session.execute(update(Improvement).where(Improvement.id == row).values(rank=fresh[row]))
    return fresh[card.id]


def _column(card: Improvement, stage: Stage) -> Sequence[tuple[int, int]]:
    """The other cards of the column as (id, rank), in order."""
    asked = select(Improvement.id, Improvement.rank).where(
        Improvement.team_id == card.team_id,
        Improvement.stage == stage,
        Improvement.removed_at.is_(None),
        Improvement.id != card.id,
    )
    return [(row.id, row.rank) for row in db.session.execute(asked.order_by(Improvement.rank, Improvement.id))]


def _take_up(card: Improvement, came_from: Stage, by: Viewer) -> None:
    today = clock.today()
    if card.owner_id is None:
        card.owner_id = by.person_id
    again = came_from in (Stage.EXPERIENCE, Stage.SUCCESS) and card.stage is Stage.GOING
    if card.due_on is None or (again and card.due_on < today):
        card.due_on = default_date(today)


def can_succeed(card: Improvement) -> bool:
    """Whether a proof stands, or stood until a moment ago: putting the card back makes it stand again."""
    last = _last_proof(card)
    return last is not None and (last.ended_at is None or last.ended_at > clock.now() - UNDO)


def _stand_again(card: Improvement) -> None:
    last = _last_proof(card)
    if last is not None:
        last.ended_at = None


def _last_proof(card: Improvement) -> Proof | None:
    asked = select(Proof).where(Proof.improvement_id == card.id).order_by(Proof.id.desc()).limit(1)
    return db.session.scalar(asked.execution_options(populate_existing=True))


def _end_proofs(card: Improvement) -> None:
    standing = (Proof.improvement_id == card.id, Proof.ended_at.is_(None))
    db.session.execute(update(Proof).where(*standing).values(ended_at=clock.now()))


def _note(note: str) -> str:
    note = tidy(note)
    if len(note) > NOTE_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=NOTE_MAX), "note")
    return note
