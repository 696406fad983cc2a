"""Who may see a team and change who belongs to it."""

from sqlalchemy import ColumnElement

from wpl_platform.teams.models import OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer


def may_see(viewer: Viewer, team: Team) -> bool:
    """Its members, in whatever role."""
    return viewer.in_team(team.id)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Team."""
    return Team.id.in_(viewer.teams_as())


def may_manage_members(viewer: Viewer, team: Team) -> bool:
    """Its administrators."""
    return viewer.has(team.id, Role.ADMIN)


def may_appoint(viewer: Viewer, organisation_id: int) -> bool:
    """The administrators of the organisation: who is what in it, and who is in its teams."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN)
