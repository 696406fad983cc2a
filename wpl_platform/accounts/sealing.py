"""Secrets that have to be read again, kept so that a stolen database says nothing: sealed with the instance's key."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _


def sealed(secret: str) -> str:
    """The secret as it may be kept."""
    return _seal().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret again; raises PortFailure when SECRET_KEY is another than the one it was sealed with."""
    try:
        return _seal().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise PortFailure(
            _("De sleutel van deze omgeving is veranderd. Vertel het je beheerder."), retry=False
        ) from None


def _seal() -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"sealing").derive(current_app.config["SECRET_KEY"].encode())
    return Fernet(urlsafe_b64encode(key))
