"""Founding organisations and teams, and changing who belongs to them."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Refused, require
from wpl_platform.core.text import _, tidy
from wpl_platform.teams import policy, queries
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.models import Appointment, Membership, Organisation, OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.teams.words import ARCHIVED

APART = {OrganisationRole.ADMIN, OrganisationRole.FG}
"""Roles that one person does not hold together in an organisation."""


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
    """Puts the person in the team in a role; never a guest. System act, for the first administrator; already there is
    done.
    """
    require(not person.guest)
    try:
        with db.session.begin_nested():
            db.session.add(Membership(team_id=team.id, person_id=person.id, role=role))
    except IntegrityError:
        return


def add_member(team: Team, person: Person, role: Role, *, by: Viewer) -> None:
    """Puts the person in the team in a role; already there is done.

    Raises Refused for who would let themselves in, for an archived team, and for who belongs to another organisation:
    they are asked first, see `teams.inviting`.
    """
    require(policy.may_manage_members(by, team))
    alone = _("Een rol die video’s ziet, geef je niet aan jezelf. Vraag het een andere beheerder.")
    require(policy.may_give(by, team, role, person.id), alone)
    require(team.archived_at is None, str(ARCHIVED))
    require(not queries.belongs_elsewhere(person, team.organisation_id))
    place(person, team, role)


def end_membership(membership: Membership, *, by: Viewer) -> None:
    """Takes a role from a person; a team keeps at least one administrator."""
    require(policy.may_manage_members(by, membership.team))
    _end(membership, by)


def leave(team: Team, *, by: Viewer) -> None:
    """Ensures that they are in the team no more, in whatever role; raises Refused for its last administrator."""
    require(policy.may_see(by, team))
    for membership in queries.own_memberships(team, viewer=by):
        _end(membership, by)


def _end(membership: Membership, by: Viewer) -> None:
    """Ends it; the row of the team is the lock, so that of two administrators one stays."""
    one_at_a_time(membership.team)
    members = queries.members_of(membership.team, viewer=by)
    if membership.role is Role.ADMIN and sum(Role.ADMIN in member.roles for member in members) == 1:
        raise Refused(_("Een team houdt minstens één beheerder. Geef eerst iemand anders die rol."))
    open_one = (Membership.id == membership.id, Membership.ended_at.is_(None))
    db.session.execute(update(Membership).where(*open_one).values(ended_at=clock.now()))
    _end_invitations(membership)


def _end_invitations(membership: Membership) -> None:
    """Nobody comes back by an invitation of before; and what somebody asked as an administrator, they ask no longer."""
    waits = (Invitation.team_id == membership.team_id, Invitation.ended_at.is_(None))
    whose = Invitation.person_id == membership.person_id
    if membership.role is Role.ADMIN:
        whose |= Invitation.by_id == membership.person_id
    db.session.execute(update(Invitation).where(*waits, whose).values(ended_at=clock.now()))


def name_to(
    organisation: Organisation, person: Person, role: OrganisationRole, *, by_id: int | None = None
) -> Appointment | None:
    """Gives the person a role in the organisation; None when it was so already. System act, for the first of them.

    Raises Refused for who would guard what they administer themselves.
    """
    one_at_a_time(organisation)
    held = queries.roles_in(organisation.id, person)
    if role in held:
        return None
    if {role, *held} >= APART:
        raise Refused(_("Wie beheerder is, kan niet ook FG zijn: de FG kijkt mee op wat beheerders doen."))
    made = Appointment(organisation_id=organisation.id, person_id=person.id, role=role, by_id=by_id)
    db.session.add(made)
    db.session.flush()
    return made


def appoint(organisation: Organisation, person: Person, role: OrganisationRole, *, by: Viewer) -> Appointment | None:
    """Gives the person a role in the organisation; raises as `name_to` does. None when it was so already."""
    require(policy.may_appoint(by, organisation.id))
    return name_to(organisation, person, role, by_id=by.person_id)


def end_appointment(appointment: Appointment, *, by: Viewer) -> bool:
    """Takes a role in the organisation from a person; whether it was theirs until now. One administrator stays."""
    require(policy.may_appoint(by, appointment.organisation_id))
    one_at_a_time(appointment.organisation)
    admins = queries.holders_of(appointment.organisation_id, OrganisationRole.ADMIN, viewer=by)
    if appointment.role is OrganisationRole.ADMIN and admins == {appointment.person_id}:
        raise Refused(_("Een organisatie houdt minstens één beheerder. Geef eerst iemand anders die rol."))
    open_one = (Appointment.id == appointment.id, Appointment.ended_at.is_(None))
    ended = update(Appointment).where(*open_one).values(ended_at=clock.now()).returning(Appointment.id)
    return db.session.scalar(ended) is not None
