"""How a film becomes whole: what is published when, what goes, what stops it and what it says then."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from tests.kept import path_of
from tests.media.conftest import ffmpeg
from tests.media.working import Arrived, jobs, kinds, names, stage_of, work
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.events import queries as events
from wpl_platform.jobs import actions as jobs_room
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.jobs.work import Work
from wpl_platform.media import actions, converting, housekeeping, pipeline, queries
from wpl_platform.media import ffmpeg as runner
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, StorageChoice
from wpl_platform.media.plan import Reason
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow
HLS = RenditionKind.HLS
SMALL = {"master.m3u8", "360.m3u8", "360.mp4", "audio.m3u8", "audio.mp4"}
STILLS = {"poster", "strip", "sprite", "thumbnails", "peaks"}


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of 640 by 480 with sound, as a browser has it."""
    return _film(tmp_path_factory.mktemp("large") / "large.mp4", "-c:v", "libx264", "-preset", "ultrafast")


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a codec that browsers do not know."""
    return _film(tmp_path_factory.mktemp("foreign") / "foreign.mkv", "-c:v", "mpeg4")


def _film(file: Path, *how: str) -> Path:
    made = ("-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=2", "-f", "lavfi", "-i", "sine=f=440:r=48000:d=2")
    ffmpeg(*made, *how, "-pix_fmt", "yuv420p", "-c:a", "aac", str(file))
    return file


class Watched:
    """Every conversion as it begins: which sizes, with sound or not, and what stood published then."""

    def __init__(self, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runs: list[tuple[str, bool, set[str]]] = []
        self.between: Callable[[int], None] = lambda number: None
        self._number, self._convert = recording.id, pipeline.convert
        monkeypatch.setattr(pipeline, "convert", self)

    def __call__(self, *arguments: Any, sound: bool) -> Any:
        with apart(current_app, writes=False):
            asked = select(Rendition.name).where(Rendition.recording_id == self._number, Rendition.kind == HLS)
            there = set(db.session.scalars(asked))
        self.runs.append((" ".join(rung.name for rung in arguments[2]), sound, there))
        self.between(len(self.runs))
        return self._convert(*arguments, sound=sound)


def test_a_film_that_plays_as_it_came_is_made_in_all_sizes_at_once(
    arrived: Arrived, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(large)
    work(Queue.SHORT)
    watched = Watched(recording, monkeypatch)
    work(Queue.LONG)
    assert watched.runs == [("360 480", True, set())]
    assert names(recording, HLS) == SMALL | {"480.m3u8", "480.mp4"}
    assert kinds(recording) == STILLS | {"original", "direct", "hls"}
    assert recording.verdict == "plays smaller"


def test_another_film_plays_in_its_smallest_size_while_the_others_are_made(
    arrived: Arrived, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(foreign)
    work(Queue.SHORT)
    assert kinds(recording) == {"original"}
    watched = Watched(recording, monkeypatch)
    work(Queue.LONG)
    assert watched.runs == [("360", True, set()), ("480", False, SMALL)]
    assert names(recording, HLS) == SMALL | {"480.m3u8", "480.mp4"}
    assert kinds(recording) == STILLS | {"original", "hls"}
    told = [event.data["stage"] for event in events.since(f"recording:{recording.id}", 0) if event.kind == "recording"]
    assert told == ["processing", "processing", "ready"]


def test_the_percentage_goes_on_over_both_runs_and_never_back(
    arrived: Arrived, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived(foreign)
    work(Queue.SHORT)
    told: list[float] = []
    monkeypatch.setattr(Work, "progress", lambda _work, percent: told.append(percent))
    work(Queue.LONG)
    assert len(told) > 1
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 100


def test_every_size_plays_from_bytes_that_are_kept(arrived: Arrived, foreign: Path) -> None:
    recording = arrived(foreign)
    work(Queue.SHORT)
    work(Queue.LONG)
    kept = {one.name: one for one in db.session.scalars(select(Rendition).where(Rendition.kind == HLS))}
    master = path_of(kept["master.m3u8"].key).read_text()
    for name in (line for line in master.splitlines() if line.endswith(".m3u8")):
        assert (path_of(kept[name].key)).read_text().count(name.replace("m3u8", "mp4")) >= 2
    assert (kept["480.mp4"].width, kept["480.mp4"].height) == (640, 480)
    assert kept["audio.mp4"].width is None
    assert {one.size == storage().size(one.key) for one in kept.values()} == {True}
    assert abs((recording.duration_ms or 0) - 2000) <= 50


@pytest.mark.parametrize("chosen", [True, False])
def test_the_original_stays_or_goes_as_the_organisation_chose(chosen: bool, arrived: Arrived, large: Path) -> None:
    recording = arrived(large)
    choice = StorageChoice(organisation_id=recording.team.organisation_id, keep_originals=chosen)
    db.session.add(choice)
    work(Queue.SHORT)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert (RenditionKind.ORIGINAL.value in kinds(recording)) is chosen
    on_disk = {path.name for path in (storage().root / "kept").glob("*/*")}
    assert on_disk == set(db.session.scalars(select(Rendition.key)))
    assert stage_of(recording) is Stage.READY


def test_a_day_after_its_sizes_are_there_the_film_as_it_came_goes(arrived: Arrived, large: Path) -> None:
    recording = arrived(large)
    work(Queue.SHORT)
    housekeeping.drop_direct()
    work(Queue.LONG)
    housekeeping.drop_direct()
    assert "direct" in kinds(recording)
    master = db.session.scalars(select(Rendition).where(Rendition.name == "master.m3u8")).one()
    master.created_at = clock.now() - housekeeping.DIRECT_FOR - timedelta(minutes=1)
    housekeeping.drop_direct()
    work(Queue.SHORT)
    assert "direct" not in kinds(recording)
    best = queries.best_to_play(recording, viewer=viewer_of(recording.maker))
    assert best is not None
    assert best.name == "master.m3u8"


def test_who_stops_a_conversion_keeps_what_plays_and_can_have_it_done_again(
    arrived: Arrived, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(foreign)
    work(Queue.SHORT)
    watched = Watched(recording, monkeypatch)
    number, maker = recording.id, viewer_of(recording.maker)

    def stop(run: int) -> None:
        if run == 2:
            with apart(current_app, writes=True):
                converting.stop_converting(db.session.get_one(Recording, number), by=maker)

    watched.between = stop
    work(Queue.LONG)
    assert (recording.stage, recording.reason) == (Stage.READY, Reason.STOPPED)
    assert names(recording, HLS) == SMALL
    assert jobs(actions.CONVERT)[0].state is JobState.CANCELLED
    assert not list((storage().root / "scratch").iterdir())
    with pytest.raises(Conflict):
        converting.stop_converting(recording, by=maker)
    watched.between = lambda run: None
    actions.try_again(recording, by=maker)
    work(Queue.SHORT)
    work(Queue.LONG)
    assert (recording.stage, recording.reason) == (Stage.READY, "")
    assert names(recording, HLS) == SMALL | {"480.m3u8", "480.mp4"}


def test_a_film_that_is_stopped_before_anything_plays_can_be_tried_again(arrived: Arrived, foreign: Path) -> None:
    recording = arrived(foreign)
    converting.stop_converting(recording, by=viewer_of(recording.maker))
    work(Queue.SHORT)
    assert (recording.stage, recording.reason) == (Stage.FAILED, Reason.STOPPED)
    assert kinds(recording) == {"original"}
    assert jobs(actions.CONVERT) == []


def test_only_its_maker_stops_a_conversion(arrived: Arrived, foreign: Path, tom: Any) -> None:
    with pytest.raises(Refused):
        converting.stop_converting(arrived(foreign), by=viewer_of(tom))


def test_a_film_that_asks_more_time_than_any_film_may_is_ended_once_and_says_so(
    arrived: Arrived, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(foreign)
    work(Queue.SHORT)
    monkeypatch.setattr(runner, "CONVERT_LEAST_S", 0)
    monkeypatch.setattr(runner, "CONVERT_PER_SECOND", 0.0001)
    work(Queue.LONG)
    assert (recording.stage, recording.reason) == (Stage.FAILED, Reason.OUT_OF_TIME)
    assert jobs(actions.CONVERT)[0].attempts == 1


def test_another_part_asked_meanwhile_is_the_one_that_is_made(
    arrived: Arrived, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(large)
    work(Queue.SHORT)
    watched = Watched(recording, monkeypatch)
    number = recording.id

    def trim(run: int) -> None:
        if run == 1:
            with apart(current_app, writes=True):
                found = db.session.get_one(Recording, number)
                found.start_ms, found.end_ms = 400, 1400

    watched.between = trim
    work(Queue.LONG)
    assert len(watched.runs) == 2
    assert recording.duration_ms == 1000
    assert "direct" not in kinds(recording)
    on_disk = {path.name for path in (storage().root / "kept").glob("*/*")}
    work(Queue.SHORT)
    assert set(db.session.scalars(select(Rendition.key))) <= on_disk


def test_a_film_that_cannot_be_made_anew_keeps_what_it_was(
    arrived: Arrived, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(large)
    work(Queue.SHORT)
    work(Queue.LONG)
    before = names(recording, HLS)
    original = db.session.scalars(select(Rendition).where(Rendition.kind == RenditionKind.ORIGINAL)).one()
    path_of(original.key).write_bytes(b"no film any more")
    recording.stage = Stage.PROCESSING
    jobs_room.enqueue(actions.CONVERT, actions.subject_of(recording.id), queue=Queue.LONG)
    work(Queue.LONG)
    assert (recording.stage, recording.reason) == (Stage.FAILED, Reason.NOT_A_VIDEO)
    assert names(recording, HLS) == before
