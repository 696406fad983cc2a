"""Founding organisations and teams, and changing who belongs to them."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Refused, require
from wpl_platform.core.text import _, tidy
from wpl_platform.teams import policy, queries
from wpl_platform.teams.models import Membership, Organisation, Role, Team
from wpl_platform.teams.viewer import Viewer


def found_organisation(name: str) -> Organisation:
    """A new organisation. System act: the command line founds them."""
    organisation = Organisation(name=tidy(name))
    db.session.add(organisation)
    db.session.flush()
    return organisation


def found_team(organisation: Organisation, name: str) -> Team:
    """A new team of the organisation. System act: the command line founds them."""
    team = Team(organisation_id=organisation.id, name=tidy(name))
    db.session.add(team)
    db.session.flush()
    return team


def place(person: Person, team: Team, role: Role) -> None:
    """Puts the person in the team in a role. System act, for the first administrator; already there is done."""
    try:
        with db.session.begin_nested():
            db.session.add(Membership(team_id=team.id, person_id=person.id, role=role))
    except IntegrityError:
        return


def add_member(team: Team, person: Person, role: Role, *, by: Viewer) -> None:
    """Puts the person in the team in a role; already there counts as done."""
    require(policy.may_manage_members(by, team))
    place(person, team, role)


def end_membership(membership: Membership, *, by: Viewer) -> None:
    """Takes a role from a person; a team keeps at least one administrator, and its row is the lock."""
    require(policy.may_manage_members(by, membership.team))
    one_at_a_time(membership.team)
    members = queries.members_of(membership.team, viewer=by)
    if membership.role is Role.ADMIN and sum(Role.ADMIN in member.roles for member in members) == 1:
        raise Refused(_("Een team houdt minstens één beheerder. Geef eerst iemand anders die rol."))
    open_one = (Membership.id == membership.id, Membership.ended_at.is_(None))
    db.session.execute(update(Membership).where(*open_one).values(ended_at=clock.now()))
