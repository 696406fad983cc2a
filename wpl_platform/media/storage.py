"""The only door to bytes: files under names of our own on one local disk, never under what somebody typed.

What is on its way in grows under `incoming`; what is kept lies under `kept`, sharded by the first letters of its key,
and gets there in one step by renaming, so that half a file is never found there.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from wpl_platform.core.errors import Conflict, Missing
from wpl_platform.core.ids import is_key, new_key

SPARE_BYTES = 500_000_000
"""Left free for the database and the rest of the machine: a full disk loses more than one film."""


class Locked(Conflict):
    """Another writer holds the file."""


@dataclass(frozen=True)
class Storage:
    """The bytes below one folder. Keys come from `core.ids.new_key`; anything else raises ValueError."""

    root: Path

    def path(self, key: str) -> Path:
        """Where the kept file lies, for ffmpeg to read. It need not exist."""
        return self.root / "kept" / _safe(key)[:2] / key

    def open(self, key: str) -> BinaryIO:
        """The kept file, for reading; raises Missing when it is not there."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError as error:
            raise Missing from error

    def size(self, key: str) -> int:
        """Its length in bytes; raises Missing when it is not there."""
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError as error:
            raise Missing from error

    def keep(self, made: Path) -> tuple[str, int]:
        """Takes a finished file over, whole and flushed to disk. Answers its new key and its size in bytes."""
        key = new_key()
        _place(made, self.path(key))
        return key, self.size(key)

    def delete(self, key: str) -> None:
        """Ensures that neither a kept nor an incoming file has this key."""
        self.path(key).unlink(missing_ok=True)
        self.clear(key)

    def clear(self, key: str) -> None:
        """Ensures that nothing of this key is on its way in; what is kept stays."""
        for path in (self._incoming(key), self._mark(key), self._draft(key), self._lock(key)):
            path.unlink(missing_ok=True)

    def begin(self, key: str) -> None:
        """Makes room for a file on its way in: empty, so that its offset is 0."""
        path = self._incoming(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def incoming(self, key: str) -> BinaryIO:
        """A new file on its way in, for who has all of it at once."""
        self.begin(key)
        return self._incoming(key).open("r+b")

    def received(self, key: str) -> int:
        """How many bytes of an incoming file are on disk and not in doubt; of a kept file all. Raises Missing."""
        before = self._sure(key)
        with suppress(FileNotFoundError):
            found = self._incoming(key).stat().st_size
            return min(sure for sure in (found, before, self._sure(key)) if sure is not None)
        return self.size(key)

    def left_over(self, before: datetime) -> set[str]:
        """The keys of incoming files that nobody has written to since that moment."""
        with suppress(FileNotFoundError):
            found = [(path.stem, path.stat().st_mtime) for path in (self.root / "incoming").iterdir()]
            young = {key for key, touched in found if touched >= before.timestamp()}
            return {key for key, _touched in found if is_key(key)} - young
        return set()

    @contextmanager
    def writer(self, key: str) -> Iterator[BinaryIO]:
        """The incoming file, opened at its end, for one writer at a time; flushed to disk when the block ends, however.

        Raises Locked when another writer holds it (in whatever process), Missing when the file is gone.
        """
        with self._alone(key):
            try:
                file = self._incoming(key).open("r+b", buffering=0)
            except FileNotFoundError as error:
                raise Missing from error
            with file:
                self._settle(key, file)
                file.seek(0, os.SEEK_END)
                try:
                    yield file
                finally:
                    os.fsync(file.fileno())

    @contextmanager
    def in_doubt(self, key: str, file: BinaryIO) -> Iterator[None]:
        """What the block writes (to what `writer` gave) counts when it ends well; else it goes, after a crash too."""
        self._draft(key).write_text(str(file.tell()))
        _place(self._draft(key), self._mark(key))
        try:
            yield
        except BaseException:
            self._settle(key, file)
            raise
        os.fsync(file.fileno())
        self._mark(key).unlink(missing_ok=True)

    def accept(self, key: str) -> None:
        """Ensures that the incoming file is now a kept one under the same key; already so is done.

        Raises Missing when it is neither.
        """
        try:
            _place(self._incoming(key), self.path(key))
        except FileNotFoundError as error:
            if not self.path(key).exists():
                raise Missing from error
        self._lock(key).unlink(missing_ok=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder on the same disk, gone afterwards; also clears what killed workers left behind."""
        place = self.root / "scratch"
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        folder = place / new_key()
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                folder.with_suffix(".lock").unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that may still be taken in."""
        self.root.mkdir(parents=True, exist_ok=True)
        return max(0, shutil.disk_usage(self.root).free - SPARE_BYTES)

    def state(self) -> str:
        """`ok`, or in a few words what is wrong."""
        try:
            return "ok" if self.free() and os.access(self.root, os.W_OK) else "full or read-only"
        except OSError as error:
            return error.strerror or "unreachable"

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        with self._lock(key).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Locked from error
            yield

    def _incoming(self, key: str) -> Path:
        return self.root / "incoming" / _safe(key)

    def _lock(self, key: str) -> Path:
        return self._incoming(key).with_suffix(".lock")

    def _mark(self, key: str) -> Path:
        """Says how many bytes are sure, while those behind them are in doubt."""
        return self._incoming(key).with_suffix(".sure")

    def _draft(self, key: str) -> Path:
        return self._incoming(key).with_suffix(".draft")

    def _sure(self, key: str) -> int | None:
        try:
            return int(self._mark(key).read_text())
        except FileNotFoundError:
            return None

    def _settle(self, key: str, file: BinaryIO) -> None:
        """Removes what is in doubt, before it says that nothing is."""
        sure = self._sure(key)
        if sure is not None:
            file.truncate(sure)
            os.fsync(file.fileno())
            self._mark(key).unlink(missing_ok=True)


def storage() -> Storage:
    """The storage of this application."""
    return Storage(Path(current_app.config["UPLOADS_DIR"]))


def _safe(key: str) -> str:
    if not is_key(key):
        raise ValueError("not a key of ours")
    return key


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(place: Path) -> None:
    """A folder whose lock nobody holds belongs to a worker that was killed."""
    for path in place.glob("*.lock"):
        with suppress(OSError), path.open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            path.unlink(missing_ok=True)
