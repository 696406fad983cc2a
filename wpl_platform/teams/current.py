"""Wires the viewer and the chosen team into each request, so that every door asks them the same way."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, current_app, g, request, session

from wpl_platform.accounts.demands import Demands, register
from wpl_platform.accounts.login import me
from wpl_platform.accounts.models import Person
from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _
from wpl_platform.teams import policy, queries
from wpl_platform.teams.models import Organisation, OrganisationRole, Team
from wpl_platform.teams.viewer import STRANGER, Viewer
from wpl_platform.web.replies import see_other

CHOSEN = "team"


class NoTeam(Missing):
    """Signed in, but in no team yet: the page says what to do."""


def init_app(app: Flask) -> None:
    """Gives templates the viewer, their teams and the chosen one; leads who has no team to the page that helps."""
    app.context_processor(_in_templates)
    register(app, Demands(needs_second_step, _names_about))
    app.register_error_handler(NoTeam, lambda error: see_other("/start"))


def viewer() -> Viewer:
    """Who looks in this request; STRANGER when nobody is signed in."""
    if "viewer" not in g:
        person = me()
        g.viewer = STRANGER if person is None else queries.viewer_of(person)
    found: Viewer = g.viewer
    return found


def teams() -> Sequence[Team]:
    """The viewer's teams, asked once a request."""
    if "teams" not in g:
        g.teams = queries.teams_of(viewer=viewer()) if viewer().signed_in else []
    found: Sequence[Team] = g.teams
    return found


def chosen_team() -> Team | None:
    """The team the viewer works in now: the one they chose, else their first; None when they have none."""
    wanted = session.get(CHOSEN)
    return next((team for team in teams() if team.id == wanted), teams()[0] if teams() else None)


def team() -> Team:
    """The same, where a page cannot do without; raises NoTeam."""
    found = chosen_team()
    if found is None:
        raise NoTeam(_("Je zit nog niet in een team."))
    return found


def organisation(*roles: OrganisationRole) -> Organisation:
    """The organisation in which the viewer works now as one of these; raises Missing when there is none.

    The one that the address names (`?organisation=3`), else that of the chosen team, else their first.
    """
    mine = viewer().organisations_as(*roles)
    here = chosen_team()
    wanted = request.args.get("organisation", here.organisation_id if here else None, type=int)
    if not mine or ("organisation" in request.args and wanted not in mine):
        raise Missing
    chosen = wanted if wanted is not None and wanted in mine else min(mine)
    return queries.organisation(chosen, viewer=viewer())


def choose(found: Team) -> None:
    """Goes on in this team."""
    session[CHOSEN] = found.id


def needs_second_step(person: Person) -> bool:
    """Whether what the person is in their teams asks for a second step; SECOND_STEP_FOR says which roles do."""
    roles = current_app.config["SECOND_STEP_FOR"]
    return bool(roles) and policy.needs_second_step(queries.viewer_of(person), roles)


def _names_about(person: Person) -> list[str]:
    found = queries.teams_of(viewer=queries.viewer_of(person))
    return [name for team in found for name in (team.name, team.organisation.name)]


def _in_templates() -> dict[str, Any]:
    return {"viewer": viewer(), "team": chosen_team(), "teams": teams()}
