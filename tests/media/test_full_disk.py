"""A disk that runs full while a film is converted: said in words, nothing broken, and it goes on when there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app

from tests.media.conftest import ffmpeg
from tests.media.working import Arrived, jobs, kinds, stage_of, work
from wpl_platform.core import clock
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, housekeeping, queries, storage
from wpl_platform.media.ffmpeg import ROOM
from wpl_platform.media.models import Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.words import why
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow
DISK = ROOM + 60_000_000


@pytest.fixture
def small_disk(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The bytes lie on a real disk of their own that is hardly larger than what must stay free."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("this machine permits no disk of its own")
    monkeypatch.setitem(current_app.config, "UPLOADS_DIR", place)
    monkeypatch.setattr(storage, "SPARE_BYTES", 0)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="session")
def restless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds that take as many bytes as a film may."""
    file = tmp_path_factory.mktemp("restless") / "restless.mp4"
    noise = "nullsrc=s=640x480:r=25:d=20,geq=random(1)*255:128:128"
    ffmpeg("-f", "lavfi", "-i", noise, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", str(file))
    return file


def test_a_disk_that_runs_full_meanwhile_is_said_and_the_film_goes_on_when_there_is_room(
    small_disk: Path, arrived: Arrived, restless: Path
) -> None:
    recording = arrived(restless)
    work(Queue.SHORT)
    ballast = small_disk / "ballast"
    _fill(ballast, until_free=ROOM + 1_000_000)
    work(Queue.LONG)
    assert (stage_of(recording), recording.reason) == (Stage.PROCESSING, Reason.NO_ROOM)
    assert why(recording.reason) == "De server is vol. We gaan vanzelf door als er weer ruimte is."
    for _ in range(3):
        jobs(actions.CONVERT)[0].run_after = clock.now()
        work(Queue.LONG)
    assert (stage_of(recording), recording.reason) == (Stage.FAILED, Reason.NO_ROOM)
    assert kinds(recording) == {"original", "direct"}
    assert queries.best_to_play(recording, viewer=viewer_of(recording.maker)) is not None
    assert not list((small_disk / "scratch").iterdir())
    assert len(list((small_disk / "kept").glob("*/*"))) == 2
    _fill(ballast, until_free=ROOM - 1_000_000)
    housekeeping.go_on()
    assert stage_of(recording) is Stage.FAILED
    ballast.unlink()
    housekeeping.go_on()
    work(Queue.SHORT)
    work(Queue.LONG)
    assert (stage_of(recording), recording.reason) == (Stage.READY, "")
    assert "hls" in kinds(recording)


def _fill(ballast: Path, *, until_free: int) -> None:
    there = ballast.stat().st_size if ballast.exists() else 0
    state = os.statvfs(ballast.parent)
    size = there + state.f_bavail * state.f_frsize - until_free
    with ballast.open("ab") as file:
        os.posix_fallocate(file.fileno(), 0, size)
