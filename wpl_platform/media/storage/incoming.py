"""Files on their way in: they grow on the local disk, one writer at a time, and their size is what counts."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from wpl_platform.core.errors import Conflict, Missing
from wpl_platform.core.ids import is_key
from wpl_platform.media.storage.disk import place
from wpl_platform.media.storage.keys import safe
from wpl_platform.media.storage.store import Kept


class Locked(Conflict):
    """Another writer holds the file."""


@dataclass(frozen=True)
class Incoming:
    """What grows in one folder: beside each file stand its lock, and a mark while some of it is in doubt."""

    folder: Path

    def path(self, key: str) -> Path:
        """Where it grows. It need not exist."""
        return self.folder / safe(key)

    def begin(self, key: str) -> None:
        """Makes room for a file on its way in: empty, so that its offset is 0."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path(key).touch()

    def received(self, key: str) -> int:
        """How many bytes are on disk and not in doubt. Raises Missing."""
        before = self._sure(key)
        try:
            found = self.path(key).stat().st_size
        except FileNotFoundError as error:
            raise Missing from error
        return min(sure for sure in (found, before, self._sure(key)) if sure is not None)

    def clear(self, key: str) -> None:
        """Ensures that nothing of this key is on its way in."""
        for path in (self.path(key), self._mark(key), self._draft(key), self._lock(key)):
            path.unlink(missing_ok=True)

    def left(self) -> Iterator[Kept]:
        """Every key that something lies here of: how much of its file, and when anything of it was last written to."""
        found: dict[str, tuple[int, float]] = {}
        with suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                with suppress(FileNotFoundError):
                    size, touched = found.get(path.stem, (0, 0.0))
                    state = path.stat()
                    size = size if path.suffix else state.st_size
                    found[path.stem] = (size, max(touched, state.st_mtime))
        for key, (size, touched) in found.items():
            if is_key(key):
                yield Kept(key, size, datetime.fromtimestamp(touched, UTC))

    @contextmanager
    def writer(self, key: str) -> Iterator[BinaryIO]:
        """The file, opened at its end, for one writer at a time; flushed to disk when the block ends, however.

        Raises Locked when another writer holds it (in whatever process), Missing when the file is gone.
        """
        with self._alone(key):
            try:
                file = self.path(key).open("r+b", buffering=0)
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
        place(self._draft(key), self._mark(key))
        try:
            yield
        except BaseException:
            self._settle(key, file)
            raise
        os.fsync(file.fileno())
        self._mark(key).unlink(missing_ok=True)

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        with self._lock(key).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Locked from error
            yield

    def _lock(self, key: str) -> Path:
        return self.path(key).with_suffix(".lock")

    def _mark(self, key: str) -> Path:
        """Says how many bytes are sure, while those behind them are in doubt."""
        return self.path(key).with_suffix(".sure")

    def _draft(self, key: str) -> Path:
        return self.path(key).with_suffix(".draft")

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
