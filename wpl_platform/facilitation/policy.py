"""Who sees what waits in a team: who guides it. The members themselves see who belongs to it."""

from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import Viewer


def may_guide(viewer: Viewer, team_id: int) -> bool:
    """Its facilitators."""
    return viewer.has(team_id, Role.FACILITATOR)
