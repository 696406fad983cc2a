"""What is asked of a place where finished files are kept, be it a folder or a bucket."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol

PIECE = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """A file that is kept: its key, its size in bytes, and since when it lies there."""

    key: str
    size: int
    since: datetime


class Readable(Protocol):
    """A file or an answer that is being read."""

    def read(self, count: int, /) -> bytes:
        """At most so many bytes; b"" at the end."""

    def close(self) -> None:
        """Lets go of it."""


class Pieces(Iterator[bytes]):
    """So many bytes of something open, 256 KiB at a time: one piece in memory, however long the film.

    Lets go of it at the end, when reading fails, and whenever it is told to.
    """

    def __init__(self, source: Readable, length: int) -> None:
        self._source, self._left = source, length

    def __next__(self) -> bytes:
        piece = self._source.read(min(PIECE, self._left)) if self._left > 0 else b""
        if not piece:
            self.close()
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Nothing more comes."""
        self._left = 0
        self._source.close()


class Store(Protocol):
    """Keeps finished files whole under keys of ours. Asked for a file that is not there, it raises Missing.

    Raises PortFailure when the place itself fails.
    """

    instant: ClassVar[bool]
    """Whether taking a file over is one step that takes no time, so that a transaction may stand open meanwhile."""

    def take(self, made: Path, key: str) -> None:
        """Ensures that the file is kept, whole and on lasting ground, and no longer where it was made."""

    def path_or_none(self, key: str) -> Path | None:
        """Where it lies on this machine's disk, for who can read it there; None when it lies elsewhere."""

    def fetch(self, key: str, target: Path) -> None:
        """Ensures that there is a copy of it at `target`."""

    def read(self, key: str, start: int, length: int | None) -> Pieces:
        """`length` bytes from `start` on (all that follow, without one)."""

    def size(self, key: str) -> int:
        """Its length in bytes."""

    def delete(self, key: str) -> None:
        """Ensures that it is not there."""

    def keys(self) -> Iterator[Kept]:
        """All that is kept, in no order."""

    def sweep(self, before: datetime, *, mend: bool) -> int:
        """How many files somebody began to hand over before that moment and never finished; `mend` removes them."""

    def state(self) -> str:
        """`ok`, or in a few words what is wrong."""
