"""A copy of a film, all of it in one file: made when somebody asks, as exact as the film, and telling no more."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from errno import ENOSPC
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.marked import beeps_in, marked_film, pictures_in
from tests.media.working import Arrived, jobs, work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import actions, copying, housekeeping, pipeline, trimming
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.probe import probe
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]
Keep = Callable[..., Rendition]
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def recording(sanne: Person, house: House, record: Make) -> Recording:
    """Sanne's, ready."""
    return record(sanne, house.team_id, stage=Stage.READY)


def converted(arrived: Arrived, film: Path) -> Recording:
    """A recording of it that is ready, and of which nothing is left but its sizes."""
    recording = arrived(film)
    work(Queue.SHORT)
    work(Queue.LONG)
    for kept in db.session.query(Rendition).filter_by(kind=RenditionKind.DIRECT):
        db.session.delete(kept)
    db.session.commit()
    return recording


def kept(recording: Recording, kind: RenditionKind = RenditionKind.COPY) -> Rendition | None:
    return db.session.query(Rendition).filter_by(recording_id=recording.id, kind=kind).one_or_none()


def said_of(film: Path) -> str:
    """Everything that a file tells of itself."""
    asked = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(film)]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_who_asks_for_a_film_of_several_sizes_waits_and_gets_all_of_it_in_one_file(
    arrived: Arrived, clip: Path, client_of: ClientOf, sanne: Person, tmp_path: Path
) -> None:
    recording = converted(arrived, clip)
    browser, address = client_of(sanne), f"/recordings/{recording.id}/download"
    assert "Download de video" in browser.get(address).text
    for _ in range(2):
        browser.post(address)
    assert len(jobs(actions.COPY)) == 1
    waiting = browser.get(address)
    assert (waiting.status_code, "Het bestand wordt klaargezet." in waiting.text) == (409, True)
    work(Queue.SHORT)
    assert browser.get(address).status_code == 409, "it holds up nothing that is short"
    work(Queue.LONG)
    answer = browser.get(address, buffered=True)
    assert answer.status_code == 200
    taken = tmp_path / "taken.mp4"
    taken.write_bytes(answer.data)
    facts = probe(taken)
    assert ([track.codec for track in facts.video], [track.codec for track in facts.audio]) == (["h264"], ["aac"])
    assert abs((facts.duration_ms or 0) - 4000) <= 60
    assert answer.data.index(b"moov") < answer.data.index(b"mdat"), "it starts at once"


def test_nothing_in_the_file_tells_where_or_by_what_it_was_made(
    arrived: Arrived, clip: Path, sanne: Person, client_of: ClientOf, tmp_path: Path
) -> None:
    assert "52.3702" in said_of(clip)
    recording = arrived(clip)
    work(Queue.SHORT)
    work(Queue.LONG)
    address = f"/recordings/{recording.id}/download"
    for number, kind in enumerate((RenditionKind.DIRECT, RenditionKind.COPY)):
        taken = tmp_path / f"{number}.mp4"
        taken.write_bytes(client_of(sanne).get(address, buffered=True).data)
        assert kept(recording, kind)
        for secret in ("52.3702", "Geheim"):
            assert secret not in said_of(taken)
            assert secret.encode() not in taken.read_bytes()
        db.session.query(Rendition).filter_by(kind=RenditionKind.DIRECT).delete()
        copying.ask(recording, by=viewer_of(sanne))
        work(Queue.LONG)


def test_picture_and_sound_stand_where_they_stood(arrived: Arrived, tmp_path: Path, sanne: Person) -> None:
    recording = converted(arrived, marked_film(tmp_path / "marked.mp4", 75))
    copying.ask(recording, by=viewer_of(sanne))
    work(Queue.LONG)
    copy = kept(recording)
    assert copy
    with storage().local(copy.key) as file:
        shown = list(pictures_in(file))
        heard = beeps_in(file)
    assert [number for _, number in shown] == list(range(75))
    assert all(abs(at - number / 25) < 0.002 for at, number in shown)
    assert heard[1:] == pytest.approx([1, 2], abs=0.002)


