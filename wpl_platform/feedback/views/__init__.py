"""The doors of feedback: the studio, what is said in it, and marking along while somebody films."""

from typing import Any

from flask import Blueprint

from wpl_platform.feedback import film_company, queries
from wpl_platform.feedback.views import (
    annotations,
    company,
    filming,
    guest,
    guides,
    replies,
    requests,
    responses,
    spoken,
    stills,
    studio,
)
from wpl_platform.teams.current import chosen_team, viewer

bp = Blueprint("feedback", __name__)
for noun in (studio, annotations, replies, responses, requests, guides, company, spoken, stills, filming, guest):
    bp.register_blueprint(noun.bp)


@bp.app_context_processor
def _for_lower_floors() -> dict[str, Any]:
    """What templates of floors that know no moments ask by name: lines of moments in a grid, and who films now."""
    return {
        "densities_of": queries.densities_of,
        "films_now": lambda: film_company.films_now(chosen_team(), viewer=viewer()),
    }
