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
WORK_SECONDS = 3.0

Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def start(app: Flask, database: Database, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker on the test's database; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.jobs.slow_worker", database.url, str(tmp_path), str(WORK_SECONDS)]
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


def until(true: Callable[[], bool], seconds: float) -> float:
    """How long it took until it was true."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it never came true"
        time.sleep(0.05)
    return time.monotonic() - began


def diary(app: Flask) -> list[str]:
    file = Path(app.config["DATA_DIR"]) / "diary"
    return file.read_text().split() if file.exists() else []


def is_done() -> bool:
    return now().state is JobState.DONE


@pytest.mark.slow
def test_a_killed_worker_that_is_started_again_goes_on_and_the_work_ends_once(app: Flask, start: Start) -> None:
    killed = start()
    ask()
    until(lambda: now().progress > 20, 15)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert now().state is JobState.RUNNING
    start()
    resumed = until(lambda: diary(app) == ["begin", "begin"], 15)
    assert resumed < 6, "starting Python included"
    until(is_done, 15)
    time.sleep(1.5)
    assert diary(app) == ["begin", "begin", "end"]
    assert (now().state, now().attempts) == (JobState.DONE, 2)
    states = [event.data["state"] for event in heard.since("recording:7", 0, limit=1000)]
    assert states.count("done") == 1


@pytest.mark.slow
def test_the_work_of_a_machine_that_went_silent_is_taken_over_within_fifteen_seconds(app: Flask, start: Start) -> None:
    ask()
    job = db.session.merge(now())
    job.state, job.attempts, job.token, job.worker = JobState.RUNNING, 1, "theirs", "elsewhere/1:1:1"
    job.lease_until = clock.now() + timedelta(seconds=10)
    db.session.commit()
    start()
    assert until(lambda: diary(app) == ["begin"], 15) > 5
    until(is_done, 15)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_does_so_at_once_and_its_work_waits(
    app: Flask, start: Start, number: signal.Signals
) -> None:
    worker = start()
    ask()
    until(lambda: now().progress > 20, 15)
    assert engine.worker_state() == "ok"
    began = time.monotonic()
    worker.send_signal(number)
    assert worker.wait(5) == 0
    assert time.monotonic() - began < 2
    assert (now().state, now().attempts) == (JobState.WAITING, 0)
    assert engine.worker_state() == "away"


@pytest.mark.slow
def test_work_begins_soon_after_it_is_asked_and_a_long_one_holds_up_no_short_one(app: Flask, start: Start) -> None:
    start()
    until(lambda: engine.worker_state() == "ok", 15)
    ask()
    assert until(lambda: now().state is JobState.RUNNING, 5) < 1
    actions.enqueue("slow", "recording:8", queue=Queue.SHORT)
    database.commit()
    assert until(lambda: diary(app) == ["begin", "begin"], 5) < 1
