"""A running product with demo content, and a bare server beside it, for as long as a measurement lasts."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import serve

ROOT = Path(__file__).resolve().parent.parent
THREADS = ["--workers", "1", "--blocking-threads", str(serve.THREADS)]
GRANIAN = ["-m", "granian", "--interface", "wsgi", *THREADS, "--log-level", "error"]
START_S = 60


@contextmanager
def demo(folder: Path) -> Iterator[int]:
    """The port of a product with the demo content."""
    settings = {"DATA_DIR": str(folder), "DEMO": "1", "SECRET_KEY": "measured", "RATELIMIT_ENABLED": "0"}
    for command in (["db", "upgrade"], ["demo", "load"]):
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        subprocess.run(flask, cwd=ROOT, env={**os.environ, **settings}, check=True, capture_output=True)
    with server("wsgi:app", settings) as port:
        yield port


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """At work beside the server, as in a product."""
    with _running(["worker.py"], {"DATA_DIR": str(folder), "DEMO": "1", "SECRET_KEY": "measured"}):
        yield


@contextmanager
def server(application: str, settings: dict[str, str]) -> Iterator[int]:
    """The port on which the application answers."""
    port = _free_port()
    with _running([*GRANIAN, "--port", str(port), application], settings):
        _wait(port)
        yield port


@contextmanager
def _running(arguments: list[str], settings: dict[str, str]) -> Iterator[None]:
    """A Python program in a process group that ends with the block."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def memory_kb(port: int) -> int:
    """Resident memory of the process that serves on the port, in kB: the largest of those that listen."""
    listening = subprocess.run(["ss", "-ltnpH", f"sport = :{port}"], capture_output=True, text=True, check=False).stdout
    pids = {part.split(",")[0] for part in listening.split("pid=")[1:]}
    sizes = [line.split()[1] for pid in pids for line in _status(pid) if line.startswith("VmRSS:")]
    return max((int(size) for size in sizes), default=0)


def _status(pid: str) -> list[str]:
    return Path(f"/proc/{pid}/status").read_text().splitlines()


def _wait(port: int) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
