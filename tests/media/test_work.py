"""A worker takes a film from its original to a recording that is ready, and says why when there is none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.kept import path_of
from tests.media.working import Arrived, jobs, kinds, names, stage_of, work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import PortFailure
from wpl_platform.events import queries as events
from wpl_platform.jobs import actions as jobs_room
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import actions, ffmpeg, pipeline, queries
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason, Refused
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of


@pytest.mark.slow
def test_a_browser_ready_film_plays_before_it_is_converted_and_is_then_ready(arrived: Arrived, clip: Path) -> None:
    recording = arrived(clip)
    work(Queue.SHORT)
    assert stage_of(recording) is Stage.PROCESSING
    assert kinds(recording) == {"original", "direct"}
    assert (recording.width, recording.height) == (320, 240)
    before = queries.best_to_play(recording, viewer=viewer_of(recording.maker))
    assert before is not None
    assert before.kind is RenditionKind.DIRECT
    work(Queue.LONG)
    assert stage_of(recording) is Stage.READY
    assert kinds(recording) == {"original", "direct", "hls", "poster", "strip", "sprite", "thumbnails", "peaks"}
    assert names(recording, RenditionKind.HLS) == {
        *("master.m3u8", "240.m3u8", "240.mp4", "audio.m3u8", "audio.mp4"),
    }
    assert abs((recording.duration_ms or 0) - 4000) < 60
    after = queries.best_to_play(recording, viewer=viewer_of(recording.maker))
    assert after is not None
    assert (after.name, after.width, after.height) == ("master.m3u8", 320, 240)
    assert (recording.verdict, recording.frame_rate) == ("plays", 25.0)
    told = [event.data["stage"] for event in events.since(f"recording:{recording.id}", 0) if event.kind == "recording"]
    assert told == ["processing", "ready"]
    assert not list((storage().root / "scratch").iterdir())


@pytest.mark.slow
def test_a_film_that_is_made_whole_while_it_is_looked_at_is_measured_as_it_is_asked(
    arrived: Arrived, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(clip)
    recording.start_ms, recording.end_ms = 1000, 3000
    number, look = recording.id, pipeline.first_look

    def whole_meanwhile(source: Path, *rest: Any) -> object:
        found = look(source, *rest)
        with apart(current_app, writes=True):
            db.session.get_one(Recording, number).start_ms = None
            db.session.get_one(Recording, number).end_ms = None
        return found

    monkeypatch.setattr(pipeline, "first_look", whole_meanwhile)
    work(Queue.SHORT)
    assert abs((recording.duration_ms or 0) - 4000) < 60
    assert (recording.verdict, kinds(recording)) == ("plays", {"original", "direct"})
    assert jobs(actions.ARRIVE)[0].state is JobState.DONE


@pytest.mark.slow
def test_doing_the_work_twice_leaves_one_file_of_each(arrived: Arrived, vp8_clip: Path) -> None:
    recording = arrived(vp8_clip)
    for _ in range(2):
        work(Queue.SHORT)
        work(Queue.LONG)
        jobs_room.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    work(Queue.SHORT)
    named = set(db.session.scalars(select(Rendition.key)))
    on_disk = {path.name for path in (storage().root / "kept").glob("*/*")}
    assert kinds(recording) == {"original", "hls", "poster", "strip", "sprite", "thumbnails"}
    assert named == on_disk


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<html>geen film</html>", Reason.NOT_A_VIDEO), (b"#EXTM3U\nfile:///etc/passwd", Reason.NOT_A_VIDEO)],
)
def test_what_is_no_film_is_refused_with_its_reason_and_its_bytes_go(
    arrived: Arrived, content: bytes, reason: Reason
) -> None:
    recording = arrived(content)
    key = db.session.scalars(select(Rendition.key)).one()
    work(Queue.SHORT)
    work(Queue.SHORT)
    assert (recording.stage, recording.reason) == (Stage.REFUSED, reason)
    assert kinds(recording) == set()
    assert not path_of(key).exists()
    assert jobs(actions.CONVERT) == []
    assert jobs(actions.ARRIVE)[0].state is JobState.DONE


@pytest.mark.parametrize("said", ["bwrap: execvp ffprobe: No such file or directory", "Input/output error", ""])
def test_a_machine_that_cannot_read_a_film_lets_none_go(
    said: str, arrived: Arrived, vp8_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(vp8_clip)

    def broken(*_arguments: object, **_named: object) -> bytes:
        raise ffmpeg.Failed(1, said)

    monkeypatch.setattr(ffmpeg, "run", broken)
    for _ in range(4):
        jobs(actions.ARRIVE)[0].run_after = clock.now()
        work(Queue.SHORT)
    assert (stage_of(recording), recording.reason) == (Stage.FAILED, Reason.BROKE_OFF)
    assert kinds(recording) == {"original"}
    assert path_of(db.session.scalars(select(Rendition.key)).one()).read_bytes() == vp8_clip.read_bytes()


def test_an_answer_that_is_no_answer_lets_no_film_go(
    arrived: Arrived, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(clip)
    monkeypatch.setattr(ffmpeg, "run", lambda *_arguments, **_named: b"")
    work(Queue.SHORT)
    assert kinds(recording) == {"original"}
    assert jobs(actions.ARRIVE)[0].state is JobState.WAITING


@pytest.mark.slow
@pytest.mark.parametrize("reason", [Reason.DAMAGED, Reason.NOT_CONVERTED])
def test_a_film_that_does_not_come_out_stays_and_can_be_tried_again_or_replaced(
    reason: Reason,
    arrived: Arrived,
    vp8_clip: Path,
    clip: Path,
    monkeypatch: pytest.MonkeyPatch,
    client_of: Callable[[Person], FlaskClient],
) -> None:
    recording = arrived(vp8_clip)
    work(Queue.SHORT)
    monkeypatch.setattr(pipeline, "convert", lambda *_given, **_more: Refused(reason))
    work(Queue.LONG)
    work(Queue.SHORT)
    assert (stage_of(recording), recording.reason) == (Stage.FAILED, reason)
    key = db.session.scalars(select(Rendition.key)).one()
    assert path_of(key).read_bytes() == vp8_clip.read_bytes()
    browser, number = client_of(recording.maker), recording.id
    page = browser.get(f"/recordings/{number}/arrival").text
    assert f"/recordings/{number}/attempts" in page
    assert 'name="film"' in page
    monkeypatch.undo()
    with clip.open("rb") as film:
        answer = browser.post(f"/recordings/{number}/film", data={"film": (film, "film.mp4")})
    assert answer.status_code == 303
    work(Queue.SHORT)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert db.session.get_one(Recording, number).stage is Stage.READY
    assert not path_of(key).exists()


@pytest.mark.slow
def test_a_recording_deleted_meanwhile_leaves_no_bytes(
    arrived: Arrived, vp8_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(vp8_clip)
    number, maker = recording.id, viewer_of(recording.maker)
    work(Queue.SHORT)
    convert = pipeline.convert

    def deleted_meanwhile(*arguments: object, **named: object) -> object:
        made = convert(*arguments, **named)  # type: ignore[arg-type]
        with apart(current_app, writes=True):
            actions.delete_recording(db.session.get_one(Recording, number), by=maker)
        return made

    monkeypatch.setattr(pipeline, "convert", deleted_meanwhile)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert db.session.get(Recording, number) is None
    assert list((storage().root / "kept").glob("*/*")) == []
    assert jobs(actions.CONVERT)[0].state is JobState.CANCELLED


@pytest.mark.slow
def test_a_machine_that_fails_four_times_leaves_a_recording_that_can_be_tried_again(
    arrived: Arrived, vp8_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = arrived(vp8_clip)
    work(Queue.SHORT)

    def full(*_arguments: object, **_named: object) -> object:
        raise PortFailure("De schijf is vol.", retry=True)

    monkeypatch.setattr(pipeline, "convert", full)
    for _ in range(4):
        jobs(actions.CONVERT)[0].run_after = clock.now()
        work(Queue.LONG)
    assert stage_of(recording) is Stage.FAILED
    assert jobs(actions.CONVERT)[0].reason == "De schijf is vol."
    monkeypatch.undo()
    actions.try_again(recording, by=viewer_of(recording.maker))
    work(Queue.SHORT)
    work(Queue.LONG)
    assert stage_of(recording) is Stage.READY


@pytest.mark.slow
def test_the_conversion_tells_how_far_it_is(arrived: Arrived, vp8_clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = arrived(vp8_clip)
    work(Queue.SHORT)
    heard: list[int] = []
    convert = pipeline.convert

    def listened(*arguments: object, sound: bool) -> object:
        watch = arguments[-1]
        assert isinstance(watch, ffmpeg.Watch)
        told = watch.progress

        def note(percent: int) -> None:
            heard.append(percent)
            told(percent)

        watch.progress = note
        return convert(*arguments, sound=sound)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "convert", listened)
    work(Queue.LONG)
    assert stage_of(recording) is Stage.READY
    assert heard
    assert jobs(actions.CONVERT)[0].progress >= heard[-1]
