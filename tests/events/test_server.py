"""Streams on the real server: many at once, from this process and from another, and a stop that takes no time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Database
from wpl_platform.core.database import apart
from wpl_platform.events import actions

ROOT = Path(__file__).parents[2]
STREAMS = 40


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(app: Flask, database: Database, tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server the product runs on, with the room in it."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
    limits = ["--blocking-threads", "512", "--workers-kill-timeout", "10", "--log-level", "error"]
    env = os.environ | {"TEST_DATABASE_URL": database.url, "TEST_FOLDER": str(tmp_path)}
    process = subprocess.Popen([*granian, *limits, "tests.events.room_server:app"], cwd=ROOT, env=env)
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)
    yield process
    process.kill()
    process.wait()


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
    app: Flask, server: subprocess.Popen[bytes], port: int, number: signal.Signals
) -> None:
    lines = [asked(port, "GET /room") for _ in range(STREAMS)]
    for line in lines:
        read_until(line, b'"here"')

    said = time.monotonic()
    with asked(port, "POST /say") as line:
        read_until(line, b"said")
    assert max(read_until(line, b'"number":1') for line in lines) - said < 1

    with apart(app, writes=True):
        actions.publish("recording:7", "annotation", {"id": 2})
    written = time.monotonic()
    assert max(read_until(line, b'"number":2') for line in lines) - written < 1.5

    began = time.monotonic()
    server.send_signal(number)
    server.wait(15)
    assert time.monotonic() - began < 2
    for line in lines:
        line.settimeout(1)
        while line.recv(65536):
            pass
        line.close()
