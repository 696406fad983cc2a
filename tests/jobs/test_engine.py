"""How work runs: what a handler may do, and how each way of ending is kept."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Invalid, PortFailure
from wpl_platform.events import actions as events
from wpl_platform.events import queries as heard
from wpl_platform.jobs import actions, engine, identity, queries
from wpl_platform.jobs.engine import Engine
from wpl_platform.jobs.models import Job, JobState, Queue
from wpl_platform.jobs.work import Handler, Stopped, Work

PATIENCE_SECONDS = 30

Run = Callable[[Work], None]


def worked(app: Flask, run: Run, failed: Callable[[int, str], None] | None = None) -> Job:
    """The job of recording 7 after an engine went through its queue once."""
    handler = Handler(run) if failed is None else Handler(run, failed)
    engine.register(app, {"convert": handler})
    actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    db.session.commit()
    Engine(app).work_through(Queue.LONG)
    return fresh()


def fresh() -> Job:
    db.session.rollback()
    job = queries.job_of("recording:7", "convert")
    assert job is not None
    db.session.refresh(job)
    db.session.commit()
    return job


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def test_work_that_ends_well_is_done(app: Flask) -> None:
    subjects: list[tuple[str, int]] = []
    job = worked(app, lambda work: subjects.append((work.subject, work.subject_id)))
    assert subjects == [("recording:7", 7)]
    assert (job.state, job.progress, job.attempts, job.token) == (JobState.DONE, 100, 1, None)
    states = [event.data["state"] for event in heard.since("recording:7", 0)]
    assert states == ["waiting", "running", "done"]


def test_a_failure_that_may_pass_is_tried_again_later(app: Flask) -> None:
    def run(work: Work) -> None:
        raise PortFailure("De schijf antwoordt niet.", retry=True)

    job = worked(app, run)
    assert (job.state, job.attempts, job.reason) == (JobState.WAITING, 1, "De schijf antwoordt niet.")
    assert job.run_after > clock.now() + timedelta(seconds=1)


def test_a_failure_that_stays_ends_the_work_and_the_subject_hears_why(app: Flask) -> None:
    told: list[tuple[int, str]] = []

    def run(work: Work) -> None:
        raise PortFailure("Dit is geen video.", retry=False)

    job = worked(app, run, lambda number, reason: told.append((number, reason)))
    assert (job.state, job.reason) == (JobState.FAILED, "Dit is geen video.")
    assert told == [(7, "Dit is geen video.")]


def test_a_refusal_of_our_own_is_not_tried_again(app: Flask) -> None:
    def run(work: Work) -> None:
        raise Invalid("Dit kan niet.")

    assert worked(app, run).state is JobState.FAILED


def test_what_nobody_foresaw_is_tried_four_times_and_then_fails_in_words(app: Flask) -> None:
    runs: list[int] = []

    def run(work: Work) -> None:
        runs.append(1)
        raise ZeroDivisionError

    job = worked(app, run)
    while job.state is JobState.WAITING:
        job.run_after = clock.now()
        db.session.commit()
        Engine(app).work_through(Queue.LONG)
        job = fresh()
    assert len(runs) == 4
    assert job.state is JobState.FAILED
    assert job.reason.startswith("Er ging iets mis")


def test_a_subject_that_cannot_be_tidied_does_not_hold_up_the_end(app: Flask) -> None:
    def run(work: Work) -> None:
        raise PortFailure("Dit is geen video.", retry=False)

    def failed(number: int, reason: str) -> None:
        events.publish("recording:7", "half", {})
        raise ZeroDivisionError

    job = worked(app, run, failed)
    assert job.state is JobState.FAILED
    assert "half" not in [event.kind for event in heard.since("recording:7", 0)]


def test_work_of_an_unknown_kind_fails_in_words(app: Flask) -> None:
    engine.register(app, {})
    actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    db.session.commit()
    Engine(app).work_through(Queue.LONG)
    job = fresh()
    assert job.state is JobState.FAILED
    assert "onbekend" in job.reason


def test_what_is_written_in_a_transaction_is_kept_and_all_or_nothing(app: Flask) -> None:
    def run(work: Work) -> None:
        with work.transaction():
            events.publish("kept", "kept", {})
        with work.transaction():
            events.publish("half", "half", {})
            raise PortFailure("Halverwege.", retry=False)

    assert worked(app, run).state is JobState.FAILED
    assert heard.last_number("kept") == 1
    assert heard.last_number("half") == 0


def test_progress_is_told_and_never_goes_back(app: Flask) -> None:
    def run(work: Work) -> None:
        for percent in (10, 40, 30, 20):
            work.progress(percent)
        until(lambda: heard_progress(app) == [0, 0, 40])
        work.progress(12)
        time.sleep(0.7)
        work.progress(170)
        until(lambda: heard_progress(app) == [0, 0, 40, 100])

    assert worked(app, run).progress == 100


def heard_progress(app: Flask) -> list[int]:
    with apart(app, writes=False):
        return [event.data["progress"] for event in heard.since("recording:7", 0)]


def cancel_from_elsewhere(app: Flask) -> None:
    with apart(app, writes=True):
        job = queries.job_of("recording:7", "convert")
        assert job is not None
        actions.cancel(job.id)


def test_work_hears_that_it_is_cancelled(app: Flask) -> None:
    def run(work: Work) -> None:
        cancel_from_elsewhere(app)
        until(work.cancelled)

    job = worked(app, run)
    assert job.state is JobState.CANCELLED
    assert job.progress == 0


def test_cancelled_work_writes_nothing_more(app: Flask) -> None:
    def run(work: Work) -> None:
        cancel_from_elsewhere(app)
        with work.transaction():
            events.publish("late", "late", {})

    assert worked(app, run).state is JobState.CANCELLED
    assert heard.last_number("late") == 0


def test_a_worker_that_comes_back_from_the_dead_writes_nothing(app: Flask) -> None:
    def run(work: Work) -> None:
        with apart(app, writes=True):
            job = queries.job_of("recording:7", "convert")
            assert job is not None
            job.token = "somebody else's"
        with pytest.raises(Stopped), work.transaction():
            events.publish("late", "late", {})
        assert work.cancelled()

    job = worked(app, run)
    assert (job.state, job.token) == (JobState.RUNNING, "somebody else's")
    assert heard.last_number("late") == 0


def test_a_long_handler_keeps_its_lease(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wpl_platform.jobs.work.RENEW_SECONDS", 0.5)

    def ends() -> datetime | None:
        with apart(app, writes=False):
            job = queries.job_of("recording:7", "convert")
            assert job is not None
            return job.lease_until

    def run(work: Work) -> None:
        first = ends()
        until(lambda: ends() != first)

    assert worked(app, run).state is JobState.DONE


def test_a_worker_that_stops_gives_its_work_back_at_once(app: Flask) -> None:
    running = threading.Event()

    def run(work: Work) -> None:
        running.set()
        until(work.cancelled)

    engine.register(app, {"convert": Handler(run)})
    actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    db.session.commit()
    worker = Engine(app)
    thread = threading.Thread(target=worker.work_through, args=(Queue.LONG,))
    thread.start()
    assert running.wait(PATIENCE_SECONDS)
    began = time.monotonic()
    worker.stop(seconds=PATIENCE_SECONDS)
    thread.join()
    assert time.monotonic() - began < PATIENCE_SECONDS / 2
    job = fresh()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def test_the_sweep_frees_what_a_dead_process_held_and_wakes_a_worker(app: Flask) -> None:
    worked(app, lambda work: None)
    job = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    machine = identity.identity().partition(":")[0]
    job.state, job.attempts, job.worker = JobState.RUNNING, 1, f"{machine}:999999:1"
    job.lease_until = clock.now() + timedelta(seconds=9)
    alive = actions.enqueue("convert", "recording:8", queue=Queue.LONG)
    alive.state, alive.worker, alive.lease_until = JobState.RUNNING, identity.identity(), job.lease_until
    db.session.commit()
    Engine(app).sweep()
    assert fresh().state is JobState.WAITING
    db.session.refresh(alive)
    assert alive.state is JobState.RUNNING
    assert not app.extensions["jobs"].carrier.is_quiet(Queue.LONG)


def test_the_sweep_ends_work_that_took_four_workers_with_it(app: Flask) -> None:
    told: list[str] = []
    worked(app, lambda work: None, lambda number, reason: told.append(reason))
    job = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    job.state, job.attempts, job.worker = JobState.RUNNING, 4, "elsewhere:1:1"
    job.lease_until = clock.now() - timedelta(seconds=1)
    db.session.commit()
    Engine(app).sweep()
    assert fresh().state is JobState.FAILED
    assert told == [fresh().reason]


def test_housekeeping_is_done_for_every_feature_whatever_becomes_of_one(app: Flask) -> None:
    def broken() -> None:
        events.publish("broken", "half", {})
        raise ZeroDivisionError

    def whole() -> None:
        events.publish("kept", "kept", {})

    engine.register(app, {}, [broken, whole])
    Engine(app).keep_house()
    assert (heard.last_number("broken"), heard.last_number("kept")) == (0, 1)
