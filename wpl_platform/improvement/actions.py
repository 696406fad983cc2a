"""Making, changing and adding to the cards of a board. Moving and proving them is in `moving`."""

from datetime import date, timedelta

from sqlalchemy import func, select

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _, lazy, tidy
from wpl_platform.events import actions as events
from wpl_platform.feedback import policy as feedback_policy
from wpl_platform.feedback import queries as feedback
from wpl_platform.improvement import policy, queries, ranks
from wpl_platform.improvement.due import FURTHEST_DAYS
from wpl_platform.improvement.models import TITLE_MAX, CardMoment, Improvement, Stage, StageChange
from wpl_platform.teams import queries as teams
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

NOT_SHOWN = lazy("Deze video is niet met het hele team gedeeld. Alleen de maker zet er iets van op het bord.")


def make(
    team: Team,
    title: str,
    *,
    by: Viewer,
    owner_id: int | None = None,
    due_on: date | None = None,
    annotation_id: int | None = None,
) -> Improvement:
    """Puts a new card at the head of *ik merk*, with the moment it came from when there is one."""
    require(policy.may_make(by, team.id))
    _require_date(due_on, None)
    card = Improvement(
        team_id=team.id,
        title=_title(title),
        rank=_first_rank(team, Stage.NOTICE),
        owner_id=_owner(team, owner_id, by),
        due_on=due_on,
        made_by_id=by.person_id,
    )
    db.session.add(card)
    db.session.flush()
    db.session.add(StageChange(improvement_id=card.id, stage=card.stage, by_id=by.person_id))
    if annotation_id is not None:
        add_moment(card, annotation_id, by=by)
    tell(card)
    return card


def add_moment(card: Improvement, annotation_id: int, *, by: Viewer) -> None:
    """Puts a moment that the viewer sees with the card; already there counts as done."""
    require(policy.may_change(by, card))
    moment = feedback.annotation(annotation_id, viewer=by)
    if moment.recording.team_id != card.team_id:
        raise Invalid(_("Dit moment hoort bij een video van een ander team."), "annotation")
    require(feedback_policy.may_take_further(by, moment), str(NOT_SHOWN))
    kept = insert_into(CardMoment).values(improvement_id=card.id, annotation_id=moment.id)
    db.session.execute(kept.on_conflict_do_nothing())
    tell(card)


def edit(card: Improvement, title: str, owner_id: int | None, due_on: date | None, *, by: Viewer) -> None:
    """Keeps title, owner and date. From *wij gaan* on a card keeps an owner and a date."""
    require(policy.may_change(by, card))
    if card.stage is not Stage.NOTICE and owner_id is None:
        raise Invalid(_("Deze kaart is opgepakt. Kies wie hem doet."), "owner")
    if card.stage is not Stage.NOTICE and due_on is None:
        raise Invalid(_("Deze kaart is opgepakt. Kies een dag."), "due_on")
    _require_date(due_on, card.due_on)
    team = teams.team(card.team_id, viewer=by)
    kept_owner = owner_id if owner_id == card.owner_id else _owner(team, owner_id, by)
    card.title, card.owner_id, card.due_on = _title(title), kept_owner, due_on
    tell(card)


def remove(card: Improvement, *, by: Viewer) -> None:
    """Takes the card off the board; its row stays, so that this can be undone."""
    require(policy.may_change(by, card))
    card.removed_at = clock.now()
    tell(card)


def restore(card: Improvement, *, by: Viewer) -> None:
    """Puts a removed card back where it was; already there counts as done."""
    require(policy.may_make(by, card.team_id))
    card.removed_at = None
    tell(card)


def tell(card: Improvement) -> None:
    """Says to the open boards of the team that something changed; ids only. Moving and proving say it too."""
    events.publish(f"team:{card.team_id}", "board", {"card": card.id})


def _first_rank(team: Team, stage: Stage) -> int:
    column = (Improvement.team_id == team.id, Improvement.stage == stage, Improvement.removed_at.is_(None))
    first = db.session.scalar(select(func.min(Improvement.rank)).where(*column))
    return ranks.between(None, first) or 0


def _title(title: str) -> str:
    title = " ".join(tidy(title).split())
    if not title:
        raise Invalid(_("Schrijf in één zin wat je merkt."), "title")
    if len(title) > TITLE_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=TITLE_MAX), "title")
    return title


def _owner(team: Team, owner_id: int | None, by: Viewer) -> int | None:
    if owner_id is not None and owner_id not in {person.id for person in queries.possible_owners(team, viewer=by)}:
        raise Invalid(_("Kies iemand uit dit team."), "owner")
    return owner_id


def _require_date(due_on: date | None, before: date | None) -> None:
    if due_on is None or due_on == before:
        return
    if not clock.today() <= due_on <= clock.today() + timedelta(days=FURTHEST_DAYS):
        raise Invalid(_("Kies een dag vanaf vandaag, binnen een jaar."), "due_on")
