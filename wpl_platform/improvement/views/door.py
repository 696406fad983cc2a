"""The one blueprint of the feature, and what its doors share."""

from typing import Any

from flask import Blueprint, render_template, url_for

from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, excerpt
from wpl_platform.improvement import policy, queries
from wpl_platform.improvement.columns import COLUMNS, NAMES, neighbours
from wpl_platform.improvement.due import standing
from wpl_platform.improvement.forms import NOBODY, MoveForm, ProofForm
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.media import captions
from wpl_platform.media import queries as media
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.web.forms import Form

bp = Blueprint("improvement", __name__)


def card_address(improvement_id: int, anchor: str | None = None) -> str:
    """The page of a card."""
    return url_for("improvement.show", improvement_id=improvement_id, _anchor=anchor)


def words() -> dict[str, Any]:
    """What the board and its cards need to speak of stages and dates."""
    return {
        "Stage": Stage,
        "columns": COLUMNS,
        "stage_names": NAMES,
        "neighbours": neighbours,
        "standing": lambda card: standing(card.due_on, card.stage, clock.today()),
    }


def owner_names(team_id: int) -> dict[int, str]:
    """Nobody yet, or one of the people who learn in the team, by their id."""
    people = queries.possible_owners(teams.team(team_id, viewer=viewer()), viewer=viewer())
    return {NOBODY: _("Nog niemand")} | {person.id: person.name for person in people}


def card_page(card: Improvement, *, proof_form: ProofForm | None = None, move_form: MoveForm | None = None) -> str:
    """The page of a card: where it came from, where it has been, and what shows that it worked."""
    origins = queries.origins_of(card, viewer=viewer())
    shown = [origin.annotation for origin in origins if origin.annotation is not None]
    proof = queries.proof_of(card, viewer=viewer())
    later = queries.later_recordings(card, viewer=viewer())
    films = [*(moment.recording_id for moment in shown), *(recording.id for recording in later)]
    if proof is not None:
        films.append(proof.recording_id)
    return render_template(
        "improvement/show.html",
        card=card,
        origins=origins,
        then=shown[0] if shown else None,
        proof=proof,
        proof_seen=proof is not None and queries.may_watch(proof.recording, viewer=viewer()),
        history=queries.history_of(card, viewer=viewer()),
        changes=policy.may_change(viewer(), card),
        later=later,
        kinds=media.kinds_of(films),
        captions=captions.tracks_on(later, viewer=viewer()),
        proof_form=proof_form or ProofForm(formdata=None),
        move_form=move_form or MoveForm(formdata=None),
        excerpt=excerpt,
        **words(),
    )


def complain(form: Form, complaint: Invalid, fields: dict[str, str]) -> None:
    """Puts what the action refused beside its field; raises it again when no field of the form is meant."""
    name = fields.get(complaint.field or "", complaint.field or "")
    if name not in form:
        raise complaint
    form[name].errors = [complaint.sentence]
