"""Who sees a team's board and who moves its cards.

A manager sees that the team improves: cards, never the moments or pictures behind them (those follow the policy of
feedback and media). An administrator keeps the house and does not look at the board.
"""

from sqlalchemy import ColumnElement

from wpl_platform.improvement.models import Improvement
from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import Viewer

SEERS = frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.MANAGER})
MOVERS = frozenset({Role.PARTICIPANT, Role.FACILITATOR})


def may_see_board(viewer: Viewer, team_id: int) -> bool:
    """The people of the team, without those who only administer it."""
    return viewer.has(team_id, *SEERS)


def may_see(viewer: Viewer, card: Improvement) -> bool:
    """Whoever sees the board sees its cards, but for the ones that were removed."""
    return card.removed_at is None and may_see_board(viewer, card.team_id)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as a condition on cards."""
    return Improvement.removed_at.is_(None) & Improvement.team_id.in_(viewer.teams_as(*SEERS))


def may_make(viewer: Viewer, team_id: int) -> bool:
    """Who learns in the team, or guides it, puts cards on the board."""
    return viewer.has(team_id, *MOVERS)


def may_change(viewer: Viewer, card: Improvement) -> bool:
    """Who may put cards on the board may change, move and prove them: a card is the team's."""
    return card.removed_at is None and may_make(viewer, card.team_id)
