"""Real films are made unrecognisable by the real detector: no face is found in them any more, the voice is another."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from tests.killing import DIED, Grave, in_a_child
from tests.media.conftest import engine
from tests.media.working import Arrived, kinds, names, work
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import (
    actions,
    clear,
    clearing,
    pipeline,
    redacting,
    redaction_orders,
    redaction_recipes,
    redaction_tools,
)
from wpl_platform.media.ffmpeg import Watch
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.probe import probe
from wpl_platform.media.redaction import Cover, Manner, Place, Redaction, Shape, Stretch, Voice
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
RATE = 16_000


def examined(film: Path) -> pipeline.Examined:
    found = pipeline.examine(film)
    assert isinstance(found, pipeline.Examined)
    return found


def made(film: Path, asked: Redaction, folder: Path) -> Path:
    found = examined(film)
    return redaction_tools.unrecognisable(film, found, asked, folder, lambda *_step: Watch(found.film_ms)).file


def faces_in(film: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many faces the detector finds, in every picture of the film."""
    monkeypatch.setattr(redaction_recipes, "looked_rate", lambda plan: plan.rate)
    folder.mkdir()
    redaction_tools.faces(film, examined(film), folder, Watch(1))
    lines = (folder / "faces.json").read_text().splitlines()
    assert len(lines) > 10
    return sum(len(json.loads(line)[1]) for line in lines)


