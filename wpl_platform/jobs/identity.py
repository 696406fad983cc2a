"""Who a worker is, so that another process on this machine can tell whether it still lives."""

import os
import socket
from pathlib import Path

PROC = Path("/proc")


def identity() -> str:
    """This process by name: `machine/namespace:pid:start`, at most 80 characters.

    A pid alone lies: it is used again after a restart, and means another process in another container.
    """
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}"


def is_dead(worker: str) -> bool:
    """Whether the worker was a process of this machine and is there no more; False for one that cannot be judged."""
    machine, _, rest = worker.partition(":")
    pid, _, started = rest.partition(":")
    if machine != _machine() or not pid.isdecimal():
        return False
    return _started(int(pid)) != started


def _machine() -> str:
    try:
        namespace = (PROC / "self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        namespace = ""
    return f"{socket.gethostname()[:40].replace(':', '-')}/{namespace}"


def _started(pid: int) -> str:
    """When the process started, in clock ticks since boot (field 22 of proc(5) stat); empty when there is none."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "" if _is_linux() or not _answers(pid) else "alive"
    return "" if fields[0] == "Z" else fields[19]


def _is_linux() -> bool:
    return (PROC / "self").exists()


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
