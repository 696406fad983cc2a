"""Who has a job: one at a time, as long as the lease runs, and never one that came back from the dead."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.jobs import actions, lease, queries
from wpl_platform.jobs.lease import Claim, Standing
from wpl_platform.jobs.models import Job, JobState, Queue


@pytest.fixture
def job(app: Flask) -> Job:
    job = actions.enqueue("convert", "recording:7", queue=Queue.LONG)
    db.session.commit()
    return job


def claimed() -> Claim:
    claim = lease.claim(Queue.LONG, "here:1:1")
    assert claim is not None
    db.session.commit()
    return claim


def test_a_job_is_claimed_once(job: Job) -> None:
    claim = claimed()
    assert (claim.id, claim.subject, claim.attempt) == (job.id, "recording:7", 1)
    assert lease.claim(Queue.LONG, "here:2:2") is None
    assert job.state is JobState.RUNNING


def test_work_of_another_queue_or_for_later_is_left(app: Flask, job: Job) -> None:
    assert lease.claim(Queue.SHORT, "here:1:1") is None
    job.run_after = clock.now() + timedelta(seconds=5)
    db.session.flush()
    assert lease.claim(Queue.LONG, "here:1:1") is None


def test_eight_workers_that_reach_for_twenty_jobs_take_each_once(app: Flask) -> None:
    for number in range(20):
        actions.enqueue("convert", f"recording:{number}", queue=Queue.LONG)
    db.session.commit()
    taken: list[int] = []

    def reach(worker: str) -> None:
        misses = 0
        while misses < 5:
            with apart(app, writes=True):
                claim = lease.claim(Queue.LONG, worker)
            if claim is None:
                misses += 1
            else:
                taken.append(claim.id)

    threads = [threading.Thread(target=reach, args=(f"here:{number}:1",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 20


def test_the_token_of_a_job_that_went_to_another_is_worth_nothing(job: Job) -> None:
    ghost = claimed()
    lease.recover(job.id, "here:1:1", dead=True, reason="")
    heir = claimed()
    assert lease.renew(ghost, 90, tell=True) is Standing.LOST
    assert not lease.finish(ghost)
    assert not lease.put_off(ghost, "late")
    assert not lease.give_back(ghost)
    assert job.state is JobState.RUNNING
    assert job.progress == 0
    assert lease.finish(heir)
    assert not lease.finish(heir)


def test_a_lease_that_runs_is_left_and_one_that_ran_out_is_freed(job: Job) -> None:
    claimed()
    assert lease.recover(job.id, "here:1:1", dead=False, reason="") is None
    assert [lapsed for _, _, lapsed in queries.leases()] == [False]
    job.lease_until = clock.now() - timedelta(seconds=1)
    db.session.flush()
    assert [lapsed for _, _, lapsed in queries.leases()] == [True]
    assert lease.recover(job.id, "here:1:1", dead=False, reason="") is job
    assert job.state is JobState.WAITING
    assert claimed().attempt == 2


def test_work_that_takes_every_worker_with_it_fails_with_a_reason(job: Job) -> None:
    for _ in range(lease.MAX_ATTEMPTS):
        claimed()
        lease.recover(job.id, "here:1:1", dead=True, reason="Dit werk brak steeds af.")
    assert job.state is JobState.FAILED
    assert job.reason == "Dit werk brak steeds af."
    assert job.finished_at is not None


def test_work_whose_worker_died_after_somebody_cancelled_is_cancelled(job: Job) -> None:
    claim = claimed()
    actions.cancel(job.id)
    assert lease.look(claim) is Standing.CANCEL_ASKED
    lease.recover(job.id, "here:1:1", dead=True, reason="")
    assert job.state is JobState.CANCELLED


def test_work_that_is_put_off_waits_longer_each_time(job: Job) -> None:
    for lag in (2, 8, 32):
        claim = claimed()
        lease.put_off(claim, "De schijf antwoordt niet.")
        assert lag - 1 < (job.run_after - clock.now()).total_seconds() <= lag
        job.run_after = clock.now()
        db.session.flush()
    assert job.reason == "De schijf antwoordt niet."


def test_a_worker_that_stops_gives_back_what_it_has_and_no_chance_is_lost(job: Job) -> None:
    claimed()
    lease.take_from("here:2:2")
    assert job.state is JobState.RUNNING
    lease.take_from("here:1:1")
    assert (job.state, job.attempts, job.token) == (JobState.WAITING, 0, None)
