"""Two programs side by side: what dies is started again, what dies too often ends it all, and nothing stays behind."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import until
from tools import supervise

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow

# A program that has a child of its own, as a web server has its worker process.
PARENT = "import subprocess, sys, time; subprocess.Popen(['sleep', sys.argv[1]]); time.sleep(600)"
SUPERVISOR = """
    import os, sys
    from pathlib import Path
    from tools.supervise import GivenUp, Interrupted, Program, Supervisor, interrupt, listen, say

    def program(name, *command):
        return Program(name, command, cwd=Path.cwd(), env=os.environ)

    listen(interrupt)
    try:
        with Supervisor([{programs}]) as running:
            say("open")
            running.watch()
    except Interrupted:
        say("stopped")
    except GivenUp as given_up:
        say(str(given_up))
        sys.exit(1)
"""

Start = Callable[[str], "Running"]


class Running:
    """A supervisor of its own, with what it said."""

    def __init__(self, programs: str, log: Path) -> None:
        self.log = log
        with log.open("wb") as output:
            script = textwrap.dedent(SUPERVISOR.format(programs=programs))
            self.process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=output, stderr=output)
        until(lambda: "open" in self.said(), "it does not start")

    def said(self) -> str:
        """Everything it printed."""
        return self.log.read_text()


@pytest.fixture
def length() -> str:
    """How long this test's programs would sleep: a figure to know them by, among everything that runs here."""
    return f"{600 + os.getpid() / 10_000_000:.7f}"


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts a supervisor of these programs."""
    return lambda programs: Running(programs, tmp_path / "log")


def sleepers(length: str) -> list[int]:
    """The processes of this test that sleep."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue  # it ended while we looked
        if words[:2] == [b"sleep", length.encode()]:
            found.append(int(path.parent.name))
    return found


def pair(length: str) -> str:
    """A program with a child, and one without."""
    return f"program('One', sys.executable, '-c', {PARENT!r}, '{length}'), program('Two', 'sleep', '{length}')"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_process(start: Start, length: str, number: signal.Signals) -> None:
    running = start(pair(length))
    until(lambda: len(sleepers(length)) == 2, "they do not run")
    running.process.send_signal(number)
    assert running.process.wait(15) == 0
    assert running.said().endswith("stopped\n")
    assert sleepers(length) == []


def test_what_dies_is_started_again_and_said(start: Start, length: str) -> None:
    running = start(pair(length))
    until(lambda: len(sleepers(length)) == 2, "they do not run")
    before = set(sleepers(length))
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: "Two was killed by SIGKILL. Starting it again." in running.said(), "it is not said")
    until(lambda: bool(set(sleepers(length)) - before), "it is not started again")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(15) == 0


def test_what_dies_again_and_again_ends_it_all(start: Start, length: str) -> None:
    running = start(f"program('One', 'sleep', '{length}'), program('Two', 'false')")
    assert running.process.wait(30) == 1
    assert running.said().count("Two ended with exit code 1. Starting it again.") == supervise.DEATHS - 1
    assert "Two ended with exit code 1, for the 5th time within a minute. Stopping everything." in running.said()
    assert sleepers(length) == []


def test_a_supervisor_that_is_killed_takes_its_programs_with_it(start: Start, length: str) -> None:
    running = start(f"program('One', 'sleep', '{length}')")
    until(lambda: bool(sleepers(length)), "it does not run")
    running.process.kill()
    running.process.wait()
    until(lambda: not sleepers(length), "it outlives its supervisor")


def test_a_program_that_will_not_stop_is_killed(start: Start, length: str) -> None:
    deaf = f"import signal, os; signal.signal(15, signal.SIG_IGN); os.execvp('sleep', ['sleep', '{length}'])"
    running = start(f"program('One', sys.executable, '-c', {deaf!r})")
    until(lambda: bool(sleepers(length)), "it does not run")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(supervise.GRACE_S + 10) == 0
    assert sleepers(length) == []
