"""What an organisation's administrators arrange: its name, and its teams with where they are."""

from dataclasses import dataclass

from sqlalchemy import func, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, require
from wpl_platform.core.text import tidy
from wpl_platform.teams import actions, policy
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.teams.models import Membership, Organisation, Role, Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Place:
    """A team of the organisation, with how many people are in it now."""

    team: Team
    people: int


def teams_of(organisation: Organisation, *, viewer: Viewer) -> list[Place]:
    """Every team of the organisation by location and name, archived ones last; none for who does not administer it."""
    if not policy.may_arrange(viewer, organisation.id):
        return []
    people = (
        select(func.count(Membership.person_id.distinct()))
        .where(Membership.team_id == Team.id, Membership.ended_at.is_(None))
        .scalar_subquery()
    )
    asked = select(Team, people).where(Team.organisation_id == organisation.id)
    rows = db.session.execute(asked.order_by(Team.archived_at.is_not(None), Team.location, Team.name, Team.id))
    return [Place(team, count) for team, count in rows]


def team(team_id: int, *, viewer: Viewer) -> Team:
    """A team to be arranged, also by an administrator of its organisation who is not in it; raises Missing."""
    found = db.session.get(Team, team_id)
    if found is None or not policy.may_arrange(viewer, found.organisation_id):
        raise Missing
    return found


def rename(organisation: Organisation, name: str, *, by: Viewer) -> None:
    """Ensures that the organisation is called this."""
    require(policy.may_arrange(by, organisation.id))
    organisation.name = tidy(name)


def add_team(organisation: Organisation, name: str, location: str, *, by: Viewer) -> Team:
    """A new team at a location (empty: none), with who made it as its administrator."""
    require(policy.may_arrange(by, organisation.id))
    made = actions.found_team(organisation, name)
    made.location = tidy(location)
    db.session.add(Membership(team_id=made.id, person_id=by.person_id, role=Role.ADMIN))
    db.session.flush()
    return made


def edit_team(team: Team, name: str, location: str, *, by: Viewer) -> None:
    """Ensures that the team is called this and is there."""
    require(policy.may_arrange(by, team.organisation_id))
    team.name, team.location = tidy(name), tidy(location)


def archive(team: Team, *, by: Viewer) -> None:
    """Ensures that nothing new comes into the team and nobody; what is there stays to be looked back at."""
    require(policy.may_arrange(by, team.organisation_id))
    team.archived_at = team.archived_at or clock.now()
    open_one = (TeamLink.team_id == team.id, TeamLink.ended_at.is_(None))
    db.session.execute(update(TeamLink).where(*open_one).values(ended_at=clock.now()))


def take_back(team: Team, *, by: Viewer) -> None:
    """Ensures that the team goes on."""
    require(policy.may_arrange(by, team.organisation_id))
    team.archived_at = None
