"""Folders to work in: on the local disk, and gone when the work is, however it ended."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wpl_platform.core.ids import new_key


@contextmanager
def scratch_in(place: Path) -> Iterator[Path]:
    """An empty folder, gone afterwards; also clears what killed workers left behind."""
    place.mkdir(parents=True, exist_ok=True)
    for lock in abandoned(place):
        remove(lock)
    folder = place / new_key()
    lock, draft = folder.with_suffix(".lock"), folder.with_suffix(".draft")
    with draft.open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        draft.rename(lock)  # so that a lock is held from its first moment: one that nobody holds is a dead worker's
        folder.mkdir()
        try:
            yield folder
        finally:
            remove(lock)


def abandoned(place: Path) -> list[Path]:
    """The locks that nobody holds: each of them, and the folder of its name, was a killed worker's."""
    return [lock for lock in sorted(place.glob("*.lock")) if not _is_held(lock)]


def remove(lock: Path) -> None:
    """Ensures that neither the lock nor the folder of its name is there."""
    shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
    lock.unlink(missing_ok=True)


def _is_held(lock: Path) -> bool:
    with suppress(FileNotFoundError), lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
