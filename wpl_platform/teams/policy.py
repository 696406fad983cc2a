"""Who may see a team and change who belongs to it, and who needs a second step to get in."""

from collections.abc import Collection
from itertools import chain

from sqlalchemy import ColumnElement

from wpl_platform.teams.models import OrganisationRole, Role, Team
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see(viewer: Viewer, team: Team) -> bool:
    """Its members, in whatever role."""
    return viewer.in_team(team.id)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Team."""
    return Team.id.in_(viewer.teams_as())


def may_manage_members(viewer: Viewer, team: Team) -> bool:
    """Its administrators."""
    return viewer.has(team.id, Role.ADMIN)


def may_give(viewer: Viewer, team: Team, role: Role, person_id: int) -> bool:
    """Its administrators; but to oneself nobody gives a role that sees films."""
    return may_manage_members(viewer, team) and not (viewer.is_person(person_id) and role in WATCHERS)


def may_answer_invitation(viewer: Viewer, person_id: int) -> bool:
    """Who was asked, and nobody for them."""
    return viewer.is_person(person_id)


def may_write_agreements(viewer: Viewer, team: Team) -> bool:
    """Who guides it, and its administrators."""
    return viewer.has(team.id, Role.FACILITATOR, Role.ADMIN)


def may_accept_agreements(viewer: Viewer, team_id: int) -> bool:
    """Who films there, and so is bound by them."""
    return viewer.has(team_id, *WATCHERS)


def may_appoint(viewer: Viewer, organisation_id: int) -> bool:
    """The administrators of the organisation: who is what in it, and who is in its teams."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN)


def may_arrange(viewer: Viewer, organisation_id: int) -> bool:
    """The administrators of the organisation: its name and its teams. It shows them no film."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN)


def may_see_branding(viewer: Viewer, organisation_id: int, teams: Collection[int]) -> bool:
    """How an organisation looks: who is in one of its `teams`, or is something for all of it."""
    return bool(viewer.organisations.get(organisation_id)) or any(viewer.in_team(team_id) for team_id in teams)


def needs_second_step(viewer: Viewer, roles: Collection[str]) -> bool:
    """Who holds one of these roles, in any team or organisation."""
    held = chain(*viewer.roles.values(), *viewer.organisations.values())
    return any(role.value in roles for role in held)
