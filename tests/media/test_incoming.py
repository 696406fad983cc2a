"""Bytes on their way in, and the folders to work in: always on the local disk, one writer at a time."""

import pytest

from wpl_platform.core.errors import Missing
from wpl_platform.core.ids import new_key
from wpl_platform.media.storage import Locked, Storage


def test_an_incoming_file_grows_from_its_end(disk: Storage) -> None:
    key = new_key()
    disk.begin(key)
    for piece in (b"een", b"twee"):
        with disk.writer(key) as file:
            file.write(piece)
    assert disk.received(key) == 7


def test_beginning_again_loses_nothing(disk: Storage) -> None:
    key = new_key()
    disk.begin(key)
    with disk.writer(key) as file:
        file.write(b"al binnen")
    disk.begin(key)
    assert disk.received(key) == 9


def test_a_second_writer_is_refused_until_the_first_lets_go(disk: Storage) -> None:
    key = new_key()
    disk.begin(key)
    with disk.writer(key), pytest.raises(Locked), disk.writer(key):
        pass
    with disk.writer(key):
        pass


def test_a_writer_of_nothing_is_missing(disk: Storage) -> None:
    disk.begin(new_key())
    with pytest.raises(Missing), disk.writer(new_key()):
        pass


def test_scratch_is_gone_afterwards_and_so_is_what_a_killed_worker_left(disk: Storage) -> None:
    left = disk.root / "scratch" / new_key()
    left.mkdir(parents=True)
    (left / "half.mp4").write_bytes(b"half")
    left.with_suffix(".lock").touch()
    with disk.scratch() as mine:
        assert not left.exists()
        with disk.scratch():
            assert mine.exists()
    assert list((disk.root / "scratch").iterdir()) == []


def test_free_space_leaves_some_for_the_rest_of_the_machine(disk: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk.free() > 0
    assert disk.state() == "ok"
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 400_000_000})())
    assert disk.free() == 0
    assert disk.state() != "ok"
