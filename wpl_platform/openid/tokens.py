"""Whether an ID token says what it must (OpenID Connect Core 1.0, 3.1.3.7). Pure, but for the clock."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import jwt
from jwt import PyJWK
from jwt.exceptions import PyJWTError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Asymmetric alone: with a shared secret, or none, anybody who knows what is public could sign."""
FAMILIES = {"RSA": ("RS", "PS"), "EC": ("ES",), "OKP": ("Ed",)}
LEEWAY_S = 60
"""How far clocks may differ."""
TOKEN_MAX = 64 * 1024


class Untrue(Exception):
    """The token does not hold; the text is for the log of the application, and names nobody."""


def claims_of(
    token: str, keys: Sequence[Mapping[str, Any]], *, issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """What the token says, when this provider signed it for us, just now, for this very question; raises Untrue."""
    if len(token) > TOKEN_MAX:
        raise Untrue("the token is too long")
    needed = ["iss", "sub", "aud", "exp", "iat", "nonce"]
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(header, keys),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY_S,
            options={"require": needed, "enforce_minimum_key_length": True},
        )
    except (PyJWTError, ValueError, RecursionError, TypeError) as error:
        raise Untrue(f"{type(error).__name__}: {error}") from error
    audience = claims["aud"]
    if "azp" in claims and claims["azp"] != client_id:
        raise Untrue("it was made for another party (azp)")
    if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
        raise Untrue("it has several audiences and does not say for whom it was made (azp)")
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise Untrue("it answers another question (nonce)")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Untrue("its subject is none")
    return claims


def names_one_of(token: str, keys: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the key that the token names is among these; a token that names none needs no other keys."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except (PyJWTError, ValueError, RecursionError):
        return True
    return kid is None or any(key.get("kid") == kid for key in keys)


def is_for_signing(key: Mapping[str, Any]) -> bool:
    """Whether a key is public, and one to check signatures with."""
    return key.get("kty") in FAMILIES and key.get("use", "sig") == "sig" and "d" not in key


def _key(header: Mapping[str, Any], keys: Sequence[Mapping[str, Any]]) -> PyJWK:
    """The one key that the token can be signed with; the way of signing is bound to the kind of key."""
    algorithm, kid = str(header.get("alg")), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise Untrue(f"it is signed by {algorithm[:20]}")
    fitting = [
        key
        for key in keys
        if is_for_signing(key)
        and algorithm.startswith(FAMILIES[key["kty"]])
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if len(fitting) != 1:
        raise Untrue(f"{len(fitting)} keys fit it")
    return PyJWK(dict(fitting[0]), algorithm)
