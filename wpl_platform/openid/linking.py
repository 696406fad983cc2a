"""Whom a provider speaks of: known by the account there; the first time by an address that it may vouch for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, union

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import letters
from wpl_platform.accounts.models import Person
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.mail import ADDRESS
from wpl_platform.openid.models import Provider, ProviderDomain, ProviderLink
from wpl_platform.openid.policy import belongs_alone
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import Appointment, Membership, Team
from wpl_platform.teams.queries import viewer_of


def person_for(provider_id: int, claims: Mapping[str, Any]) -> Person | None:
    """Who it is here; None for who is unknown, and for who is or was of another organisation. Raises nothing."""
    provider = db.session.get_one(Provider, provider_id)
    theirs = (ProviderLink.provider_id == provider.id, ProviderLink.issuer == provider.issuer)
    asked = select(Person).join(ProviderLink, ProviderLink.person_id == Person.id)
    person = db.session.scalar(asked.where(*theirs, ProviderLink.subject == claims["sub"]))
    if person is not None:
        return person if speaks_for(provider, person) else None
    email = _vouched(provider, claims)
    person = person_by_email(email) if email else None
    if person is None or not speaks_for(provider, person) or not _link(provider, person, claims["sub"]):
        return None
    return person


def speaks_for(provider: Provider, person: Person) -> bool:
    """Whether the person belongs to the provider's organisation, and never did to another."""
    return belongs_alone(viewer_of(person), provider.organisation_id, ever_in(person))


def only_for(person: Person) -> Provider | None:
    """The provider by which alone the person signs in, when their organisation wants that."""
    organisations = ever_in(person)
    if len(organisations) != 1:
        return None
    wanted = (Provider.organisation_id.in_(organisations), Provider.on_since.is_not(None))
    found = db.session.scalar(select(Provider).where(*wanted, Provider.only_since.is_not(None)))
    return found if found is not None and speaks_for(found, person) else None


def is_linked(provider: Provider, person_id: int | None) -> bool:
    """Whether the person came in by this provider before."""
    theirs = (ProviderLink.provider_id == provider.id, ProviderLink.issuer == provider.issuer)
    asked = select(ProviderLink.id).where(*theirs, ProviderLink.person_id == person_id)
    return db.session.scalar(asked) is not None


def forget(person: Person) -> bool:
    """The next account at the provider that bears their address is theirs; whether there was one. For the server."""
    gone = delete(ProviderLink).where(ProviderLink.person_id == person.id).returning(ProviderLink.id)
    return bool(db.session.scalars(gone).all())


def ever_in(person: Person) -> frozenset[int]:
    """The organisations of which the person is or was something. What is theirs may come from any of them."""
    members = select(Team.organisation_id).join(Membership, Membership.team_id == Team.id)
    appointed = select(Appointment.organisation_id).where(Appointment.person_id == person.id)
    return frozenset(db.session.scalars(union(members.where(Membership.person_id == person.id), appointed)))


def _vouched(provider: Provider, claims: Mapping[str, Any]) -> str:
    """The address that the provider may say is this person's; empty when it may not, or was not verified."""
    email, verified = claims.get("email"), claims.get("email_verified")
    said = verified is True or verified == "true"
    if not said and not (verified is None and provider.trusts_addresses):
        return ""
    if not isinstance(email, str) or not email.isascii() or not ADDRESS.fullmatch(email):
        return ""
    domain = email.rpartition("@")[2].lower()
    known = (ProviderDomain.provider_id == provider.id, ProviderDomain.domain == domain)
    return email if db.session.scalar(select(ProviderDomain.id).where(*known)) is not None else ""


def _link(provider: Provider, person: Person, subject: str) -> bool:
    """From now on this account is theirs; False when another account is already."""
    values = {"provider_id": provider.id, "issuer": provider.issuer, "subject": subject, "person_id": person.id}
    row = insert_into(ProviderLink).values(values).on_conflict_do_nothing().returning(ProviderLink.id)
    if db.session.scalar(row) is None:
        return False
    accounts.hand_to_owner(person)
    note(Action.SIGN_IN_LINKED, About(provider.organisation_id, Kind.PERSON, person.id), by=viewer_of(person))
    letters.tell_linked(person, provider.organisation.name)
    return True
