"""Passwords: hashed with argon2id, checked in the same time whether the address exists or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

PASSWORD_MIN = 10
PASSWORD_MAX = 200


@cache
def _hasher(cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=cost, memory_cost=64 * 1024 if cost > 1 else 8, parallelism=1)


@cache
def _nobodys_hash(cost: int) -> str:
    return _hasher(cost).hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher(current_app.config["PASSWORD_COST"]).hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one whose hash was kept. Takes as long for `None` as for a wrong password."""
    cost = current_app.config["PASSWORD_COST"]
    try:
        _hasher(cost).verify(kept or _nobodys_hash(cost), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