def test_a_silent_film_and_the_largest_of_its_sizes_come_in_one_file(
    arrived: Arrived, sample: Callable[[str], Path], sanne: Person
) -> None:
    recording = converted(arrived, sample("05"))
    copying.ask(recording, by=viewer_of(sanne))
    work(Queue.LONG)
    copy = kept(recording)
    assert copy
    largest = db.session.query(Rendition).filter_by(recording_id=recording.id, name="master.m3u8").one()
    assert (copy.width, copy.height) == (largest.width, largest.height)
    with storage().local(copy.key) as file:
        assert probe(file).audio == ()


def test_a_copy_of_a_film_that_was_trimmed_meanwhile_is_not_kept(
    arrived: Arrived, clip: Path, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = converted(arrived, clip)
    number, join = recording.id, pipeline.join
    copying.ask(recording, by=viewer_of(sanne))

    def trimmed_meanwhile(*given: object) -> pipeline.Film:
        made = join(*given)  # type: ignore[arg-type]
        with db.session.begin():
            found = db.session.get_one(Recording, number)
            trimming.trim(found, 1000, 3000, by=viewer_of(found.maker))
        return made

    monkeypatch.setattr(pipeline, "join", trimmed_meanwhile)
    work(Queue.LONG)
    assert kept(recording) is None
    assert [job.state for job in jobs(actions.COPY)] == [JobState.DONE]


def test_trimming_takes_the_copy_with_it(arrived: Arrived, clip: Path, sanne: Person) -> None:
    recording = converted(arrived, clip)
    copying.ask(recording, by=viewer_of(sanne))
    work(Queue.LONG)
    assert kept(recording)
    trimming.trim(recording, 1000, 3000, by=viewer_of(sanne))
    db.session.commit()
    assert kept(recording) is None


def test_a_copy_goes_after_a_day_and_can_be_asked_for_again(
    recording: Recording, with_file: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_file(recording, RenditionKind.COPY, b"bytes")
    housekeeping.drop_copies()
    assert kept(recording)
    tomorrow = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    housekeeping.drop_copies()
    db.session.commit()
    assert kept(recording) is None


def test_a_disk_that_is_full_says_so_where_the_copy_is_asked_and_changes_nothing_else(
    recording: Recording, with_file: Keep, client_of: ClientOf, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = with_file(recording, RenditionKind.HLS, b"film")
    film.name, film.width, film.height = "360.mp4", 640, 360
    recording.reason = Reason.STOPPED

    def full(*_given: object) -> pipeline.Film:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(pipeline, "join", full)
    copying.ask(recording, by=viewer_of(sanne))
    for _ in range(4):
        jobs(actions.COPY)[0].run_after = clock.now()
        work(Queue.LONG)
    assert "te weinig ruimte" in jobs(actions.COPY)[0].reason
    assert "Er is niets kwijt" in client_of(sanne).get(f"/recordings/{recording.id}/download").text
    assert (recording.stage, recording.reason) == (Stage.READY, Reason.STOPPED)


def test_what_cannot_be_joined_says_so_and_is_asked_again(
    recording: Recording, with_file: Keep, client_of: ClientOf, sanne: Person
) -> None:
    broken = with_file(recording, RenditionKind.HLS, b"no film at all")
    broken.name, broken.width, broken.height = "360.mp4", 640, 360
    copying.ask(recording, by=viewer_of(sanne))
    work(Queue.LONG)
    browser, address = client_of(sanne), f"/recordings/{recording.id}/download"
    page = browser.get(address)
    assert (page.status_code, "Het klaarzetten lukte niet." in page.text) == (409, True)
    browser.post(address)
    assert [job.state for job in jobs(actions.COPY)] == [JobState.FAILED, JobState.WAITING]
