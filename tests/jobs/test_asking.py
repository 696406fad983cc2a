"""Asking for work, and what becomes of a question that is asked twice or taken back."""

import threading

import pytest
from flask import Flask

from wpl_platform.core import clock, database
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Missing
from wpl_platform.events import queries as events
from wpl_platform.jobs import actions, engine, queries
from wpl_platform.jobs.models import Job, JobState, Queue


def quiet(app: Flask, queue: Queue) -> bool:
    carrier = app.extensions["jobs"].carrier
    return bool(carrier.is_quiet(queue))


def test_the_same_work_asked_twice_is_one_job(app: Flask) -> None:
    first = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    again = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    other = actions.enqueue("convert", "recording:8", queue=Queue.LONG)
    assert again.id == first.id
    assert other.id != first.id


def test_work_that_ended_can_be_asked_again(app: Flask) -> None:
    first = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    first.state = JobState.FAILED
    again = actions.retry(first.id)
    assert again.id != first.id
    assert (again.kind, again.subject, again.queue) == ("convert", "recording:7", Queue.LONG)
    assert queries.job_of("recording:7", "convert") is again


def test_what_failed_is_asked_again_once_and_nothing_else(app: Flask) -> None:
    failed = actions.enqueue("forget", "file:a", queue=Queue.SHORT)
    done, other = actions.enqueue("forget", "file:b", queue=Queue.SHORT), actions.enqueue("look", "a", queue=Queue.LONG)
    waiting = actions.enqueue("forget", "file:c", queue=Queue.SHORT)
    failed.state = other.state = JobState.FAILED
    failed.attempts, done.state = 4, JobState.DONE
    for _ in range(2):
        actions.ask_again("forget")
    again = queries.job_of("file:a", "forget")
    assert again is not None
    assert (again.state, again.attempts, again.queue) == (JobState.WAITING, 0, Queue.SHORT)
    assert db.session.query(Job).count() == 4
    assert (waiting.state, done.state, other.state) == (JobState.WAITING, JobState.DONE, JobState.FAILED)


def test_ten_that_ask_at_once_get_one_job(app: Flask) -> None:
    found: list[int] = []
    together = threading.Barrier(10)

    def ask() -> None:
        together.wait()
        with apart(app, writes=True):
            found.append(actions.enqueue("convert", "recording:7", queue=Queue.LONG).id)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert len(set(found)) == 1


def test_a_worker_is_woken_when_the_asking_is_committed_and_not_before(app: Flask) -> None:
    actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    assert quiet(app, Queue.LONG)
    database.commit()
    assert not quiet(app, Queue.LONG)
    assert quiet(app, Queue.SHORT)


def test_what_is_asked_in_a_transaction_that_fails_never_was(app: Flask) -> None:
    def ask_and_fail() -> None:
        with apart(app, writes=True):
            actions.enqueue("convert", "recording:7", queue=Queue.LONG)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_fail()
    assert queries.job_of("recording:7", "convert") is None
    assert quiet(app, Queue.LONG)


def test_a_job_that_waits_is_cancelled_at_once(app: Flask) -> None:
    job = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    db.session.commit()
    assert actions.cancel(job.id).state is JobState.CANCELLED
    assert actions.cancel(job.id).state is JobState.CANCELLED


def test_a_job_that_ended_stays_as_it_is(app: Flask) -> None:
    job = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    job.state = JobState.DONE
    db.session.commit()
    actions.cancel(job.id)
    assert job.state is JobState.DONE
    assert job.cancel_asked_at is None


def test_a_job_that_is_not_there_is_missing(app: Flask) -> None:
    with pytest.raises(Missing):
        actions.cancel(12)


def test_the_room_of_the_subject_hears_of_its_job(app: Flask) -> None:
    actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    (event,) = events.since("recording:7", 0)
    assert (event.kind, event.data) == ("job", {"kind": "convert", "state": "waiting", "progress": 0})


def test_old_jobs_are_forgotten_and_failed_ones_are_kept(app: Flask) -> None:
    past = clock.now() - actions.KEPT * 2
    for number, state in enumerate((JobState.DONE, JobState.FAILED, JobState.CANCELLED)):
        job = actions.enqueue("convert", f"recording:{number}", queue=Queue.LONG)
        job.state, job.finished_at = state, past
    db.session.flush()
    actions.forget_old()
    assert [job.state for job in db.session.query(Job)] == [JobState.FAILED]


def test_a_worker_that_was_never_there_is_away(app: Flask) -> None:
    assert engine.worker_state() == "away"
