"""Keeps a few programs running side by side, says so when one of them dies, and leaves none of them behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Self

DEATHS = 5
WITHIN_S = 60
GRACE_S = 8
TICK_S = 0.1

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


class Interrupted(BaseException):
    """Somebody asked us to stop: Ctrl-C, a signal, or a terminal that closed."""


class GivenUp(Exception):
    """A program dies again and again; the sentence says which."""


def say(line: str) -> None:
    """Prints one line at once, also when the output is a pipe."""
    print(line, flush=True)


def _prctl(option: int, value: int) -> None:
    """Asks the kernel for something about this process; where it is not Linux there is nothing to ask."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _follow_parent() -> None:
    """In a child, before its program starts: it is asked to stop when its supervisor is gone, however that happened."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Program:
    """One program with all the processes it starts. `name` is what people read of it."""

    def __init__(self, name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> None:
        self.name = name
        self._command, self._cwd, self._env = list(command), cwd, dict(env)
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=DEATHS)

    def start(self) -> None:
        """Starts it in a session of its own, so that Ctrl-C reaches us alone and we stop it in good order."""
        self._process = subprocess.Popen(
            self._command,
            cwd=self._cwd,
            env=self._env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_follow_parent,  # noqa: PLW1509 - we have no threads
        )

    def ended(self) -> str | None:
        """How it ended, in words; None while it runs."""
        code = self._process.poll() if self._process else None
        if code is None:
            return None
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def revive(self, how: str) -> None:
        """Says what happened and starts it again; raises GivenUp when that has happened too often."""
        self.kill()
        self._deaths.append(time.monotonic())
        if len(self._deaths) == DEATHS and self._deaths[-1] - self._deaths[0] < WITHIN_S:
            raise GivenUp(f"{self.name} {how}, for the {DEATHS}th time within a minute. Stopping everything.")
        say(f"{self.name} {how}. Starting it again.")
        time.sleep(min(0.2 * 2 ** len(self._deaths), 3))
        self.start()

    def ask_to_stop(self) -> None:
        """Asks it to finish what it is doing and to end."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """Ends it, and whatever it started, at once."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with contextlib.suppress(ChildProcessError):  # what it left behind became ours, and asks for its last rites
            while os.waitpid(-self._process.pid, 0):
                pass


class Supervisor:
    """Starts programs, watches them, and stops them all. Use as a context: leaving it leaves no process."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.programs = programs

    def __enter__(self) -> Self:
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        for program in self.programs:
            program.start()
        return self

    def __exit__(self, *_: object) -> None:
        listen(at_once)
        for program in self.programs:
            program.ask_to_stop()
        until = time.monotonic() + GRACE_S
        while any(program.ended() is None for program in self.programs) and time.monotonic() < until:
            time.sleep(TICK_S)
        for program in self.programs:
            program.kill()
        _end_orphans()

    def look(self) -> None:
        """Starts again what has died since the last look; raises GivenUp."""
        for program in self.programs:
            how = program.ended()
            if how is not None:
                program.revive(how)

    def watch(self) -> None:
        """Looks, for ever; ends by Interrupted or GivenUp."""
        while True:
            self.look()
            time.sleep(TICK_S)


def listen(handler: Callable[[int, FrameType | None], None]) -> None:
    """Lets every way of asking us to stop come to this handler."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Stops in good order."""
    raise Interrupted


def at_once(number: int, frame: FrameType | None) -> None:
    """Asked a second time: nothing is waited for any more."""
    for pid in _children():
        os.kill(pid, signal.SIGKILL)


def _children() -> list[int]:
    """The processes whose parent we are: ours, and what dead ones left behind."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended while we looked
        if parent == os.getpid():
            found.append(int(stat.parent.name))
    return found


def _end_orphans() -> None:
    """Ends what programs started and did not end; the kernel hands us such processes as our own."""
    while orphans := _children():
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
