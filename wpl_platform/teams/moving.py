"""Moving people from one team of an organisation to another: the same role there, and here no more."""

from collections.abc import Sequence

from sqlalchemy import select

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, Refused, require
from wpl_platform.core.text import _
from wpl_platform.teams import actions, policy
from wpl_platform.teams.models import Membership, Role, Team
from wpl_platform.teams.viewer import Viewer


def move(membership: Membership, team: Team, *, by: Viewer) -> None:
    """Ensures that the person has this role in the other team, and in this one no more; what they filmed stays here.

    Raises Refused for who does not administer both teams, for a team of another organisation, and as giving and taking
    a role do; Missing for a role that ended meanwhile.
    """
    require(policy.may_manage_members(by, membership.team) and policy.may_manage_members(by, team))
    if team.organisation_id != membership.team.organisation_id:
        raise Refused(_("Dit team hoort bij een andere organisatie."))
    one_at_a_time(membership)
    if membership.ended_at is not None:
        raise Missing
    actions.add_member(team, membership.person, membership.role, by=by)
    if team.id != membership.team_id:
        actions.end_membership(membership, by=by)


def teams_beside(team: Team, *, viewer: Viewer) -> Sequence[Team]:
    """To which teams of the organisation the viewer may move somebody from this one, by name."""
    if not policy.may_manage_members(viewer, team):
        return []
    beside = (Team.organisation_id == team.organisation_id, Team.id != team.id, Team.archived_at.is_(None))
    mine = Team.id.in_(viewer.teams_as(Role.ADMIN))
    return db.session.scalars(select(Team).where(*beside, mine).order_by(Team.name, Team.id)).all()
