"""The second step of signing in: one-time codes (RFC 6238), and ten codes on paper for when the phone is gone."""

import re
import secrets
from collections.abc import Sequence

import pyotp
from sqlalchemy import ColumnElement, delete, exists, func, select, update

from wpl_platform.accounts.models import CodeKey, Passkey, Person, RecoveryCode
from wpl_platform.accounts.sealing import opened, sealed
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Conflict, Invalid, Missing
from wpl_platform.core.text import _

ISSUER = "Werkplekleren"
STEP_S = 30
DRIFT = (-1, 0, 1)
"""A phone's clock may be one step of 30 s off."""

RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike on paper."""


def has(person_id: int) -> bool:
    """Whether the person has a second step: codes from an app, or a passkey."""
    codes = exists().where(CodeKey.person_id == person_id, CodeKey.confirmed_at.is_not(None))
    return bool(db.session.scalar(select(codes | exists().where(Passkey.person_id == person_id))))


def has_codes(person_id: int) -> bool:
    """Whether the person has an app that gives codes."""
    mine = (CodeKey.person_id == person_id, CodeKey.confirmed_at.is_not(None))
    return db.session.scalar(select(CodeKey.id).where(*mine)) is not None


def begin_codes(person_id: int) -> None:
    """Makes a key for an app, which counts from the first right code on. Raises Conflict when one counts already."""
    fresh = {"sealed": sealed(pyotp.random_base32()), "created_at": clock.now()}
    row = insert_into(CodeKey).values(person_id=person_id, last_step=0, **fresh)
    unconfirmed = CodeKey.confirmed_at.is_(None)
    made = row.on_conflict_do_update(index_elements=["person_id"], set_=fresh, where=unconfirmed)
    if db.session.scalar(made.returning(CodeKey.id)) is None:
        raise Conflict(_("Je hebt al een app met codes. Haal die eerst weg."))


def pending_secret(person_id: int) -> str:
    """The key that waits for its first code, as an app takes it (base32); raises Missing when none waits."""
    waiting = (CodeKey.person_id == person_id, CodeKey.confirmed_at.is_(None))
    kept = db.session.scalar(select(CodeKey.sealed).where(*waiting))
    if kept is None:
        raise Missing
    return opened(kept)


def address_for_app(person: Person, secret: str) -> str:
    """What the QR code holds: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=ISSUER)


def confirm_codes(person_id: int, code: str) -> None:
    """From here on the app's codes count; raises Invalid when this one is not right."""
    pending_secret(person_id)
    if not _spend_code(person_id, code, CodeKey.confirmed_at.is_(None)):
        raise Invalid(_("Deze code klopt niet. Kijk of de klok van je telefoon goed staat."), "code")
    mine = (CodeKey.person_id == person_id, CodeKey.confirmed_at.is_(None))
    db.session.execute(update(CodeKey).where(*mine).values(confirmed_at=clock.now()))


def end_codes(person_id: int) -> None:
    """The app's codes count no more; where no other second step is left, the codes on paper go too."""
    db.session.execute(delete(CodeKey).where(CodeKey.person_id == person_id))
    drop_idle_recovery_codes(person_id)


def drop_idle_recovery_codes(person_id: int) -> None:
    """Takes away the codes on paper of who has no second step any more."""
    if not has(person_id):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def spend(person_id: int, typed: str) -> bool:
    """Whether this code from the app or from paper is right; it never is again. Takes as long either way."""
    by_app = _spend_code(person_id, typed, CodeKey.confirmed_at.is_not(None))
    return by_app or _spend_recovery_code(person_id, typed)


def new_recovery_codes(person_id: int) -> Sequence[str]:
    """Ten new codes in place of the old ones; only their digests are kept, so this is the one time they can be read."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = ["-".join("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _part in range(4)) for _c in range(10)]
    for code in codes:
        db.session.add(RecoveryCode(person_id=person_id, code_digest=_recovery_digest(person_id, code)))
    db.session.flush()
    return codes


def recovery_codes_left(person_id: int) -> int:
    """How many of the ten still work."""
    mine = (RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*mine)) or 0


def _spend_code(person_id: int, typed: str, standing: ColumnElement[bool]) -> bool:
    code = re.sub(r"\s", "", typed)
    key = db.session.scalar(select(CodeKey).where(CodeKey.person_id == person_id, standing))
    if key is None or not re.fullmatch(r"[0-9]{6}", code):
        return False
    app, now = pyotp.TOTP(opened(key.sealed)), int(clock.now().timestamp()) // STEP_S
    for step in (now + drift for drift in DRIFT):
        if secrets.compare_digest(app.at(step * STEP_S), code):
            later = (CodeKey.id == key.id, CodeKey.last_step < step)
            spent = update(CodeKey).where(*later).values(last_step=step).returning(CodeKey.id)
            return db.session.scalar(spent) is not None
    return False


def _spend_recovery_code(person_id: int, typed: str) -> bool:
    open_one = (RecoveryCode.code_digest == _recovery_digest(person_id, typed), RecoveryCode.used_at.is_(None))
    spent = update(RecoveryCode).where(*open_one).values(used_at=clock.now()).returning(RecoveryCode.id)
    return db.session.scalar(spent) is not None


def _recovery_digest(person_id: int, code: str) -> str:
    return ids.digest(f"{person_id} {re.sub(r'[^a-z0-9]', '', code.lower())}")