def sound_of(film: Path) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    command = ["ffmpeg", "-v", "error", "-i", str(film), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def loudness(film: Path, start: float, end: float) -> float:
    part = sound_of(film)[int(start * RATE) : int(end * RATE)]
    return float(np.sqrt(np.mean(part**2)))


def pitch(film: Path, start: float, end: float) -> float:
    """The strongest tone in Hz."""
    part = sound_of(film)[int(start * RATE) : int(end * RATE)]
    strength = np.abs(np.fft.rfft(part * np.hanning(len(part))))
    return float(np.argmax(strength) * RATE / len(part))


def picture(film: Path, seconds: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    command = ["ffmpeg", "-v", "error", "-ss", str(seconds), "-i", str(film), "-frames:v", "1", "-f", "rawvideo"]
    bare = subprocess.run([*command, "-pix_fmt", "gray", "-"], check=True, capture_output=True).stdout
    return np.frombuffer(bare, np.uint8).reshape(240, 320)


@pytest.mark.parametrize("manner", list(Manner))
def test_no_face_is_found_in_two_people_who_talk(
    sample: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manner: Manner, app: object
) -> None:
    film = made(sample("12"), Redaction(manner=manner, faces=True), tmp_path)
    assert faces_in(sample("12"), tmp_path / "before", monkeypatch) > 100
    monkeypatch.undo()
    assert faces_in(film, tmp_path / "after", monkeypatch) == 0


def test_no_face_is_found_in_interviews_with_many_shots(
    sample: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: object
) -> None:
    film = made(sample("01"), Redaction(faces=True), tmp_path)
    assert faces_in(film, tmp_path / "after", monkeypatch) == 0


def test_a_voice_is_lower_only_where_it_is_asked(clip: Path, tmp_path: Path, app: object) -> None:
    film = made(clip, Redaction(voice=Voice.CHANGED, stretches=(Stretch(2_000, 4_000),)), tmp_path)
    assert pitch(film, 0.5, 1.5) == pytest.approx(440, abs=3)
    assert pitch(film, 2.5, 3.5) == pytest.approx(440 * redaction_recipes.PITCH, abs=3)


def test_a_voice_is_gone_only_where_it_is_asked(clip: Path, tmp_path: Path, app: object) -> None:
    film = made(clip, Redaction(voice=Voice.MUTED, stretches=(Stretch(2_000, 3_000),)), tmp_path)
    assert loudness(film, 2.0, 3.0) < loudness(film, 0.5, 1.5) / 1_000
    assert loudness(film, 3.2, 3.8) == pytest.approx(loudness(film, 0.5, 1.5), rel=0.1)


def test_without_sound_there_is_no_track_left(clip: Path, tmp_path: Path, app: object) -> None:
    film = made(clip, Redaction(voice=Voice.MUTED), tmp_path)
    assert not probe(film).audio


def test_what_is_drawn_is_black_as_long_as_it_is_asked_and_the_rest_is_seen(
    clip: Path, tmp_path: Path, app: object
) -> None:
    cover = Cover(Shape.RECTANGLE, 1_000, 2_000, (Place(0, 0.25, 0.25, 0.5, 0.5),))
    film = made(clip, Redaction(manner=Manner.BLACK, drawn=(cover,)), tmp_path)
    inside = (slice(70, 170), slice(90, 230))
    assert picture(film, 0.9)[inside].max() > 60
    assert all(picture(film, at)[inside].max() < 40 for at in (1.0, 1.04, 1.5, 1.96))
    assert picture(film, 2.1)[inside].max() > 60
    assert picture(film, 1.5)[:50].max() > 60


def test_a_film_is_as_long_as_it_was(clip: Path, tmp_path: Path, app: object) -> None:
    cover = Cover(Shape.ELLIPSE, 0, 4_000, (Place(0, 0.25, 0.25, 0.5, 0.5),))
    film = made(clip, Redaction(drawn=(cover,)), tmp_path)
    assert abs(examined(film).film_ms - 4_000) < 300


def test_all_of_the_picture_is_coarse(clip: Path, tmp_path: Path, app: object) -> None:
    film = made(clip, Redaction(whole=True), tmp_path)
    steps = np.abs(np.diff(picture(film, 1).astype(int), axis=1))
    assert np.percentile(np.abs(np.diff(picture(clip, 1).astype(int), axis=1)), 99) > 5 * np.percentile(steps, 99)


def test_a_recording_goes_all_the_way(arrived: Arrived, clip: Path) -> None:
    recording = ready(arrived, clip)
    redacting.redact(recording, Redaction(Manner.BLACK, whole=True), by=viewer_of(recording.maker))
    for queue in (Queue.LONG, Queue.SHORT, Queue.LONG):
        work(queue)
    assert recording.stage is Stage.READY
    assert {"original", "hls", "poster"} <= kinds(recording)
    assert "master.m3u8" in names(recording, RenditionKind.HLS)
    assert redaction_orders.is_unrecognisable(recording)


@pytest.mark.parametrize(
    "grave",
    [
        Grave(redaction_tools, "unrecognisable"),
        Grave(redaction_tools, "unrecognisable", after=True),
        Grave(actions, "keep"),
        Grave(actions, "keep", after=True),
        Grave(redacting, "concluded", after=True),
    ],
    ids=str,
)
def test_a_worker_that_dies_leaves_the_clear_film_unseen_and_the_next_one_does_it(
    arrived: Arrived, clip: Path, grave: Grave
) -> None:
    recording = ready(arrived, clip)
    number = recording.id
    redacting.redact(recording, Redaction(Manner.BLACK, whole=True), by=viewer_of(recording.maker))
    assert in_a_child(lambda: engine().work_through(Queue.LONG), grave) == DIED
    recording = db.session.get_one(Recording, number)
    assert kinds(recording) == {"original"}
    assert not redaction_orders.is_unrecognisable(recording)
    db.session.commit()
    engine().sweep()
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    recording = db.session.get_one(Recording, number)
    assert (recording.stage, redaction_orders.is_unrecognisable(recording)) == (Stage.READY, True)


def test_with_the_clear_film_kept_everything_else_is_made_of_the_covered_one_until_it_is_taken_back(
    arrived: Arrived, clip: Path
) -> None:
    recording = ready(arrived, clip)
    redacting.redact(recording, Redaction(Manner.BLACK, whole=True, keeps=True), by=viewer_of(recording.maker))
    for queue in (Queue.LONG, Queue.SHORT, Queue.LONG):
        work(queue)
    assert (recording.stage, redaction_orders.is_unrecognisable(recording)) == (Stage.READY, True)
    dark = {kind: brightest(recording, kind) for kind in ("poster", "strip", "sprite", "240.mp4", "original")}
    assert {kind: light for kind, light in dark.items() if light > 40} == {}
    assert min(brightest(recording, kind) for kind in ("clear", "clear_film")) > 200
    clearing.uncover(recording, by=viewer_of(recording.maker))
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    assert (recording.stage, redaction_orders.is_unrecognisable(recording)) == (Stage.READY, False)
    assert min(brightest(recording, kind) for kind in ("poster", "240.mp4", "original")) > 200
    assert not clear.is_kept(recording)


def brightest(recording: Recording, name: str) -> int:
    """How light the lightest spot is of the first picture of a kept file, 0–255."""
    asked = select(Rendition.key).where(Rendition.recording_id == recording.id, Rendition.name == name)
    with storage().local(db.session.scalars(asked).one()) as file:
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-i",
            str(file),
            "-frames:v",
            "1",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            "-",
        ]
        return max(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.mark.parametrize(
    "grave",
    [Grave(clearing, "set_aside", after=True), Grave(actions, "keep", after=True), Grave(redacting, "concluded")],
    ids=str,
)
def test_a_worker_that_dies_while_it_keeps_the_clear_film_leaves_it_unseen_and_the_next_one_does_it(
    arrived: Arrived, clip: Path, grave: Grave
) -> None:
    recording = ready(arrived, clip)
    number = recording.id
    redacting.redact(recording, Redaction(Manner.BLACK, whole=True, keeps=True), by=viewer_of(recording.maker))
    assert in_a_child(lambda: engine().work_through(Queue.LONG), grave) == DIED
    recording = db.session.get_one(Recording, number)
    assert kinds(recording) == {"original"}
    db.session.commit()
    engine().sweep()
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    recording = db.session.get_one(Recording, number)
    assert (recording.stage, clear.is_kept(recording)) == (Stage.READY, True)
    assert brightest(recording, "original") < 40


def test_a_film_with_no_faces_comes_through_the_detector(clip: Path, tmp_path: Path, app: object) -> None:
    found = examined(clip)
    assert redaction_tools.faces(clip, found, tmp_path, Watch(found.film_ms)) == ()


def ready(arrived: Arrived, clip: Path) -> Recording:
    recording = arrived(clip)
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    assert recording.stage is Stage.READY
    return recording
