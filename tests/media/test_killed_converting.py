"""The worker dies at each step of converting; the next one does the work again, and the film is there once."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.killing import DIED, Grave, in_a_child
from tests.media.conftest import engine, ffmpeg
from tests.media.working import Arrived, names, work
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs import lease
from wpl_platform.jobs.models import Job, JobState, Queue
from wpl_platform.media import actions, making, pipeline, stills
from wpl_platform.media.check import look
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.storage import Storage, disk

pytestmark = pytest.mark.slow

ARRIVING = [
    Grave(pipeline, "first_look"),
    Grave(pipeline, "first_look", after=True),
    Grave(pipeline, "pack"),
    Grave(pipeline, "pack", after=True),
    Grave(Storage, "keep"),
    Grave(disk, "place", after=True),
    Grave(actions, "keep"),
    Grave(actions, "keep", after=True),
    Grave(lease, "finish"),
]
CONVERTING = [
    Grave(pipeline, "examine", after=True),
    Grave(pipeline, "convert"),
    Grave(pipeline, "convert", after=True),
    Grave(stills, "poster", after=True),
    Grave(stills, "sprite", after=True),
    Grave(disk, "place", after=True),
    Grave(disk, "place", after=True, call=4),
    Grave(making, "publish"),
    Grave(actions, "keep", after=True, call=3),
    Grave(Storage, "settle", after=True),
    Grave(lease, "finish"),
]
SECOND_RUN = [Grave(pipeline, "convert", call=2), Grave(making, "publish", call=2)]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of 640 by 480 with sound, as a browser has it."""
    return made(tmp_path_factory.mktemp("film") / "film.mp4", "-c:v", "libx264", "-preset", "ultrafast")


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a codec that browsers do not know."""
    return made(tmp_path_factory.mktemp("foreign") / "foreign.mkv", "-c:v", "mpeg4")


def made(file: Path, *how: str) -> Path:
    source = ("-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=2", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=2")
    ffmpeg(*source, *how, "-pix_fmt", "yuv420p", "-c:a", "aac", str(file))
    return file


def die_while(queue: Queue, grave: Grave) -> None:
    assert in_a_child(lambda: engine().work_through(queue), grave) == DIED


def restart() -> None:
    """A new worker: frees what the dead one had, does all there is to do, and keeps house some hours later."""
    db.session.commit()
    engine().sweep()
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    with clock.at(clock.now() + timedelta(hours=2)):
        engine().keep_house()
        work(Queue.SHORT)


def assert_ready_once(number: int) -> None:
    recording = db.session.get_one(Recording, number)
    assert (recording.stage, recording.reason) == (Stage.READY, "")
    expected = {"master.m3u8", "360.m3u8", "360.mp4", "480.m3u8", "480.mp4", "audio.m3u8", "audio.mp4"}
    assert names(recording, RenditionKind.HLS) == expected
    assert {job.state for job in db.session.query(Job)} == {JobState.DONE}
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=3)):
        assert look().faults == []


@pytest.mark.parametrize("grave", ARRIVING, ids=str)
def test_a_worker_that_dies_while_it_looks_at_a_film(arrived: Arrived, film: Path, grave: Grave) -> None:
    number = arrived(film).id
    die_while(Queue.SHORT, grave)
    restart()
    assert_ready_once(number)


@pytest.mark.parametrize("grave", CONVERTING, ids=str)
def test_a_worker_that_dies_while_it_converts(arrived: Arrived, film: Path, grave: Grave) -> None:
    number = arrived(film).id
    work(Queue.SHORT)
    die_while(Queue.LONG, grave)
    restart()
    assert_ready_once(number)


@pytest.mark.parametrize("grave", SECOND_RUN, ids=str)
def test_a_worker_that_dies_when_a_film_plays_in_its_smallest_size(
    arrived: Arrived, foreign: Path, grave: Grave
) -> None:
    number = arrived(foreign).id
    work(Queue.SHORT)
    die_while(Queue.LONG, grave)
    assert "360.mp4" in names(db.session.get_one(Recording, number), RenditionKind.HLS)
    restart()
    assert_ready_once(number)
