"""Which teams there are for somebody, and who belongs to a team."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.teams import policy
from wpl_platform.teams.models import Membership, Role, Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Member:
    """A person in a team with the roles they hold there."""

    person: Person
    roles: tuple[Role, ...]
    memberships: tuple[int, ...]


def viewer_of(person: Person) -> Viewer:
    """The person as a policy sees them: with the roles they hold now."""
    asked = select(Membership.team_id, Membership.role).where(
        Membership.person_id == person.id, Membership.ended_at.is_(None)
    )
    roles: dict[int, set[Role]] = defaultdict(set)
    for team_id, role in db.session.execute(asked):
        roles[team_id].add(role)
    held = MappingProxyType({team_id: frozenset(kinds) for team_id, kinds in roles.items()})
    return Viewer(person.id, person.name, held)


def teams_of(*, viewer: Viewer) -> Sequence[Team]:
    """The teams the viewer belongs to, by name."""
    return db.session.scalars(select(Team).where(policy.seen_by(viewer)).order_by(Team.name, Team.id)).all()


def team(team_id: int, *, viewer: Viewer) -> Team:
    """The team; raises Missing when the viewer does not belong to it."""
    found = db.session.get(Team, team_id)
    if found is None or not policy.may_see(viewer, found):
        raise Missing
    return found


def membership(membership_id: int, *, viewer: Viewer) -> Membership:
    """One membership of a team that the viewer may see; raises Missing otherwise."""
    found = db.session.get(Membership, membership_id)
    if found is None or not policy.may_see(viewer, found.team):
        raise Missing
    return found


def members_of(team: Team, *, viewer: Viewer) -> list[Member]:
    """Everybody in the team by name, each once; empty for who does not belong to it."""
    asked = (
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.team_id == team.id, Membership.ended_at.is_(None), policy.seen_by(viewer))
        .order_by(Person.name, Person.id, Membership.id)
    )
    found: dict[int, Member] = {}
    for held, person in db.session.execute(asked):
        before = found.get(person.id, Member(person, (), ()))
        found[person.id] = Member(person, (*before.roles, held.role), (*before.memberships, held.id))
    return list(found.values())


def belongs_elsewhere(person: Person, *, viewer: Viewer) -> bool:
    """Whether somebody is in a team that the viewer does not administer, in whatever organisation."""
    return not viewer_of(person).teams_as() <= viewer.teams_as(Role.ADMIN)
