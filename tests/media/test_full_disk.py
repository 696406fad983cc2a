"""A disk that is full for real while a film comes in: said in words, nothing is lost, and it goes on with room."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.test_deferred_length import begin
from tests.media.test_uploads import Make, Sender, key_of
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import intake
from wpl_platform.media import storage as storage_room
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.storage import storage

DISK, FILM = 8 * 1024**2, bytes(range(251)) * 24_000
"""Eight MB of disk, and a film of six."""


@pytest.fixture
def small_disk(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of its own under the films; only who may mount one can try this."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("this process may not mount a disk")
    app.config["UPLOADS_DIR"] = place
    monkeypatch.setattr(storage_room, "SPARE_BYTES", 0)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(small_disk: Path, client_of: Callable[[Person], FlaskClient], sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))


def test_a_disk_that_fills_up_while_a_film_comes_in(sender: Sender, waiting: Recording, small_disk: Path) -> None:
    number, place = waiting.id, sender.place(waiting.id, len(FILM))
    sender.send(place, 0, FILM[:1_000_000])
    (small_disk / "others").write_bytes(b"x" * 5_000_000)
    answer = sender.send(place, 1_000_000, FILM[1_000_000:])
    assert answer.status_code == 507
    assert "MB vrij" in answer.text
    assert sender.offset(place) == 1_000_000
    (small_disk / "others").unlink()
    assert sender.send(place, 1_000_000, FILM[1_000_000:]).status_code == 204
    assert b"".join(storage().read(key_of(place))) == FILM
    assert db.session.get_one(Recording, number).stage is Stage.PROCESSING


def test_a_write_that_the_disk_refuses_keeps_what_it_took(
    sender: Sender, waiting: Recording, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, place = waiting.id, begin(sender, waiting.id).headers["Location"]
    (small_disk / "others").write_bytes(b"x" * 5_000_000)
    monkeypatch.setattr(intake, "require_room", lambda count: None)
    answer = sender.send(place, 0, FILM)
    assert answer.status_code == 507
    assert "schijf" in answer.text
    here = sender.offset(place)
    assert 2_000_000 < here < len(FILM)
    (small_disk / "others").unlink()
    last = sender.send(place, here, FILM[here:], **{"Upload-Length": str(len(FILM))})
    assert last.status_code == 204
    assert b"".join(storage().read(key_of(place))) == FILM
    assert db.session.get_one(Recording, number).stage is Stage.PROCESSING
