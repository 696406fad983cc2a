"""What a process that reads somebody's file may do: a limit on everything, no network, and only the files it needs.

Untrusted input meets three walls: ffmpeg's own whitelists (always), limits of memory, time and size (wherever
`prlimit` is), and a namespace without network and other files (bubblewrap, else `unshare -n`, where the machine
permits; tried once, said in the log).
"""

import logging
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LOG = logging.getLogger(__name__)
_SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")


@dataclass(frozen=True)
class Limits:
    """What one process may use: address space in bytes, seconds of processor, bytes in one file it writes."""

    memory: int
    cpu_seconds: int
    file_bytes: int


def command(
    arguments: list[str], limits: Limits, *, nice: int, reads: Sequence[Path], writes: Path | None
) -> list[str]:
    """The same command behind its walls. `reads` are the files and `writes` is the one folder it may touch."""
    return [*_tied_to_us(), *_limited(limits), "nice", "-n", str(nice), *_walled(reads, writes), *arguments]


@cache
def isolation() -> str:
    """The strongest wall this machine permits: `bubblewrap`, `no network` or `limits only`."""
    for name, prefix in (("bubblewrap", _bubblewrap((), None)), ("no network", ["unshare", "-n", "--"])):
        if _works([*prefix, "ffprobe", "-version"]):
            _LOG.info("media is read in isolation: %s", name)
            return name
    _LOG.warning("this machine permits no namespaces: media is read behind whitelists and limits only")
    return "limits only"


def _tied_to_us() -> list[str]:
    """The kernel kills the process when the worker dies, even by kill -9."""
    return ["setpriv", "--pdeathsig", "KILL"] if _has("setpriv") else []


def _limited(limits: Limits) -> list[str]:
    if not _has("prlimit"):
        return []
    sizes = {"as": limits.memory, "cpu": limits.cpu_seconds, "fsize": limits.file_bytes, "core": 0, "nofile": 256}
    return ["prlimit", *(f"--{name}={value}" for name, value in sizes.items())]


def _walled(reads: Sequence[Path], writes: Path | None) -> list[str]:
    kind = isolation()
    if kind == "bubblewrap":
        return _bubblewrap(reads, writes)
    return ["unshare", "-n", "--"] if kind == "no network" else []


def _bubblewrap(reads: Sequence[Path], writes: Path | None) -> list[str]:
    walls = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    walls += ["--clearenv", "--setenv", "PATH", "/usr/bin"]
    for place in _SYSTEM:
        walls += ["--ro-bind-try", place, place]
    walls += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108 — a private, empty one
    for file in reads:
        walls += ["--ro-bind", str(file), str(file)]
    if writes is not None:
        walls += ["--bind", str(writes), str(writes), "--chdir", str(writes)]
    return [*walls, "--cap-drop", "ALL", "--"]


def _works(arguments: list[str]) -> bool:
    try:
        done = subprocess.run(arguments, check=False, capture_output=True, timeout=10, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@cache
def _has(program: str) -> bool:
    return shutil.which(program) is not None
