"""What a provider says of itself: where to ask, and the keys it signs with. Kept for ten minutes in this process."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _, ngettext
from wpl_platform.openid import fetching, tokens

KEPT_S = 600
ANEW_AFTER_S = 30
"""A key that is not known is asked for anew, but no more often than this: anybody can name a key."""
MOST = 200

_kept: dict[str, tuple[float, dict[str, Any]]] = {}
_lock = Lock()


@dataclass(frozen=True)
class Places:
    """Where a provider is asked what. `says_issuer`: its answers name it (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    secret_in_form: bool
    says_issuer: bool


def places_of(issuer: str, *, anew: bool = False) -> Places:
    """Where to ask the provider; raises PortFailure, saying plainly what is wrong with what it says of itself."""
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    said = _read(address, 0 if anew else KEPT_S)
    if said.get("issuer") != issuer:
        named = str(said.get("issuer"))[:200]
        raise _wrong(_("De dienst noemt zichzelf %(named)s. Neem dat adres precies zo over.", named=named))
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    for name in needed:
        if not fetching.is_allowed(str(said.get(name, ""))):
            raise _wrong(_("De dienst noemt geen bruikbaar adres voor %(name)s.", name=name))
    if "code" not in _texts(said, "response_types_supported"):
        raise _wrong(_("De dienst kent de manier van aanmelden met een code niet (response_type code)."))
    signing = _texts(said, "id_token_signing_alg_values_supported")
    if not set(signing) & set(tokens.ALGORITHMS):
        raise _wrong(
            _("De dienst ondertekent alleen op manieren die wij niet vertrouwen: %(names)s.", names=", ".join(signing))
        )
    ways = _texts(said, "token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if not {"client_secret_basic", "client_secret_post"} & set(ways):
        raise _wrong(_("De dienst neemt geen client secret aan (client_secret_basic of client_secret_post)."))
    authorization, token, keys = (str(said[name]) for name in needed)
    userinfo = str(said.get("userinfo_endpoint", ""))
    return Places(
        issuer,
        authorization,
        token,
        keys,
        userinfo if fetching.is_allowed(userinfo) else "",
        "client_secret_basic" not in ways,
        said.get("authorization_response_iss_parameter_supported") is True,
    )


def keys_of(places: Places, token: str) -> Sequence[Mapping[str, Any]]:
    """The keys the provider signs with, asked anew when the one this token names is not among them."""
    keys = _keys(_read(places.keys, KEPT_S))
    if tokens.names_one_of(token, keys):
        return keys
    return _keys(_read(places.keys, ANEW_AFTER_S))


def judged(issuer: str) -> list[str]:
    """What is right with a provider, in sentences; raises PortFailure with the first thing that is not."""
    places = places_of(issuer, anew=True)
    keys = [key for key in _keys(_read(places.keys, 0)) if tokens.is_for_signing(key)]
    if not keys:
        raise _wrong(_("De dienst heeft geen sleutel waarmee wij een handtekening kunnen nakijken."))
    return [
        _("De dienst antwoordt en noemt zichzelf zoals hier staat."),
        ngettext(
            "Er is %(num)s sleutel waarmee we een handtekening nakijken.",
            "Er zijn %(num)s sleutels waarmee we een handtekening nakijken.",
            len(keys),
        ),
    ]


def _read(address: str, not_older_s: float) -> dict[str, Any]:
    with _lock:
        at, known = _kept.get(address, (0.0, {}))
    if known and time.monotonic() - at < not_older_s:
        return known
    found = fetching.read_json(address)
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[address] = (time.monotonic(), found)
    return found


def _keys(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    keys = said.get("keys")
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


def _texts(said: Mapping[str, Any], name: str) -> list[str]:
    found = said.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _wrong(sentence: str) -> PortFailure:
    return PortFailure(sentence, retry=False)
