"""How a provider is kept: by an organisation's administrators, and by who runs the server. Whoever calls asked."""

import re
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from wpl_platform.accounts.sealing import sealed
from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.openid import fetching
from wpl_platform.openid.models import ISSUER_MAX, Provider, ProviderDomain
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import Organisation
from wpl_platform.teams.viewer import Viewer

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
MOST_DOMAINS = 20


@dataclass(frozen=True)
class Wanted:
    """How a provider should be. An empty secret keeps the one there is."""

    issuer: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    trusts_addresses: bool = False
    on: bool = False
    only: bool = False


def provider_of(organisation_id: int) -> Provider | None:
    """The provider of an organisation, as it is set up."""
    return db.session.scalar(select(Provider).where(Provider.organisation_id == organisation_id))


def keep(organisation: Organisation, wanted: Wanted, *, by: Viewer | None) -> Provider:
    """Ensures that the organisation has this provider, and that its log says so. Raises Invalid, naming the field."""
    _judge(wanted)
    one_at_a_time(organisation)
    provider = provider_of(organisation.id)
    if provider is None and not wanted.secret:
        raise Invalid(_("Vul het client secret in."), "secret")
    if provider is None:
        provider = Provider(organisation_id=organisation.id)
        db.session.add(provider)
    if wanted.secret:
        provider.sealed_secret = sealed(wanted.secret)
    provider.issuer, provider.client_id = wanted.issuer, wanted.client_id
    provider.trusts_addresses = wanted.trusts_addresses
    db.session.flush()
    _keep_domains(provider, wanted.domains)
    turn(provider, on=wanted.on, only=wanted.only, by=by)
    return provider


def turn(provider: Provider, *, on: bool, only: bool, by: Viewer | None) -> None:
    """Opens or closes this way in, and makes it the only one or not; in the log of the organisation."""
    now = clock.now()
    provider.on_since = (provider.on_since or now) if on else None
    provider.only_since = (provider.only_since or now) if on and only else None
    what = "only" if provider.only_since else "on" if on else "off"
    about = About(provider.organisation_id, Kind.ORGANISATION, provider.organisation_id)
    note(Action.SIGN_IN_SET, about, by=by, what=what)


def _judge(wanted: Wanted) -> None:
    if not fetching.is_allowed(wanted.issuer) or re.search(r"[?#]", wanted.issuer) or len(wanted.issuer) > ISSUER_MAX:
        raise Invalid(_("Dit adres begint met https:// en heeft geen ? of #."), "issuer")
    if not 0 < len(wanted.domains) <= MOST_DOMAINS:
        raise Invalid(_("Noem minstens één domein, en hooguit %(count)s.", count=MOST_DOMAINS), "domains")
    for domain in wanted.domains:
        if not DOMAIN.fullmatch(domain):
            raise Invalid(
                _("%(domain)s is geen domein. Schrijf het zoals na de @: lindehoeve.nl.", domain=domain), "domains"
            )


def _keep_domains(provider: Provider, wanted: tuple[str, ...]) -> None:
    others = (ProviderDomain.provider_id == provider.id, ProviderDomain.domain.not_in(wanted))
    db.session.execute(delete(ProviderDomain).where(*others))
    held = select(ProviderDomain.domain).where(ProviderDomain.provider_id == provider.id)
    for domain in sorted(set(wanted) - set(db.session.scalars(held))):
        try:
            with db.session.begin_nested():
                db.session.add(ProviderDomain(provider_id=provider.id, domain=domain))
        except IntegrityError as error:
            taken = _(
                "%(domain)s hoort al bij een andere organisatie. Vraag het wie deze omgeving beheert.", domain=domain
            )
            raise Invalid(taken, "domains") from error
