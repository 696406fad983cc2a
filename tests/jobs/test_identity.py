"""Whether a worker still lives, judged only by one who can know."""

import os
import subprocess

from wpl_platform.jobs import identity


def test_a_living_process_is_not_dead() -> None:
    assert not identity.is_dead(identity.identity())
    assert len(identity.identity()) <= 80


def test_a_process_that_ended_is_dead() -> None:
    process = subprocess.Popen(["sleep", "30"])
    mine, own = identity.identity(), str(os.getpid())
    ticks = identity._started(process.pid)
    name = f"{mine.split(':')[0]}:{process.pid}:{ticks}"
    assert not identity.is_dead(name)
    process.kill()
    process.wait()
    assert identity.is_dead(name)
    assert identity.is_dead(f"{mine.split(':')[0]}:{own}:1"), "the same pid, used again later"


def test_a_process_of_another_machine_cannot_be_judged() -> None:
    assert not identity.is_dead("elsewhere/1:1:1")
    assert not identity.is_dead("")
