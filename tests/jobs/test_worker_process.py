"""The worker as a process: what a killed one had is done again, and ends once."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Database
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.events import queries as heard
from wpl_platform.jobs import actions, engine, queries
from wpl_platform.jobs.models import Job, JobState, Queue

ROOT = Path(__file__).parents[2]
WORK_SECONDS, LONG_SECONDS = 3.0, 90.0
PATIENCE_SECONDS = 45

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(app: Flask, database: Database, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker on the test's database; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(work: float = WORK_SECONDS) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.jobs.slow_worker", database.url, str(tmp_path), str(work)]
        started.append(subprocess.Popen(command, cwd=ROOT))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def ask() -> None:
    actions.enqueue("slow", "recording:7", queue=Queue.LONG)
    database.commit()


def now() -> Job:
    """The job as it is at this moment, without a transaction that would hold up the worker."""
    db.session.rollback()
    job = queries.job_of("recording:7", "slow")
    assert job is not None
    db.session.refresh(job)
    db.session.expunge(job)
    db.session.rollback()
    return job


def until(true: Callable[[], bool]) -> None:
    """Waits for it, for as long as a busy machine may need."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def held_for(minutes: int) -> None:
    """Whoever has the work has it for that long, from now."""
    job = db.session.merge(now())
    job.lease_until = clock.now() + timedelta(minutes=minutes)
    db.session.commit()


def diary(app: Flask) -> list[str]:
    file = Path(app.config["DATA_DIR"]) / "diary"
    return file.read_text().split() if file.exists() else []


def is_done() -> bool:
    return now().state is JobState.DONE


@pytest.mark.slow
def test_a_killed_worker_that_is_started_again_goes_on_and_the_work_ends_once(app: Flask, start: Start) -> None:
    killed = start(LONG_SECONDS)
    ask()
    until(lambda: now().progress > 0)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert now().state is JobState.RUNNING
    held_for(minutes=60)  # it does not wait for the lease of who is dead
    start()
    until(is_done)
    time.sleep(1.5)
    assert diary(app) == ["begin", "begin", "end"]
    assert (now().state, now().attempts) == (JobState.DONE, 2)
    states = [event.data["state"] for event in heard.since("recording:7", 0, limit=1000)]
    assert states.count("done") == 1


@pytest.mark.slow
def test_the_work_of_a_machine_that_went_silent_is_taken_over_when_its_lease_has_ended(
    app: Flask, start: Start
) -> None:
    ask()
    job = db.session.merge(now())
    job.state, job.attempts, job.token, job.worker = JobState.RUNNING, 1, "theirs", "elsewhere/1:1:1"
    job.lease_until = ends = clock.now() + timedelta(seconds=10)
    db.session.commit()
    start()
    until(lambda: diary(app) == ["begin"])
    assert clock.now() > ends
    until(is_done)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_does_not_end_its_work_which_waits(
    app: Flask, start: Start, number: signal.Signals
) -> None:
    worker = start(LONG_SECONDS)
    ask()
    until(lambda: now().progress > 0)
    assert engine.worker_state() == "ok"
    worker.send_signal(number)
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert (now().state, now().attempts) == (JobState.WAITING, 0)
    assert engine.worker_state() == "away"


@pytest.mark.slow
def test_long_work_holds_up_no_short_one(app: Flask, start: Start) -> None:
    start(LONG_SECONDS)
    until(lambda: engine.worker_state() == "ok")
    ask()
    until(lambda: diary(app) == ["begin"])
    actions.enqueue("slow", "recording:8", queue=Queue.SHORT)
    database.commit()
    until(lambda: diary(app) == ["begin", "begin"])
    assert now().state is JobState.RUNNING
