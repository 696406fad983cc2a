"""The server the product runs on, with one open room in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Database

ROOT = Path(__file__).parents[2]

Serve = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(app: Flask, database: Database, tmp_path: Path, port: int) -> Iterator[Serve]:
    """Starts the server, and returns it when it answers; it holds at most so many streams, and each looks every
    so many seconds by itself.
    """
    started: list[subprocess.Popen[bytes]] = []

    def begin(streams: int = 300, looks: float = 4) -> subprocess.Popen[bytes]:
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
        limits = ["--blocking-threads", "512", "--workers-kill-timeout", "60", "--log-level", "error"]
        room = {"ROOM_DATABASE": database.url, "ROOM_FOLDER": str(tmp_path), "ROOM_STREAMS": str(streams)}
        room["ROOM_LOOKS"] = str(looks)
        command = [*granian, *limits, "tests.events.room_server:app"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | room, start_new_session=True))
        _wait(port)
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, 9)
        process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.1)
        else:
            return
