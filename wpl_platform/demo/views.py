"""The door of a demo instance: one click to be an invented person. It exists only where DEMO is on."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import open_session
from wpl_platform.core.errors import Missing
from wpl_platform.demo import queries
from wpl_platform.teams import current
from wpl_platform.teams import queries as teams
from wpl_platform.web.replies import safe_next, see_other

ONLY_WHEN = "DEMO"
bp = Blueprint("demo", __name__)


@bp.post("/demo/sign-in")
def create_sign_in() -> Response:
    """In as the invented person, in the team they were chosen in."""
    person = queries.invented(_number("person_id"))
    open_session(person)
    if "team_id" in request.form:
        current.choose(teams.team(_number("team_id"), viewer=teams.viewer_of(person)))
    return see_other(safe_next("/start"))


@bp.app_context_processor
def _in_templates() -> dict[str, Any]:
    return {"demo_people": queries.people}


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not text.isdecimal() or len(text) > 12:
        raise Missing
    return int(text)
