"""How an organisation signs its people in, for who may set that up."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from wpl_platform.core.database import db
from wpl_platform.openid import policy
from wpl_platform.openid.linking import is_linked
from wpl_platform.openid.models import Provider, ProviderDomain, ProviderLink
from wpl_platform.openid.setting_up import provider_of
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Standing:
    """A provider as it is: its domains, how many people came in by it, and whether the viewer is one of them."""

    provider: Provider
    domains: Sequence[str]
    linked: int
    linked_myself: bool


def standing(organisation_id: int, *, viewer: Viewer) -> Standing | None:
    """The provider of the organisation; None when it has none yet, or for who may not set it up."""
    provider = provider_of(organisation_id) if policy.may_set_up(viewer, organisation_id) else None
    if provider is None:
        return None
    domains = select(ProviderDomain.domain).where(ProviderDomain.provider_id == provider.id)
    theirs = (ProviderLink.provider_id == provider.id, ProviderLink.issuer == provider.issuer)
    return Standing(
        provider,
        db.session.scalars(domains.order_by(ProviderDomain.domain)).all(),
        db.session.scalar(select(func.count()).select_from(ProviderLink).where(*theirs)) or 0,
        is_linked(provider, viewer.person_id),
    )
