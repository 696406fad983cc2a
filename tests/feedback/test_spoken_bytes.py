"""What comes in as a recording: what is made of it, what is not taken, and that nothing of it stays behind."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.conftest import House
from tests.feedback import speaking as scene
from tests.feedback.speaking import JSON, SOUND, AsViewer, Browsers, Speak, kept, now, send, worked
from tests.media.conftest import ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import speaking
from wpl_platform.feedback.models import Annotation, BeforeTrim
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.feedback.times import settle
from wpl_platform.feedback.work import HANDLERS
from wpl_platform.jobs.models import Job, JobState
from wpl_platform.media import actions as media
from wpl_platform.media import mending, quota, receive
from wpl_platform.media.check import look
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.probe import probe
from wpl_platform.media.storage import storage

voice, face, speak, said = scene.voice, scene.face, scene.speak, scene.said


def test_what_is_said_becomes_sound_that_tells_nothing_else(said: Spoken, voice: bytes, tmp_path: Path) -> None:
    assert (said.stage, said.reason) == (SpokenStage.READY, "")
    assert said.duration_ms == pytest.approx(2_000, abs=150)
    assert said.key is not None
    assert kept() == {said.key}
    made = tmp_path / "made.m4a"
    made.write_bytes(b"".join(storage().read(said.key)))
    facts = probe(made)
    assert ([track.codec for track in facts.audio], facts.video) == (["aac"], ())
    told = subprocess.run(["ffprobe", "-v", "error", "-show_format", str(made)], check=True, capture_output=True)
    assert b"Geheim" in voice
    assert [word for word in (b"Geheim", b"location", b"52.37") if word in told.stdout] == []


def test_a_film_of_oneself_becomes_small(
    shared: Recording, tom: Person, client_of: Browsers, speak: Speak, face: bytes, tmp_path: Path
) -> None:
    spoken = speak(shared, tom, SpokenKind.FILM)
    assert send(client_of(tom), spoken.take, face) == 201
    worked()
    made = tmp_path / "made.mp4"
    made.write_bytes(b"".join(storage().read(now(spoken.id).key or "")))
    (track,) = probe(made).video
    assert (track.codec, track.width, track.height) == ("h264", 640, 360)
    assert [sound.codec for sound in probe(made).audio] == ["aac"]


def test_too_large_is_not_taken(
    shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(speaking.MOST_BYTES, SOUND, 1_000)
    spoken, browser = speak(shared, youssef), client_of(youssef)
    assert send(browser, spoken.take, b"x" * 1_001) == 422
    assert send(browser, spoken.take, b"") in (411, 422)
    assert browser.post(f"/spoken/{spoken.take}", data={"film": "x"}, headers=JSON).status_code in (413, 415)
    assert (now(spoken.id).stage, kept()) == (SpokenStage.AWAITING, set())


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
HOSTILE = {
    "a page": b"<script>alert(1)</script>" * 50,
    "a playlist": PLAYLIST,
    "a concatenation": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "noise": bytes(range(256)) * 500,
    "half a header": b"\x1aE\xdf\xa3\x01\x00\x00\x00",
}


@pytest.mark.parametrize("kind", list(SpokenKind))
@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_recording_is_destroyed_with_a_reason(
    shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, what: str, kind: SpokenKind
) -> None:
    spoken = speak(shared, youssef, kind)
    assert send(client_of(youssef), spoken.take, HOSTILE[what]) == 201
    worked()
    found = now(spoken.id)
    assert (found.stage, found.key, found.size, kept()) == (SpokenStage.FAILED, None, 0, set())
    assert found.reason in ("unreadable", "no_sound", "no_picture")
    assert client_of(youssef).get(f"/annotations/{spoken.annotation_id}/spoken").status_code == 404


def test_a_recording_that_is_too_long_is_destroyed(
    shared: Recording,
    youssef: Person,
    client_of: Browsers,
    speak: Speak,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setitem(speaking.MOST_MS, SOUND, 3_000)
    file = tmp_path / "long.ogg"
    ffmpeg("-f", "lavfi", "-i", "sine=r=48000:d=20", "-c:a", "libopus", str(file))
    spoken = speak(shared, youssef)
    send(client_of(youssef), spoken.take, file.read_bytes())
    worked()
    assert (now(spoken.id).reason, kept()) == ("too_long", set())
    assert "De opname was te lang." in client_of(youssef).get(f"/recordings/{shared.id}").text


def test_after_a_fault_of_the_machine_its_author_has_it_made_again(
    shared: Recording, youssef: Person, sanne: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken, page = speak(shared, youssef), f"/recordings/{shared.id}"
    address = f"/annotations/{spoken.annotation_id}/spoken/again"
    send(client_of(youssef), spoken.take, voice)
    failed = HANDLERS[speaking.PREPARE].failed
    assert failed is not None
    failed(spoken.id, "worker_lost")
    db.session.commit()
    db.session.execute(update(Job).values(state=JobState.FAILED))
    db.session.commit()
    assert address in client_of(youssef).get(page).text
    assert address not in client_of(sanne).get(page).text
    assert client_of(sanne).post(address).status_code == 403
    assert client_of(youssef).post(address, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert "De opname wordt klaargemaakt." in client_of(youssef).get(page).text
    worked()
    assert now(spoken.id).stage is SpokenStage.READY


def test_sound_without_a_film_is_no_film(
    shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken = speak(shared, youssef, SpokenKind.FILM)
    send(client_of(youssef), spoken.take, voice)
    worked()
    assert (now(spoken.id).reason, kept()) == ("no_picture", set())


def test_deleting_the_film_destroys_what_was_said_on_it(
    said: Spoken, shared: Recording, sanne: Person, as_viewer: AsViewer
) -> None:
    media.delete_recording(shared, by=as_viewer(sanne))
    worked()
    assert (db.session.query(Spoken).count(), kept()) == (0, set())


def test_trimming_away_a_moment_for_good_destroys_what_was_said(
    said: Spoken, shared: Recording, mark: Callable[..., Annotation], youssef: Person
) -> None:
    from_here = BeforeTrim(annotation_id=said.annotation_id, start_ms=5_000, end_ms=None, outside=True)
    db.session.add(from_here)
    db.session.flush()
    settle(shared.id)
    worked()
    assert (db.session.query(Spoken).count(), kept()) == (0, set())


def test_the_check_knows_what_was_said_on_its_way_and_when_it_is_lost(
    shared: Recording, youssef: Person, client_of: Browsers, speak: Speak, voice: bytes
) -> None:
    spoken = speak(shared, youssef)
    number, film = spoken.id, shared.id
    send(client_of(youssef), spoken.take, voice)
    assert look().faults == []
    worked()
    assert (look().files, look().faults) == (1, [])
    key = now(number).key or ""
    storage().delete(key)
    (fault,) = look().faults
    assert (fault.kind, fault.key, fault.recording_id) == ("lost", key, film)
    mending.mark_lost(film, [fault])
    db.session.commit()
    assert (now(number).reason, db.session.get_one(Recording, film).stage) == ("lost", Stage.READY)
    assert look().faults == []


def test_tidying_leaves_what_was_said(said: Spoken) -> None:
    number, key = said.id, said.key
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=2)):
        mending.remove_unnamed()
        db.session.commit()
        receive.settle_uploads()
        worked()
    assert (now(number).key, kept()) == (key, {key})


def test_what_was_said_counts_as_used_room(said: Spoken, shared: Recording, house: House) -> None:
    assert quota.room_left(shared.team).used == said.size > 0
