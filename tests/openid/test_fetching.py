"""Asking a provider, and reaching nothing else by it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from tests.openid.fake import Fake
from wpl_platform.core.errors import PortFailure
from wpl_platform.openid import discovery, fetching
from wpl_platform.openid.fetching import is_allowed, is_public, read_json


@contextmanager
def answering(*said: bytes, pause_s: float = 0) -> Iterator[str]:
    """A server on this machine that answers whoever comes with these bytes, one after another."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening.accept()[0] as line:
            line.recv(4096)
            for piece in said:
                try:
                    line.sendall(piece)
                except OSError:
                    return
                time.sleep(pause_s)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    listening.close()
    thread.join(5)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_no_address_inside_is_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:4700::1111"])
def test_an_address_of_the_whole_internet_is(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://login.example/tenant", True),
        ("http://127.0.0.1:9/here", True),  # tests say so: PROVIDERS_HERE
        ("http://login.example", False),
        ("http://127.0.0.1.elsewhere.example", False),
        ("http://localhost", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://somebody@login.example", False),
        ("https://login.example:port", False),
        ("https://login.example/\r\nHost: inside", False),
        ("https://login.example/a b", False),
        ("//login.example", False),
    ],
)
def test_only_https_is_asked(app: Flask, address: str, allowed: bool) -> None:
    assert is_allowed(address) is allowed


def test_this_machine_is_asked_only_where_a_setting_says_so(app: Flask, fake: Fake) -> None:
    app.config["PROVIDERS_HERE"] = False
    assert not is_allowed(fake.issuer)
    with pytest.raises(PortFailure, match="https://"):
        read_json(fake.issuer)


@pytest.mark.parametrize("host", ["inside.example", "127.0.0.1", "[::1]", "2130706433", "0x7f.1"])
def test_a_name_that_leads_inside_is_not_asked(app: Flask, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[object] = []
    real = socket.getaddrinfo

    def looked_up(name: str, port: int, **options: Any) -> Any:
        return real("10.0.0.7" if name == "inside.example" else name, port, **options)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", lambda *place, **options: reached.append(place))
    with pytest.raises(PortFailure, match="niet openbaar"):
        read_json(f"https://{host}/")
    assert reached == []


def test_a_name_with_one_address_inside_is_not_asked_at_all(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **options: both)
    with pytest.raises(PortFailure, match="niet openbaar"):
        read_json("https://login.example/")


def test_the_address_that_was_judged_is_the_one_that_is_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time (DNS rebinding) is not looked up a second time."""
    asked: list[object] = []
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 443))], [(2, 1, 6, "", ("127.0.0.1", 443))]])

    def connected(place: tuple[str, int], **options: Any) -> socket.socket:
        asked.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **options: next(answers))
    monkeypatch.setattr(socket, "create_connection", connected)
    with pytest.raises(PortFailure, match="de verbinding lukte niet"):
        read_json("https://login.example/")
    assert asked == [("93.184.216.34", 443)]


def test_a_provider_in_the_own_network_is_asked_where_a_setting_names_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROVIDERS_INSIDE"] = ("login.inside.example",)
    asked: list[object] = []

    def connected(place: tuple[str, int], **options: Any) -> socket.socket:
        asked.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **options: [(2, 1, 6, "", ("10.0.0.7", 443))])
    monkeypatch.setattr(socket, "create_connection", connected)
    for name in ("login.inside.example", "other.inside.example"):
        with pytest.raises(PortFailure):
            read_json(f"https://{name}/")
    assert asked == [("10.0.0.7", 443)]


REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\n{}"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (REDIRECT, "302"),
        (OK % (2, b"[]"), "kunnen lezen"),
        (OK % (200_000, b"[" * 200_000), "kunnen lezen"),
        (OK % (300_002, b'{"a": "' + b"a" * 299_993 + b'"}'), "kunnen lezen"),
        (b"nothing of the kind\r\n\r\n", "niet"),
    ],
)
def test_what_is_no_answer_is_said(app: Flask, said: bytes, why: str) -> None:
    with answering(said) as address, pytest.raises(PortFailure, match=why):
        read_json(address)


def test_a_server_that_dawdles_holds_nobody(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "ALL_S", 0.5)
    began = time.monotonic()
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with answering(head, *[b" "] * 600, pause_s=0.1) as address, pytest.raises(PortFailure):
        read_json(address)
    assert time.monotonic() - began < 30, "it would dawdle for a minute"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"issuer": "https://elsewhere.example"}, "noemt zichzelf https://elsewhere.example"),
        ({"token_endpoint": "http://10.0.0.1/"}, "token_endpoint"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"jwks_uri": None}, "jwks_uri"),
        ({"response_types_supported": ["id_token"]}, "met een code"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "HS256, none"),
        ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, "client secret"),
    ],
)
def test_what_is_wrong_with_a_provider_is_said_plainly(
    app: Flask, fake: Fake, change: dict[str, object], why: str
) -> None:
    fake.discovery.update(change)
    with pytest.raises(PortFailure, match=why):
        discovery.judged(fake.issuer)


def test_a_provider_without_a_key_to_check_with_is_refused(app: Flask, fake: Fake) -> None:
    fake.keys = [{"kty": "oct", "k": "c2VjcmV0"}]
    with pytest.raises(PortFailure, match="geen sleutel"):
        discovery.judged(fake.issuer)
