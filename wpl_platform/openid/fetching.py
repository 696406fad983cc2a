"""The port to providers: asks an address for JSON, and lets nobody use that to reach what lies inside our own network.

Only https, only public addresses (resolved once, and that one is asked), no redirects; at most 256 KB in 10 s.
`PROVIDERS_INSIDE` names hosts that may lie in the own network; `PROVIDERS_HERE` takes http://127.0.0.1 besides.
"""

import ipaddress
import json
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from flask import current_app

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _

MOST_BYTES = 256 * 1024
EACH_S = 5.0
ALL_S = 10.0
HERE = "127.0.0.1"

_SAID = {"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "wpl"}
_FORM = "application/x-www-form-urlencoded"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Client:
    """By what we are known at a provider. `in_form`: it wants that in the form, not in a header (RFC 6749, 2.3.1)."""

    id: str
    secret: str
    in_form: bool = False


def read_json(address: str, *, bearer: str = "") -> dict[str, Any]:
    """The object at this address; raises PortFailure, in words for who set it up."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return _object(address, *_ask(address, "GET", headers, None))


def post_form(address: str, fields: Mapping[str, str], client: Client) -> dict[str, Any]:
    """The object that answers the form, also where the answer is no (`error`); raises PortFailure."""
    headers = {"Content-Type": _FORM}
    if client.in_form:
        fields = {**fields, "client_id": client.id, "client_secret": client.secret}
    else:
        pair = f"{quote_plus(client.id)}:{quote_plus(client.secret)}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    status, body = _ask(address, "POST", headers, urlencode(fields).encode())
    return _object(address, 200 if status in (400, 401) else status, body)


def is_allowed(address: str) -> bool:
    """Whether an address may be asked, or people led to, as far as its spelling says."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if not address.isascii() or not address.isprintable() or " " in address or port == 0 or "@" in parts.netloc:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or _is_here(address))


def _is_here(address: str) -> bool:
    parts = urlsplit(address)
    return bool(current_app.config["PROVIDERS_HERE"]) and parts.scheme == "http" and parts.hostname == HERE


def _object(address: str, status: int, body: bytes) -> dict[str, Any]:
    host = urlsplit(address).hostname
    if status != 200:
        raise _failed(_("%(host)s antwoordde met %(status)s in plaats van 200.", host=host, status=status))
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _failed(_("%(host)s gaf geen antwoord dat we kunnen lezen.", host=host))
    return found


def _ask(address: str, method: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
    if not is_allowed(address):
        raise _failed(_("%(address)s is geen adres dat met https:// begint.", address=address[:200]))
    parts = urlsplit(address)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    link = HTTPConnection(host, port)
    try:
        with _connected(address, host, port) as line:
            link.sock = line
            link.request(method, target, body, {**_SAID, **headers})
            answer = link.getresponse()
            read = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise _failed(_("%(host)s antwoordt niet: %(reason)s.", host=host, reason=_reason(error))) from error
    finally:
        link.close()
    if len(read) > MOST_BYTES:
        raise _failed(_("%(host)s gaf geen antwoord dat we kunnen lezen.", host=host))
    return answer.status, read


@contextmanager
def _connected(address: str, host: str, port: int) -> Iterator[socket.socket]:
    """A connection to the one place that was looked up and judged: no second look-up can lead elsewhere."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    inside = host in current_app.config["PROVIDERS_INSIDE"] or _is_here(address)
    if not inside and not all(is_public(str(each[4][0])) for each in found):
        raise OSError(_("het adres is niet openbaar"))
    line = socket.create_connection((str(found[0][4][0]), port), timeout=EACH_S)
    if not _is_here(address):
        line = ssl.create_default_context().wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
    late = Timer(ALL_S, _hang_up, [line])
    late.daemon = True
    late.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        yield line
    finally:
        late.cancel()
        line.close()


def is_public(number: str) -> bool:
    """Whether an IP address is one of the whole internet, and hides none that is not."""
    place = ipaddress.ip_address(number.partition("%")[0])
    if place.version == 6 and (place.ipv4_mapped or place.sixtofour or place.teredo or place in _NAT64):
        return False
    return place.is_global and not place.is_multicast and not place.is_reserved


def _hang_up(line: socket.socket) -> None:
    """Ends a connection that dawdles: who sends a letter a second would hold a thread for hours."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("het certificaat klopt niet")
    if isinstance(error, socket.gaierror):
        return _("die naam bestaat niet")
    if isinstance(error, TimeoutError):
        return _("het duurde te lang")
    return str(error) if type(error) is OSError and error.errno is None else _("de verbinding lukte niet")


def _failed(sentence: str) -> PortFailure:
    return PortFailure(sentence, retry=False)
