"""Passkeys: a key in somebody's phone, computer or stick signs a challenge that is used once (WebAuthn, level 2).

The device always asks who it is (finger, face, pin), so a passkey is both steps at once.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

import webauthn
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wpl_platform.accounts import queries, second_step
from wpl_platform.accounts.models import PASSKEY_NAME_MAX, Passkey, PasskeyChallenge, Person
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid
from wpl_platform.core.text import _, tidy

NAME = "Werkplekleren"
CHALLENGE_LASTS = timedelta(minutes=5)
CREDENTIAL_MAX = 20_000
MOST = 20
"""Passkeys a person can have."""

_ASKING = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Place:
    """Where the browser stands: the name that keys are bound to, and the whole origin."""

    host: str
    origin: str


def making_options(person: Person, place: Place) -> str:
    """What a browser is given to make a key for the person here, as JSON."""
    wanted = AuthenticatorSelectionCriteria(resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_ASKING)
    handles = (passkey.handle for passkey in queries.passkeys_of(person.id))
    options = webauthn.generate_registration_options(
        rp_id=place.host,
        rp_name=NAME,
        user_id=str(person.id).encode(),
        user_name=person.email,
        user_display_name=person.name,
        challenge=_challenge(),
        authenticator_selection=wanted,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(handle)) for handle in handles
        ],
    )
    return webauthn.options_to_json(options)


def using_options(place: Place) -> str:
    """What a browser is given to sign with whichever key it has, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=place.host, challenge=_challenge(), user_verification=_ASKING
    )
    return webauthn.options_to_json(options)


def keep(person: Person, credential: str, name: str, place: Place) -> None:
    """The key that a browser made is the person's now; raises Invalid, or Conflict when it is somebody's already."""
    given = _read(credential)
    if len(queries.passkeys_of(person.id)) >= MOST:
        raise Conflict(_("Je hebt al veel passkeys. Haal er eerst een weg."))
    try:
        made = webauthn.verify_registration_response(
            credential=given,
            expected_challenge=_spent_challenge(given),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise Invalid(_("Deze passkey kon niet gemaakt worden. Probeer het opnieuw.")) from error
    passkey = Passkey(person_id=person.id, handle=bytes_to_base64url(made.credential_id))
    passkey.public_key, passkey.sign_count = made.credential_public_key, made.sign_count
    passkey.name = tidy(name)[:PASSKEY_NAME_MAX] or _("Passkey")
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError as error:
        raise Conflict(_("Deze passkey hoort al bij iemand.")) from error


def person_of(credential: str, place: Place) -> Person | None:
    """Whose key signed the challenge that was given here, which is spent; None when none of ours did."""
    try:
        given = _read(credential)
        challenge = _spent_challenge(given)
        asked = select(Passkey, Person).join(Person, Person.id == Passkey.person_id)
        row = db.session.execute(asked.where(Passkey.handle == str(given.get("id", "")))).first()
        if row is None:
            return None
        passkey, person = row
        signed = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (Invalid, WebAuthnException, ValueError):
        return None
    same = (Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    values = {"sign_count": signed.new_sign_count, "used_at": clock.now()}
    counted = db.session.scalar(update(Passkey).where(*same).values(values).returning(Passkey.id))
    return None if counted is None else person


def end(passkey_id: int, *, by: int) -> None:
    """Takes away one of the person's own keys; already gone, or somebody else's, counts as done."""
    db.session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == by))
    second_step.drop_idle_recovery_codes(by)


def forget_old_challenges() -> None:
    """Drops the challenges that nobody can use any more."""
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < clock.now()))


def _challenge() -> bytes:
    secret = ids.new_key()
    until = clock.now() + CHALLENGE_LASTS
    db.session.add(PasskeyChallenge(digest=ids.digest(secret), expires_at=until))
    db.session.flush()
    return secret.encode()


def _spent_challenge(given: dict[str, object]) -> bytes:
    """The challenge that was signed, when it is one of ours and nobody used it before; raises Invalid."""
    response = given.get("response")
    told = response.get("clientDataJSON", "") if isinstance(response, dict) else ""
    try:
        challenge = webauthn.base64url_to_bytes(json.loads(webauthn.base64url_to_bytes(told))["challenge"])
        digest = ids.digest(challenge.decode())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(_("Dit is geen passkey.")) from error
    fresh = (PasskeyChallenge.digest == digest, PasskeyChallenge.expires_at > clock.now())
    if db.session.scalar(delete(PasskeyChallenge).where(*fresh).returning(PasskeyChallenge.id)) is None:
        raise Invalid(_("Dat duurde te lang. Probeer het opnieuw."))
    return challenge


def _read(credential: str) -> dict[str, object]:
    try:
        given = json.loads(credential[:CREDENTIAL_MAX])
    except ValueError as error:
        raise Invalid(_("Dit is geen passkey.")) from error
    if not isinstance(given, dict):
        raise Invalid(_("Dit is geen passkey."))
    return given
