"""A film that was trimmed begins and ends with the right picture, with its sound in step, and leaves no other bytes."""

import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import House
from tests.media.conftest import engine, ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Job, Queue
from wpl_platform.media import actions, pipeline, queries, trimming
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason, Refused
from wpl_platform.media.storage import storage
from wpl_platform.media.trim import chosen
from wpl_platform.teams.queries import viewer_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

SECONDS = 12
BITS, CELL = 9, 32
NTSC = 30_000 / 1001
LOUD_FROM, LOUD_S = 6, 0.2
"""A tone of a fifth of a second is heard when the picture of second 6 is seen."""


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A film at a rate whose every picture carries its number: nine cells, light for a one and dark for a zero."""
    folder = tmp_path_factory.mktemp("counted")

    def make(rate: str) -> Path:
        file = folder / f"{rate.replace('/', '-')}.mp4"
        if not file.exists():
            cells = f"lum=if(mod(floor(N/pow(2\\,floor(X/{CELL})))\\,2)\\,220\\,30):cb=128:cr=128"
            picture = f"color=black:s={BITS * CELL}x160:r={rate}:d={SECONDS},format=yuv420p,geq={cells}"
            tone = f"between(t\\,{LOUD_FROM}\\,{LOUD_FROM + LOUD_S})"
            sound = f"aevalsrc=0.6*sin(880*2*PI*t)*{tone}:s=48000:d={SECONDS}"
            given = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound)
            ffmpeg(*given, "-c:v", "libx264", "-preset", "ultrafast", "-g", "250", "-c:a", "aac", str(file))
        return file

    return make


@pytest.fixture
def film(
    sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., Rendition]
) -> Callable[[Path], Recording]:
    """A recording of Sanne's, made ready from a file."""

    def bring_in(file: Path) -> Recording:
        recording = record(sanne, house.team_id, stage=Stage.PROCESSING)
        with_file(recording, RenditionKind.ORIGINAL, file.read_bytes(), "application/octet-stream")
        jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
        work(Queue.SHORT)
        work(Queue.LONG)
        assert recording.stage is Stage.READY
        return recording

    return bring_in


def work(queue: Queue) -> None:
    db.session.commit()
    engine().work_through(queue)
    db.session.rollback()
    db.session.expire_all()


def trimmed(recording: Recording, start: int, end: int, *, destroy: bool = False) -> None:
    trimming.trim(recording, start, end, by=viewer_of(recording.maker), destroy=destroy)
    work(Queue.SHORT)
    work(Queue.LONG)


def bytes_of(recording: Recording, name: str) -> bytes:
    found = queries.rendition(recording.id, name, viewer=viewer_of(recording.maker))
    with storage().local(found.key) as file:
        return file.read_bytes()


def picture_name(recording: Recording) -> str:
    asked = select(Rendition.name).where(Rendition.recording_id == recording.id, Rendition.name.like("%.mp4"))
    return next(name for name in db.session.scalars(asked) if name[0].isdigit())


def numbers(recording: Recording) -> list[int]:
    """The numbers of all the pictures that a player gets to see, in their order."""
    seen = _through(["-f", "rawvideo", "-pix_fmt", "gray", "-vf", f"scale={BITS}:1:flags=area"], recording, video=True)
    return [sum((seen[at + bit] > 120) << bit for bit in range(BITS)) for at in range(0, len(seen), BITS)]


def loud_at(recording: Recording) -> float:
    """The second at which the tone begins."""
    heard = _through(["-f", "s16le", "-ac", "1", "-ar", "8000"], recording, video=False)
    levels = memoryview(heard).cast("h")
    return next(at for at, level in enumerate(levels) if abs(level) > 2_000) / 8_000


def _through(options: list[str], recording: Recording, *, video: bool) -> bytes:
    name = picture_name(recording) if video else "audio.mp4"
    with storage().scratch() as folder:
        (folder / name).write_bytes(bytes_of(recording, name))
        command = ["ffmpeg", "-v", "error", "-i", str(folder / name), "-fps_mode", "passthrough", *options, "pipe:1"]
        command = [word for word in command if video or word not in ("-fps_mode", "passthrough")]
        return subprocess.run(command, check=True, capture_output=True).stdout


def on_disk() -> set[str]:
    return {path.name for path in (storage().root / "kept").glob("*/*")}


