"""Signatures under certificates: Ed25519, with a key of the organisation. Why this way: docs/decisions/retention.md.

Signed are a short text that stands on the certificate (`statement_of`) and the bytes of the file itself (`stamped`), so
that paper can be checked by who types it over, and a file as a whole.
"""

import re
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import func, select

from wpl_platform.accounts.sealing import opened, sealed
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.media.destruction_models import Destruction, SigningKey, WasInView
from wpl_platform.teams.models import Organisation

STAMP = re.compile(rb"\n%certificate ([\w.-]{1,200}) ed25519 ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n\Z")
"""The last line of a file that we signed, which a reader of PDF skips: its number, the key, and the signature."""


class Verdict(StrEnum):
    """What a look at a file tells: ours as it was, ours and changed since, or not one of ours."""

    GENUINE = "genuine"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """The verdict on a file; `number` of its certificate and the organisation that signed it, when it is ours."""

    verdict: Verdict
    number: str = ""
    organisation: str = ""
    key_id: str = ""


def statement_of(row: Destruction) -> str:
    """What is certain of a destruction, in one form: lines of names with their values, no line end at the end."""
    organisation = db.session.get_one(Organisation, row.organisation_id)
    kinds = Counter(str(file["kind"]) for file in row.files)
    people = select(func.count()).select_from(WasInView).where(WasInView.destruction_id == row.id)
    lines = {
        "organisation": " ".join(organisation.name.split()),
        "recording": row.recording_id,
        "mark": row.mark[:16] or "none",
        "reason": row.why.value,
        "decided": _written(row.created_at),
        "destroyed": _written(row.done_at or row.created_at),
        "files": ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none",
        "bytes": sum(int(file["bytes"]) for file in row.files),
        "consents kept of": db.session.scalar(people) or 0,
    }
    return "\n".join(["certificate of destruction 1", *(f"{name}: {value}" for name, value in lines.items())])


def sign(row: Destruction) -> None:
    """Ensures that what is certain of a destruction is said and signed by its organisation. System act."""
    key_id, private = _pair_of(row.organisation_id)
    row.statement = statement_of(row)
    row.signature = b64encode(private.sign(row.statement.encode())).decode()
    row.signed_with = key_id
    db.session.flush()


def stamped(content: bytes, number: str, key_id: str) -> bytes:
    """The file with our signature over all of it as its last line; without one when the key opens no more."""
    kept = db.session.get(SigningKey, key_id)
    try:
        private = None if kept is None else _private(kept)
    except PortFailure:
        private = None
    if private is None:
        return content
    signature = b64encode(private.sign(_signed(content, number))).decode()
    return content + f"\n%certificate {number} ed25519 {key_id} {signature}\n".encode()


def check(file: bytes) -> Checked:
    """Whether a file is a certificate of ours, and as it was when we made it."""
    found = STAMP.search(file)
    if found is None:
        return Checked(Verdict.UNKNOWN)
    number, key_id, signature = (part.decode() for part in found.groups())
    kept = db.session.get(SigningKey, key_id)
    if kept is None:
        return Checked(Verdict.UNKNOWN)
    try:
        _public(kept).verify(b64decode(signature), _signed(file[: found.start()], number))
    except InvalidSignature:
        return Checked(Verdict.CHANGED)
    organisation = db.session.get_one(Organisation, kept.organisation_id)
    return Checked(Verdict.GENUINE, number, organisation.name, key_id)


def public_key(key_id: str) -> str:
    """The public key as PEM, for whoever checks without us; raises Missing when it is none of ours."""
    kept = db.session.get(SigningKey, key_id)
    if kept is None:
        raise Missing
    return _public(kept).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _signed(content: bytes, number: str) -> bytes:
    """What the signature of a file stands for: its bytes and its number. Never a text that stands on paper."""
    return b"certificate file 1\n" + number.encode() + b"\n" + content


def _pair_of(organisation_id: int) -> tuple[str, Ed25519PrivateKey]:
    """The organisation's key, made when it has none that opens with today's SECRET_KEY."""
    mine = (
        select(SigningKey).where(SigningKey.organisation_id == organisation_id).order_by(SigningKey.created_at.desc())
    )
    for kept in db.session.scalars(mine):
        try:
            return kept.id, _private(kept)
        except PortFailure:
            continue
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = sha256(public).hexdigest()[:16]
    secret = sealed(b64encode(private.private_bytes_raw()).decode())
    new = SigningKey(id=key_id, organisation_id=organisation_id, public=b64encode(public).decode(), sealed=secret)
    db.session.add(new)
    return key_id, private


def _private(kept: SigningKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(b64decode(opened(kept.sealed)))


def _public(kept: SigningKey) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(b64decode(kept.public))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
