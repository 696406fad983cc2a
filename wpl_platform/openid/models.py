"""How an organisation signs its people in itself: its provider, whom that vouched for, and who is on their way."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock, ids
from wpl_platform.core.database import Base
from wpl_platform.teams.models import Organisation

ISSUER_MAX = 255
CLIENT_MAX = 255
SECRET_MAX = 512
DOMAIN_MAX = 253
SUBJECT_MAX = 255
"""As OpenID Connect has it: 255 ASCII characters."""


class Provider(Base):
    """The provider of an organisation. `key` is what its own sign-in link bears; `sealed_secret`: `accounts.sealing`.

    `trusts_addresses`: an address counts when the provider does not say whether it was verified. `on_since`: it can be
    used. `only_since`: people of this organisation alone sign in in no other way.
    """

    __tablename__ = "provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), unique=True)
    key: Mapped[str] = mapped_column(String(26), unique=True, default=ids.new_key)
    issuer: Mapped[str] = mapped_column(String(ISSUER_MAX))
    client_id: Mapped[str] = mapped_column(String(CLIENT_MAX))
    sealed_secret: Mapped[str] = mapped_column(Text)
    trusts_addresses: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    on_since: Mapped[datetime | None]
    only_since: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class ProviderDomain(Base):
    """What stands behind the @ of addresses that a provider vouches for; of one organisation, in lower case."""

    __tablename__ = "provider_domain"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id", ondelete="CASCADE"), index=True)
    domain: Mapped[str] = mapped_column(String(DOMAIN_MAX), unique=True)


class ProviderAttempt(Base):
    """Somebody is on their way to a provider and back; gone when they came back. It is nobody's yet.

    Of the secret in their browser, from which state, nonce and verifier are made, only the digest is kept.
    """

    __tablename__ = "provider_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]

    provider: Mapped[Provider] = relationship(lazy="joined", innerjoin=True)


class ProviderLink(Base):
    """Who at the provider (`issuer` and `subject`) is which person here; known by that, whatever their address is."""

    __tablename__ = "provider_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(String(ISSUER_MAX))
    subject: Mapped[str] = mapped_column(String(SUBJECT_MAX))
    person_id: Mapped[int] = person_column(on_erase="drop")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        UniqueConstraint("provider_id", "issuer", "subject"),
        UniqueConstraint("provider_id", "issuer", "person_id"),
    )
