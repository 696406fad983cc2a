"""The door to bytes, on a disk and in a bucket: whole or not at all, and nothing under a name that was typed."""

from datetime import timedelta
from pathlib import Path

import pytest

from wpl_platform.core import clock
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.ids import new_key
from wpl_platform.media.storage import PIECE, Storage
from wpl_platform.media.storage.s3 import PART, S3, Bucket

FILM = bytes(range(256)) * 40
LARGE = bytes(range(251)) * (2 * PART // 251 + 1)
"""Needs three parts, and no two pieces of it are alike."""


def kept(stored: Storage, content: bytes) -> str:
    with stored.scratch() as folder:
        made = folder / "made"
        made.write_bytes(content)
        key, size = stored.keep(made)
        assert not made.exists()
    assert size == len(content)
    return key


def come_in(stored: Storage, content: bytes) -> str:
    key = new_key()
    stored.begin(key)
    with stored.writer(key) as file:
        file.write(content)
    return key


def test_what_is_kept_can_be_read_and_is_gone_after_delete(stored: Storage) -> None:
    key = kept(stored, FILM)
    assert stored.size(key) == stored.received(key) == len(FILM)
    assert b"".join(stored.read(key)) == FILM
    stored.delete(key)
    stored.delete(key)
    for ask in (stored.read, stored.size, stored.received):
        with pytest.raises(Missing):
            ask(key)
    with pytest.raises(Missing), stored.local(key):
        pass


@pytest.mark.parametrize(("start", "length"), [(0, 1), (100, 50), (len(FILM) - 3, 3), (5, 0), (len(FILM) - 9, None)])
def test_a_stretch_of_it_is_read(stored: Storage, start: int, length: int | None) -> None:
    key = kept(stored, FILM)
    end = len(FILM) if length is None else start + length
    assert b"".join(stored.read(key, start, length)) == FILM[start:end]


def test_a_large_file_goes_in_parts_and_comes_in_pieces(stored: Storage) -> None:
    key = kept(stored, LARGE)
    pieces = list(stored.read(key))
    assert b"".join(pieces) == LARGE
    assert max(map(len, pieces)) <= PIECE
    with stored.local(key) as path:
        assert path.read_bytes() == LARGE


def test_who_stops_reading_lets_go(stored: Storage) -> None:
    pieces = stored.read(kept(stored, LARGE))
    assert next(pieces)
    pieces.close()
    assert list(pieces) == []


def test_a_local_copy_is_gone_afterwards_and_the_file_is_not(stored: Storage) -> None:
    key = kept(stored, FILM)
    with stored.local(key) as path:
        assert path.read_bytes() == FILM
    assert list((stored.root / "scratch").iterdir()) == []
    assert stored.size(key) == len(FILM)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 25, "A" * 26, "/" * 26])
def test_only_keys_of_ours_are_names(stored: Storage, name: str) -> None:
    for ask in (stored.path_or_none, stored.size, stored.read, stored.delete, stored.begin, stored.clear):
        with pytest.raises(ValueError, match="not a key"):
            ask(name)


def test_what_came_in_whole_is_kept_under_its_own_key(stored: Storage) -> None:
    key = come_in(stored, FILM)
    with pytest.raises(Missing):
        stored.size(key)
    for _twice in range(2):
        stored.accept(key)
        with stored.local(key) as path:
            assert path.read_bytes() == FILM
        assert stored.received(key) == len(FILM)
    for _twice in range(2):
        stored.settle(key)
    assert stored.received(key) == stored.size(key) == len(FILM)
    assert b"".join(stored.read(key)) == FILM
    assert list(stored.coming.left()) == []


def test_what_never_came_cannot_be_kept(stored: Storage) -> None:
    for ask in (stored.accept, stored.settle):
        with pytest.raises(Missing):
            ask(new_key())


def test_deleting_what_came_in_and_was_not_moved_yet_leaves_nothing(stored: Storage) -> None:
    key = come_in(stored, FILM)
    stored.accept(key)
    stored.delete(key)
    assert list(stored.keys()) == list(stored.coming.left()) == []


def test_all_that_is_kept_can_be_told_with_its_size_and_since_when(stored: Storage) -> None:
    sizes = {kept(stored, b"a" * size): size for size in (1, 20, 300)}
    found = list(stored.keys())
    assert {one.key: one.size for one in found} == sizes
    assert all(abs(one.since - clock.now()) < timedelta(minutes=1) for one in found)


def test_it_is_well(stored: Storage) -> None:
    assert stored.state() == "ok"


def test_a_place_of_a_kept_file_on_disk_is_its_shard(disk: Storage) -> None:
    key = kept(disk, b"x")
    assert disk.path_or_none(key) == Path(disk.root, "kept", key[:2], key)


def test_a_file_in_a_bucket_has_no_place_here(tmp_path: Path, bucket: Bucket) -> None:
    stored = Storage(tmp_path, S3(bucket))
    key = kept(stored, b"x")
    assert stored.path_or_none(key) is None
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == 0


def test_a_bucket_that_is_not_there_fails_in_words_and_loses_nothing(tmp_path: Path, bucket: Bucket) -> None:
    gone = Storage(tmp_path, S3(Bucket("never-made", bucket.endpoint, bucket.region, "tester", "tests-only")))
    key = come_in(gone, FILM)
    with pytest.raises((PortFailure, Missing)):
        gone.settle(key)
    assert gone.received(key) == len(FILM)
    assert gone.state() == "bucket unreachable"
