"""On the way to a provider and back: an attempt that counts once, and whom the answer is about.

Asked by nobody who is anybody yet. Why each check: docs/decisions/openid-connect.md.
"""

import hashlib
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from sqlalchemy import delete, select

from wpl_platform.accounts.models import Person
from wpl_platform.accounts.sealing import opened
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, release
from wpl_platform.core.errors import PortFailure, ProductError
from wpl_platform.core.text import _
from wpl_platform.openid import discovery, fetching, linking, tokens
from wpl_platform.openid.models import Provider, ProviderAttempt, ProviderDomain
from wpl_platform.openid.tokens import Untrue

ATTEMPT_LASTS = timedelta(minutes=10)
ANSWER_MAX = 4000
log = logging.getLogger(__name__)


class NotLetIn(ProductError):
    """Nobody comes in by this answer; the sentence is for who tried, and tells nothing of anybody else."""


@dataclass(frozen=True)
class Setup:
    """A provider as it is set up, apart from the database. `key` is of its own sign-in link."""

    id: int
    organisation_id: int
    key: str
    issuer: str
    client_id: str
    sealed_secret: str


@dataclass(frozen=True)
class Answer:
    """What a provider sent along with the browser."""

    code: str
    state: str
    issuer: str


def anybody_does() -> bool:
    """Whether an organisation signs its people in at all."""
    return db.session.scalar(select(Provider.id).where(Provider.on_since.is_not(None)).limit(1)) is not None


def provider_by_key(key: str) -> Provider | None:
    """The provider whose own link this is, while it is on."""
    return db.session.scalar(select(Provider).where(Provider.key == key, Provider.on_since.is_not(None)))


def provider_by_address(email: str) -> Provider | None:
    """The provider that vouches for addresses such as this one, while it is on."""
    asked = select(Provider).join(ProviderDomain, ProviderDomain.provider_id == Provider.id)
    theirs = (ProviderDomain.domain == domain_of(email), Provider.on_since.is_not(None))
    return db.session.scalar(asked.where(*theirs))


def domain_of(email: str) -> str:
    """What stands behind the @, in lower case."""
    return email.rpartition("@")[2].strip().lower()


def begin(provider: Provider, back: str) -> tuple[str, str]:
    """Somebody sets out: the secret that their browser keeps, and where to go. Raises PortFailure.

    The transaction gives its connection back before the provider is asked.
    """
    setup = _setup(provider)
    release()
    places = discovery.places_of(setup.issuer)
    secret = ids.new_key()
    until = clock.now() + ATTEMPT_LASTS
    db.session.add(ProviderAttempt(provider_id=setup.id, digest=ids.digest(secret), expires_at=until))
    db.session.flush()
    challenge = urlsafe_b64encode(hashlib.sha256(_verifier(secret).encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "response_mode": "query",
        "client_id": setup.client_id,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": state_of(secret),
        "nonce": _nonce(secret),
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(places.authorization).query else "?"
    return secret, f"{places.authorization}{joint}{urlencode(asked)}"


def setup_of(secret: str) -> Setup | None:
    """To which provider the browser with this secret set out, a short while ago."""
    open_one = (ProviderAttempt.digest == ids.digest(secret), ProviderAttempt.expires_at > clock.now())
    attempt = db.session.scalar(select(ProviderAttempt).where(*open_one))
    return None if attempt is None or attempt.provider.on_since is None else _setup(attempt.provider)


def finish(secret: str, setup: Setup, answer: Answer, back: str) -> Person:
    """Who came back; the attempt is spent, also when nobody comes in by it. Raises NotLetIn."""
    release()
    try:
        claims = _claims(secret, setup, answer, back)
    except (Untrue, PortFailure) as error:
        log.warning("an answer of the provider of organisation %s was not taken: %s", setup.organisation_id, error)
        claims = None
    if not _spend(secret) or claims is None:
        raise NotLetIn(_("Het aanmelden via je organisatie lukte niet. Probeer het opnieuw."))
    person = linking.person_for(setup.id, claims)
    if person is None:
        raise NotLetIn(
            _("Je organisatie kent je, maar je hoort hier nog niet bij een team. Wie je helpt, staat hieronder.")
        )
    return person


def forget_old() -> None:
    """Drops who never came back."""
    db.session.execute(delete(ProviderAttempt).where(ProviderAttempt.expires_at < clock.now()))


def state_of(secret: str) -> str:
    """What goes to the provider and comes back, and tells nothing of the secret it is made of."""
    return ids.digest(f"state {secret}")


def _nonce(secret: str) -> str:
    return ids.digest(f"nonce {secret}")


def _verifier(secret: str) -> str:
    return ids.digest(f"verifier {secret}")


def _spend(secret: str) -> bool:
    gone = delete(ProviderAttempt).where(ProviderAttempt.digest == ids.digest(secret)).returning(ProviderAttempt.id)
    return db.session.scalar(gone) is not None


def _setup(found: Provider) -> Setup:
    return Setup(found.id, found.organisation_id, found.key, found.issuer, found.client_id, found.sealed_secret)


def _claims(secret: str, setup: Setup, answer: Answer, back: str) -> Mapping[str, Any]:
    """What the provider says of who came back; raises Untrue or PortFailure."""
    if not secrets.compare_digest(answer.state.encode(), state_of(secret).encode()):
        raise Untrue("it belongs to another browser (state)")
    places = discovery.places_of(setup.issuer)
    if (answer.issuer or places.says_issuer) and answer.issuer != setup.issuer:
        raise Untrue("it comes from another provider (iss)")
    if not 0 < len(answer.code) <= ANSWER_MAX:
        raise Untrue("there is no code")
    fields = {
        "grant_type": "authorization_code",
        "code": answer.code,
        "redirect_uri": back,
        "code_verifier": _verifier(secret),
    }
    client = fetching.Client(setup.client_id, opened(setup.sealed_secret), places.secret_in_form)
    said = fetching.post_form(places.token, fields, client)
    token = said.get("id_token")
    if not isinstance(token, str):
        raise Untrue(f"no ID token: {str(said.get('error'))[:60]}")
    keys = discovery.keys_of(places, token)
    claims = tokens.claims_of(token, keys, issuer=setup.issuer, client_id=setup.client_id, nonce=_nonce(secret))
    return claims if "email" in claims else {**_userinfo(places, said, claims), **claims}


def _userinfo(places: discovery.Places, said: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """What some providers say only when asked once more; about the same person, or nothing."""
    bearer = said.get("access_token")
    if not places.userinfo or not isinstance(bearer, str) or not bearer.isascii() or not bearer.isprintable():
        return {}
    more = fetching.read_json(places.userinfo, bearer=bearer)
    return more if more.get("sub") == claims["sub"] else {}
