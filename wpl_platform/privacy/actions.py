"""Giving and taking roles in an organisation, written down in its log."""

from wpl_platform.accounts.models import Person
from wpl_platform.core.errors import require
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams import actions as teams
from wpl_platform.teams import policy as teams_policy
from wpl_platform.teams.models import Appointment, Organisation, OrganisationRole
from wpl_platform.teams.viewer import Viewer


def appoint(organisation: Organisation, person: Person, role: OrganisationRole, *, by: Viewer) -> None:
    """Gives the person a role in the organisation; already so is done. Raises Refused as `teams.actions` does."""
    require(teams_policy.may_appoint(by, organisation.id))
    if teams.appoint(organisation, person, role, by=by) is not None:
        note(Action.ROLE_GIVEN, About(organisation.id, Kind.PERSON, person.id), by=by, what=role.value)


def appoint_first(organisation: Organisation, person: Person, role: OrganisationRole) -> bool:
    """The same by who runs the server, who gives the first; whether it is new. System act."""
    made = teams.name_to(organisation, person, role)
    if made is not None:
        note(Action.ROLE_GIVEN, About(organisation.id, Kind.PERSON, person.id), by=None, what=role.value)
    return made is not None


def end_appointment(appointment: Appointment, *, by: Viewer) -> None:
    """Takes a role in the organisation from somebody; already so is done. Raises Refused for the last administrator."""
    require(teams_policy.may_appoint(by, appointment.organisation_id))
    about = About(appointment.organisation_id, Kind.PERSON, appointment.person_id)
    if teams.end_appointment(appointment, by=by):
        note(Action.ROLE_TAKEN, about, by=by, what=appointment.role.value)
