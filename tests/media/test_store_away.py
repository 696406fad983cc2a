"""A store that is away or slow: what should be gone goes in the end, and what is on its way to a name stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app

from tests.kept import path_of
from tests.media.working import Arrived, jobs, stage_of, work
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import PortFailure
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import actions, housekeeping, mending
from wpl_platform.media.check import look
from wpl_platform.media.models import Stage
from wpl_platform.media.storage import Storage, storage


def some() -> str:
    with storage().scratch() as folder:
        (folder / "made").write_bytes(b"film")
        return storage().keep(folder / "made")[0]


def test_bytes_that_could_not_be_removed_go_when_the_store_is_back(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    key = some()

    def away(_self: Storage, _key: str) -> None:
        raise PortFailure("De opslag antwoordt niet.", retry=True)

    monkeypatch.setattr(Storage, "delete", away)
    actions.forget([key])
    for _ in range(4):
        jobs(actions.FORGET)[0].run_after = clock.now()
        work(Queue.SHORT)
    assert [job.state for job in jobs(actions.FORGET)] == [JobState.FAILED]
    monkeypatch.undo()
    housekeeping.forget_yet()
    work(Queue.SHORT)
    assert not path_of(key).exists()
    housekeeping.forget_yet()
    assert [job.state for job in jobs(actions.FORGET)] == [JobState.DONE]


def hours_pass() -> None:
    """A check and the housekeeping after two hours in which nobody named anything."""
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=2)):
        with apart(current_app, writes=False):
            assert look().faults == []
        with apart(current_app, writes=True):
            mending.remove_unnamed()


@pytest.mark.slow
def test_a_store_that_takes_hours_loses_nothing_of_what_is_made(
    arrived: Arrived, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, keep = arrived(clip), Storage.keep

    def slowly(self: Storage, made: Path, whose: str = "") -> tuple[str, int]:
        kept = keep(self, made, whose)
        hours_pass()
        return kept

    work(Queue.SHORT)
    monkeypatch.setattr(Storage, "keep", slowly)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert stage_of(recording) is Stage.READY
    assert jobs(actions.FORGET) == []


def test_what_a_job_left_that_ended_without_a_name_goes(arrived: Arrived, clip: Path) -> None:
    subject = actions.subject_of(arrived(clip).id)
    with storage().scratch() as folder:
        (folder / "made").write_bytes(b"film")
        key = storage().keep(folder / "made", subject)[0]
    hours_pass()
    assert jobs(actions.FORGET) == []
    for job in jobs(actions.ARRIVE):
        job.state = JobState.FAILED
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=2)):
        assert [fault.key for fault in look().faults] == [key]
        db.session.commit()
        mending.remove_unnamed()
    assert [job.subject for job in jobs(actions.FORGET)] == [f"file:{key}"]
