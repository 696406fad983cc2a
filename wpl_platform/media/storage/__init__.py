"""The only door to bytes: files under names of our own, never under what somebody typed.

What is on its way in, and what is worked on, lies on the local disk. What is finished is kept in a store: a folder on
the same disk, or a bucket. Why so, and what it costs: docs/decisions/storage.md.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from wpl_platform.core.errors import Missing
from wpl_platform.core.ids import new_key
from wpl_platform.media.storage.disk import Disk
from wpl_platform.media.storage.incoming import Incoming, Locked
from wpl_platform.media.storage.keys import safe
from wpl_platform.media.storage.s3 import S3, Bucket
from wpl_platform.media.storage.scratch import abandoned, remove, scratch_in
from wpl_platform.media.storage.store import PIECE, Kept, Pieces, Store

__all__ = ["PIECE", "SPARE_BYTES", "Kept", "Locked", "Pieces", "Storage", "storage"]

SPARE_BYTES = 500_000_000
"""Left free for the database and the rest of the machine: a full disk loses more than one film."""


@dataclass(frozen=True)
class Storage:
    """The bytes below one folder, and in the store. Keys come from `core.ids.new_key`; others raise ValueError."""

    root: Path
    store: Store

    @property
    def coming(self) -> Incoming:
        """What is on its way in."""
        return Incoming(self.root / "incoming")

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """The file on this machine's disk, to be read while the block lasts: itself, or a copy of it. Raises Missing.

        One that came in whole and was not moved into the store yet is read where it is.
        """
        path = self.store.path_or_none(key) or self.coming.path(key)
        if path.exists():
            yield path
            return
        with self.scratch() as folder:
            self.store.fetch(key, folder / key)
            yield folder / key

    def read(self, key: str, start: int = 0, length: int | None = None) -> Pieces:
        """`length` bytes of a kept file from `start` on (all that follow, without one), in pieces. Raises Missing.

        Who stops before the end calls `close`.
        """
        return self.store.read(key, start, length)

    def path_or_none(self, key: str) -> Path | None:
        """Where a kept file lies for a web server on this machine to send; None when it lies elsewhere.

        It need not exist.
        """
        return self.store.path_or_none(key)

    def size(self, key: str) -> int:
        """The length of a kept file in bytes; raises Missing when it is not there."""
        return self.store.size(key)

    def keep(self, made: Path, whose: str = "") -> tuple[str, int]:
        """Takes a finished file over, whole and flushed. Answers its new key and its size in bytes.

        Slow with a bucket: no transaction is open meanwhile. A note of it, and of whose work it is, is left for
        `kept_before`, so that nothing stays of a worker that is killed before it has named the file.
        """
        key, size = new_key(), made.stat().st_size
        self._note(key, whose)
        self.store.take(made, key)
        return key, size

    def kept_before(self, moment: datetime) -> dict[str, str]:
        """The files that were kept before that moment and whose names nobody has looked at since: key, whose work."""
        with suppress(FileNotFoundError):
            old = [path for path in self._notes.iterdir() if path.stat().st_mtime < moment.timestamp()]
            return {path.name: path.read_text() for path in old}
        return {}

    def looked_at(self, key: str) -> None:
        """Ensures that `kept_before` tells this key no more."""
        (self._notes / safe(key)).unlink(missing_ok=True)

    def delete(self, key: str) -> None:
        """Ensures that neither a kept nor an incoming file has this key."""
        self.store.delete(key)
        self.clear(key)
        self.looked_at(key)

    def clear(self, key: str) -> None:
        """Ensures that nothing of this key is on its way in; what is kept stays."""
        self.coming.clear(key)

    def keys(self) -> Iterator[Kept]:
        """Every kept file, in no order."""
        return self.store.keys()

    def begin(self, key: str) -> None:
        """Makes room for a file on its way in: empty, so that its offset is 0."""
        self.coming.begin(key)

    def incoming(self, key: str) -> BinaryIO:
        """A new file on its way in, for who has all of it at once."""
        self.begin(key)
        return self.coming.path(key).open("r+b")

    def received(self, key: str) -> int:
        """How many bytes of an incoming file are on disk and not in doubt; of a kept file all. Raises Missing."""
        with suppress(Missing):
            return self.coming.received(key)
        return self.size(key)

    def writer(self, key: str) -> AbstractContextManager[BinaryIO]:
        """The incoming file, opened at its end: see `Incoming.writer`."""
        return self.coming.writer(key)

    def in_doubt(self, key: str, file: BinaryIO) -> AbstractContextManager[None]:
        """What the block writes counts when it ends well: see `Incoming.in_doubt`."""
        return self.coming.in_doubt(key, file)

    def accept(self, key: str) -> None:
        """Ensures that the incoming file may be kept under the same key: at once where that takes no time.

        Else it waits for `settle`. Already so is done; raises Missing when it is neither incoming nor kept.
        """
        if self.store.instant:
            self.settle(key)
        elif not self.coming.path(key).exists():
            self.size(key)

    def settle(self, key: str) -> None:
        """Ensures that an accepted file is in the store. Slow with a bucket: no transaction is open meanwhile.

        Already so is done; raises Missing when it is neither incoming nor kept.
        """
        self._note(key)
        try:
            self.store.take(self.coming.path(key), key)
        except FileNotFoundError:
            self.size(key)
        self.clear(key)

    def scratch(self) -> AbstractContextManager[Path]:
        """An empty folder on the local disk, gone afterwards; also clears what killed workers left behind."""
        return scratch_in(self._scratch)

    def abandoned(self) -> list[Path]:
        """What killed workers left behind in scratch, to be given to `abandon`."""
        return abandoned(self._scratch)

    def abandon(self, left: Path) -> None:
        """Ensures that what a killed worker left behind is gone."""
        remove(left)

    def _note(self, key: str, whose: str = "") -> None:
        self._notes.mkdir(parents=True, exist_ok=True)
        (self._notes / safe(key)).write_text(whose)

    @property
    def _notes(self) -> Path:
        return self.root / "notes"

    @property
    def _scratch(self) -> Path:
        return self.root / "scratch"

    def free(self) -> int:
        """Bytes that may still be taken in."""
        self.root.mkdir(parents=True, exist_ok=True)
        return max(0, shutil.disk_usage(self.root).free - SPARE_BYTES)

    def state(self) -> str:
        """`ok`, or in a few words what is wrong."""
        try:
            fit = self.free() and os.access(self.root, os.W_OK)
        except OSError as error:
            return error.strerror or "unreachable"
        return self.store.state() if fit else "full or read-only"


def storage() -> Storage:
    """The storage of this application."""
    root = Path(current_app.config["UPLOADS_DIR"])
    store = S3(_bucket()) if current_app.config["STORAGE"] == "s3" else Disk(root / "kept")
    return Storage(root, store)


def _bucket() -> Bucket:
    names = ("S3_BUCKET", "S3_ENDPOINT", "S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    return Bucket(*(current_app.config[name] for name in names))
