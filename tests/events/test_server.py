"""Streams on the real server: many at once, from this process and from another, and a stop that takes no time."""

import signal
import socket
import time

import pytest
from flask import Flask

from tests.events.conftest import Serve
from wpl_platform.core.database import apart
from wpl_platform.events import actions

STREAMS, SOON = 40, 10
"""Seconds: well before the thirty after which each stream looks by itself, see room_server.py."""


def asked(port: int, request: str) -> socket.socket:
    """An open line on which this was asked."""
    line = socket.create_connection(("127.0.0.1", port), 10)
    line.sendall(f"{request} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n".encode())
    return line


def read_until(line: socket.socket, text: bytes) -> float:
    """When the text came; fails when the line ends before."""
    got = b""
    while text not in got:
        chunk = line.recv(65536)
        assert chunk, got
        got += chunk
    return time.monotonic()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_many_streams_hear_at_once_and_end_when_the_server_stops(
    app: Flask, serve: Serve, port: int, number: signal.Signals
) -> None:
    server = serve(looks=30)
    lines = [asked(port, "GET /room") for _ in range(STREAMS)]
    for line in lines:
        read_until(line, b'"here"')

    said = time.monotonic()
    with asked(port, "POST /say") as line:
        read_until(line, b"said")
    assert max(read_until(line, b'"number":1') for line in lines) - said < SOON

    with apart(app, writes=True):
        actions.publish("recording:7", "annotation", {"id": 2})
    written = time.monotonic()
    assert max(read_until(line, b'"number":2') for line in lines) - written < SOON

    began = time.monotonic()
    server.send_signal(number)
    server.wait(90)
    assert time.monotonic() - began < 3 * SOON, "not when it is killed"
    for line in lines:
        line.settimeout(1)
        while line.recv(65536):
            pass
        line.close()
