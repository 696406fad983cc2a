"""Files kept on a local disk: in one folder, sharded by the first letters of their key, there at once or not at all."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from wpl_platform.core.errors import Missing
from wpl_platform.core.ids import is_key
from wpl_platform.media.storage.keys import safe
from wpl_platform.media.storage.store import Kept, Pieces, Store


@dataclass(frozen=True)
class Disk(Store):
    """The files below one folder. What is handed over was written under another name on the same disk."""

    folder: Path
    instant: ClassVar[bool] = True

    def take(self, made: Path, key: str) -> None:
        """Renames it, once its bytes are on disk; dated now, so that a check knows it is fresh."""
        os.utime(made)
        place(made, self.path_or_none(key))

    def path_or_none(self, key: str) -> Path:
        """Where it lies. It need not exist."""
        return self.folder / safe(key)[:2] / key

    def fetch(self, key: str, target: Path) -> None:
        """A second name for the same bytes: nobody changes a kept file."""
        try:
            target.hardlink_to(self.path_or_none(key))
        except FileNotFoundError as error:
            raise Missing from error

    def read(self, key: str, start: int, length: int | None) -> Pieces:
        """The bytes, from the disk as they are asked for."""
        try:
            file = self.path_or_none(key).open("rb")
        except FileNotFoundError as error:
            raise Missing from error
        file.seek(start)
        return Pieces(file, os.fstat(file.fileno()).st_size - start if length is None else length)

    def size(self, key: str) -> int:
        """As the disk says."""
        try:
            return self.path_or_none(key).stat().st_size
        except FileNotFoundError as error:
            raise Missing from error

    def delete(self, key: str) -> None:
        """The file goes; its shard stays, for another may be on its way into it."""
        self.path_or_none(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[Kept]:
        """Every file under a key of ours; one that goes meanwhile is passed over."""
        for path in self.folder.glob("??/*"):
            if is_key(path.name):
                with suppress(FileNotFoundError):
                    found = path.stat()
                    yield Kept(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def sweep(self, before: datetime, *, mend: bool) -> int:
        """None: renaming has no middle."""
        return 0

    def state(self) -> str:
        """Whoever can write beside it can write here."""
        return "ok"


def place(source: Path, target: Path) -> None:
    """Ensures that the file lies there, with its bytes and its name on disk before anybody is told so."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
