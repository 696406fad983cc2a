"""Names that cannot be guessed: for sessions, uploads and files on disk."""

import hashlib
import re
import secrets

KEY = re.compile(r"[a-z2-7]{26}")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def new_key() -> str:
    """A name of 26 lower-case letters and digits (130 bits), safe in a path and in a URL."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(26))


def is_key(text: str) -> bool:
    """Whether the text has the form of a key; nothing else ever becomes a file name."""
    return KEY.fullmatch(text) is not None


def digest(secret: str) -> str:
    """What is kept of a secret, so that a stolen database opens no session (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
