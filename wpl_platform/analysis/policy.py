"""Who sees what moments show together. For one recording that is who sees the recording; for a team it stands here.

A manager sees figures, never the moments behind them. An administrator keeps the house and does not look at the work.
"""

from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see_pattern(viewer: Viewer, team_id: int) -> bool:
    """The people of the team, without those who only administer it."""
    return viewer.has(team_id, Role.PARTICIPANT, Role.FACILITATOR, Role.MANAGER)


def may_open_moments(viewer: Viewer, team_id: int) -> bool:
    """Who learns in the team or guides it: the same people who see what is shared with it."""
    return viewer.has(team_id, *WATCHERS)
