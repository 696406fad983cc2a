"""Which teams there are for somebody, and who belongs to a team."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Integer, Select, String, cast, null, select, type_coerce, union_all

from wpl_platform.accounts.models import Person
from wpl_platform.accounts.queries import came_before, who_came_in
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.teams import policy
from wpl_platform.teams.models import Appointment, Membership, Organisation, OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer

T = TypeVar("T")


@dataclass(frozen=True)
class Member:
    """A person in a team with the roles they hold there. `came`: whether they ever chose a password or signed in."""

    person: Person
    roles: tuple[Role, ...]
    memberships: tuple[int, ...]
    came: bool = True


@dataclass(frozen=True)
class Belonging:
    """A person of an organisation: their roles in its teams, by the name of the team, and in itself, by appointment."""

    person: Person
    teams: dict[str, tuple[Role, ...]]
    appointments: dict[int, OrganisationRole]


def viewer_of(person: Person) -> Viewer:
    """The person as a policy sees them: with the roles they hold now, in teams and in organisations. One query."""
    asked = union_all(
        _held(Membership.team_id, null(), Membership.role, Membership.person_id == person.id, Membership.ended_at),
        _held(
            null(),
            Appointment.organisation_id,
            Appointment.role,
            Appointment.person_id == person.id,
            Appointment.ended_at,
        ),
    )
    teams: dict[int, set[Role]] = defaultdict(set)
    organisations: dict[int, set[OrganisationRole]] = defaultdict(set)
    for team_id, organisation_id, role in db.session.execute(asked):
        if team_id is not None:
            teams[team_id].add(Role(role))
        elif organisation_id is not None:
            organisations[organisation_id].add(OrganisationRole(role))
    return Viewer(person.id, person.name, _kept(teams), _kept(organisations), person.guest)


def _held(
    team_id: Any, organisation_id: Any, role: Any, theirs: ColumnElement[bool], ended_at: Any
) -> Select[int | None, int | None, str]:
    """Roles that nobody ended; of both tables in one shape, so that they are asked at once."""
    team: Any = cast(team_id, Integer)
    organisation: Any = cast(organisation_id, Integer)
    return select(team, organisation, type_coerce(role, String)).where(theirs, ended_at.is_(None))


def _kept(roles: Mapping[int, set[T]]) -> Mapping[int, frozenset[T]]:
    return MappingProxyType({number: frozenset(held) for number, held in roles.items()})


def teams_of(*, viewer: Viewer) -> Sequence[Team]:
    """The teams the viewer belongs to, by name, archived ones last."""
    order = (Team.archived_at.is_not(None), Team.name, Team.id)
    return db.session.scalars(select(Team).where(policy.seen_by(viewer)).order_by(*order)).all()


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


def own_memberships(team: Team, *, viewer: Viewer) -> Sequence[Membership]:
    """The roles that the viewer holds in the team now."""
    own = (Membership.team_id == team.id, Membership.person_id == viewer.person_id, Membership.ended_at.is_(None))
    return db.session.scalars(select(Membership).where(*own).order_by(Membership.id)).all()


def members_of(team: Team, *, viewer: Viewer) -> list[Member]:
    """Everybody in the team by name, each once; empty for who does not belong to it."""
    asked = (
        select(Membership, Person, who_came_in())
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.team_id == team.id, Membership.ended_at.is_(None), policy.seen_by(viewer))
        .order_by(Person.name, Person.id, Membership.id)
    )
    found: dict[int, Member] = {}
    for held, person, ever in db.session.execute(asked):
        before = found.get(person.id, Member(person, (), ()))
        found[person.id] = Member(person, (*before.roles, held.role), (*before.memberships, held.id), bool(ever))
    return list(found.values())


def belongs_elsewhere(person: Person, organisation_id: int) -> bool:
    """Whether the person is in another organisation, by a team or in itself, and not in this one."""
    by_team = select(Team.organisation_id).join(Membership, Membership.team_id == Team.id)
    theirs = union_all(
        by_team.where(Membership.person_id == person.id, Membership.ended_at.is_(None)),
        select(Appointment.organisation_id).where(Appointment.person_id == person.id, Appointment.ended_at.is_(None)),
    )
    found = set(db.session.scalars(theirs))
    return bool(found) and organisation_id not in found


def may_be_let_in_by(person: Person, *, viewer: Viewer) -> bool:
    """Whether the viewer may hold the person's first link: it opens all that is theirs.

    So only of who never came in, and is in no team and has no role that the viewer does not administer.
    """
    theirs = viewer_of(person)
    whole = viewer.organisations_as(OrganisationRole.ADMIN)
    own = theirs.teams_as() <= viewer.teams_as(Role.ADMIN) and theirs.organisations.keys() <= whole
    return own and person.password_hash is None and not came_before(person.id)


def organisation(organisation_id: int, *, viewer: Viewer) -> Organisation:
    """An organisation in which the viewer has a role of its own; raises Missing otherwise."""
    found = db.session.get(Organisation, organisation_id)
    if found is None or organisation_id not in viewer.organisations:
        raise Missing
    return found


def appointment(appointment_id: int, *, viewer: Viewer) -> Appointment:
    """Somebody's role in an organisation that the viewer may give roles in; raises Missing otherwise."""
    found = db.session.get(Appointment, appointment_id)
    if found is None or not policy.may_appoint(viewer, found.organisation_id):
        raise Missing
    return found


def people_of(organisation_id: int, *, viewer: Viewer) -> list[Belonging]:
    """Everybody of the organisation by name, each once, in two queries; empty for who gives no roles there."""
    if not policy.may_appoint(viewer, organisation_id):
        return []
    members = (
        select(Person, Team.name, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Team.organisation_id == organisation_id, Membership.ended_at.is_(None))
        .order_by(Team.name, Membership.id)
    )
    appointed = (
        select(Person, Appointment.id, Appointment.role)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.organisation_id == organisation_id, Appointment.ended_at.is_(None))
        .order_by(Appointment.id)
    )
    found: dict[int, Belonging] = {}
    for person, team_name, role in db.session.execute(members):
        teams = found.setdefault(person.id, Belonging(person, {}, {})).teams
        teams[team_name] = (*teams.get(team_name, ()), role)
    for person, number, kind in db.session.execute(appointed):
        found.setdefault(person.id, Belonging(person, {}, {})).appointments[number] = kind
    return sorted(found.values(), key=lambda each: (each.person.name.casefold(), each.person.id))


def holders_of(organisation_id: int, role: OrganisationRole, *, viewer: Viewer) -> set[int]:
    """The people, by number, who hold a role in an organisation, for who gives roles there."""
    held = (Appointment.organisation_id == organisation_id, Appointment.role == role, Appointment.ended_at.is_(None))
    if not policy.may_appoint(viewer, organisation_id):
        return set()
    return set(db.session.scalars(select(Appointment.person_id).where(*held)))


def roles_in(organisation_id: int, person: Person) -> set[OrganisationRole]:
    """What somebody is in an organisation now."""
    held = (Appointment.organisation_id == organisation_id, Appointment.person_id == person.id)
    return set(db.session.scalars(select(Appointment.role).where(*held, Appointment.ended_at.is_(None))))


def organisation_by_name(name: str) -> Organisation | None:
    """The organisation of this name, for who runs the server."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name).order_by(Organisation.id).limit(1))


def organisation_names() -> dict[int, str]:
    """Every organisation with its name, for who runs the server."""
    return dict(row for row in db.session.execute(select(Organisation.id, Organisation.name)))