def named() -> set[str]:
    return set(db.session.scalars(select(Rendition.key)))


@pytest.mark.parametrize(("rate", "number"), [("25", 25.0), ("30000/1001", NTSC)])
def test_the_first_and_last_picture_are_the_ones_that_were_chosen_and_the_sound_is_in_step(
    counted: Callable[[str], Path], film: Callable[[Path], Recording], rate: str, number: float
) -> None:
    recording = film(counted(rate))
    assert recording.frame_rate == pytest.approx(number)
    for asked in ((4_017, 9_033), (5_040, 8_999)):
        part = chosen(*asked, 1000 * SECONDS, number)
        first, last = round(part.start * number / 1000 + 0.49), round(part.end * number / 1000 + 0.49) - 1
        trimmed(recording, *asked)
        seen = numbers(recording)
        assert (seen[0], seen[-1]) == (first, last)
        assert all(after - before == 1 for before, after in pairwise(seen))
        assert abs((recording.duration_ms or 0) - part.length) <= 1000 / number
        assert loud_at(recording) == pytest.approx(LOUD_FROM - part.start / 1000, abs=0.04)
        trimming.untrim(recording, by=viewer_of(recording.maker))
        work(Queue.LONG)
    assert numbers(recording)[:2] == [0, 1]
    assert abs((recording.duration_ms or 0) - 1000 * SECONDS) < 60


def test_a_part_of_a_part_is_exact_too_and_old_bytes_are_gone(
    counted: Callable[[str], Path], film: Callable[[Path], Recording]
) -> None:
    recording = film(counted("30000/1001"))
    before = named()
    trimmed(recording, 2_000, 10_000)
    first = numbers(recording)
    trimmed(recording, 1_000, 5_000)
    work(Queue.SHORT)
    seen = numbers(recording)
    assert seen == first[first.index(seen[0]) : first.index(seen[-1]) + 1]
    assert seen[0] == first[29]
    original = set(db.session.scalars(select(Rendition.key).where(Rendition.kind == RenditionKind.ORIGINAL)))
    assert before & named() == original
    assert on_disk() == named()


def test_what_is_outside_is_destroyed_when_the_new_film_is_there(
    counted: Callable[[str], Path], film: Callable[[Path], Recording]
) -> None:
    recording = film(counted("25"))
    trimmed(recording, 4_000, 9_000, destroy=True)
    work(Queue.SHORT)
    assert numbers(recording) == list(range(100, 225))
    assert RenditionKind.ORIGINAL not in queries.kinds_of([recording.id])[recording.id]
    assert (recording.stage, recording.start_ms) == (Stage.READY, None)
    assert on_disk() == named()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No film comes about."""
    monkeypatch.setattr(pipeline, "convert", lambda *_given, **_more: Refused(Reason.DAMAGED))
    yield
    monkeypatch.undo()


def test_nothing_is_destroyed_when_no_film_comes_about(
    counted: Callable[[str], Path], film: Callable[[Path], Recording], request: pytest.FixtureRequest
) -> None:
    recording = film(counted("25"))
    request.getfixturevalue("failing")
    trimmed(recording, 4_000, 9_000, destroy=True)
    work(Queue.SHORT)
    assert (recording.stage, recording.reason) == (Stage.FAILED, Reason.DAMAGED)
    assert queries.kinds_of([recording.id])[recording.id] == {RenditionKind.ORIGINAL}
    assert on_disk() == named()
    request.getfixturevalue("monkeypatch").undo()
    trimming.untrim(recording, by=viewer_of(recording.maker))
    work(Queue.LONG)
    assert numbers(recording) == list(range(25 * SECONDS))


def test_who_changes_their_mind_while_it_is_made_gets_what_they_asked_last(
    counted: Callable[[str], Path], film: Callable[[Path], Recording]
) -> None:
    recording = film(counted("25"))
    trimming.trim(recording, 4_000, 9_000, by=viewer_of(recording.maker))
    db.session.commit()
    trimming.untrim(recording, by=viewer_of(recording.maker))
    work(Queue.LONG)
    assert (len(numbers(recording)), recording.duration_ms) == (25 * SECONDS, 1000 * SECONDS)
    assert len(db.session.scalars(select(Job).where(Job.kind == actions.CONVERT)).all()) == 2
