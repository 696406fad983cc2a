"""Where somebody is the only administrator: whom others need before that person can go."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.text import _, series
from wpl_platform.teams.models import Appointment, Membership, Organisation, OrganisationRole, Role, Team


@dataclass(frozen=True)
class Alone:
    """A team or organisation with no other administrator, and who can help: by name, or nobody."""

    sentence: str
    ask: str


def hold(person_id: int) -> None:
    """Until the transaction ends nobody else leaves where this person is administrator, so that one of them stays."""
    named = (Appointment.person_id == person_id, Appointment.role == OrganisationRole.ADMIN)
    whole = select(Organisation).join(Appointment).where(*named, Appointment.ended_at.is_(None))
    held = (Membership.person_id == person_id, Membership.role == Role.ADMIN)
    teams = select(Team).join(Membership).where(*held, Membership.ended_at.is_(None))
    for row in (*db.session.scalars(whole.order_by(Organisation.id)), *db.session.scalars(teams.order_by(Team.id))):
        one_at_a_time(row)


def alone_in(person_id: int) -> list[Alone]:
    """Every team and organisation in which this person is the only administrator."""
    return [*_organisations(person_id), *_teams(person_id)]


def _organisations(person_id: int) -> list[Alone]:
    other = aliased(Appointment)
    another = exists().where(
        other.organisation_id == Appointment.organisation_id,
        other.role == OrganisationRole.ADMIN,
        other.ended_at.is_(None),
        other.person_id != person_id,
    )
    asked = (
        select(Organisation)
        .join(Appointment, Appointment.organisation_id == Organisation.id)
        .where(Appointment.person_id == person_id, Appointment.ended_at.is_(None), ~another)
        .where(Appointment.role == OrganisationRole.ADMIN)
        .order_by(Organisation.name)
    )
    return [
        Alone(
            _("Je bent de enige beheerder van %(name)s.", name=organisation.name),
            _("Geef eerst een collega die rol. Is er niemand? Vraag het wie deze omgeving beheert."),
        )
        for organisation in db.session.scalars(asked)
    ]


def _teams(person_id: int) -> list[Alone]:
    other = aliased(Membership)
    another = exists().where(
        other.team_id == Membership.team_id,
        other.role == Role.ADMIN,
        other.ended_at.is_(None),
        other.person_id != person_id,
    )
    asked = (
        select(Team)
        .join(Membership, Membership.team_id == Team.id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None), ~another)
        .where(Membership.role == Role.ADMIN, Team.archived_at.is_(None))
        .order_by(Team.name)
    )
    return [
        Alone(_("Je bent de enige beheerder van team %(name)s.", name=team.name), _ask(team, person_id))
        for team in db.session.scalars(asked)
    ]


def _ask(team: Team, person_id: int) -> str:
    asked = (
        select(Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.organisation_id == team.organisation_id, Appointment.role == OrganisationRole.ADMIN)
        .where(Appointment.ended_at.is_(None), Person.id != person_id)
        .order_by(Person.name)
    )
    names = list(db.session.scalars(asked))
    if names:
        return _("Geef eerst een collega die rol. Vraag het %(names)s als dat niet lukt.", names=series(names))
    return _("Geef eerst een collega die rol. Is er niemand? Vraag het wie deze omgeving beheert.")
