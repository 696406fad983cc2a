"""Who may see a team and change who belongs to it, and who needs a second step to get in."""

from collections.abc import Collection

from sqlalchemy import ColumnElement

from wpl_platform.teams.models import Role, Team
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


def needs_second_step(viewer: Viewer, roles: Collection[str]) -> bool:
    """Who holds one of these roles in any team."""
    return any(role.value in roles for held in viewer.roles.values() for role in held)
