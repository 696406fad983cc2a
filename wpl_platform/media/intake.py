"""Bytes of a film on their way to disk: as many as may come, as long as there is room, and what came stays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from wpl_platform.core.errors import Conflict, Invalid, PortFailure
from wpl_platform.core.ids import new_key
from wpl_platform.core.text import _
from wpl_platform.media.checksum import Checksum
from wpl_platform.media.storage import PIECE, storage

LOOK_EVERY = 16_000_000
"""Bytes after which the disk is asked again how much is free: others fill it too."""

Read = Callable[[int], bytes]
"""Gives at most so many bytes of a body; b"" at its end."""


class TooLarge(Invalid):
    """More bytes than are taken (413)."""


class NoRoom(PortFailure):
    """The disk cannot hold it (507)."""


def require_room(count: int) -> None:
    """Ensures that so many bytes fit on the disk; raises NoRoom, which says what is free."""
    free = storage().free()
    if count > free:
        sentence = _("Op de server is nog %(free)s MB vrij. Vraag je beheerder om ruimte.", free=free // 1_000_000)
        raise NoRoom(sentence, retry=True)


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turns what the disk refuses in the block into NoRoom."""
    try:
        yield
    except OSError as error:
        raise NoRoom(_("De schijf van de server is vol. Wat er is, blijft bewaard."), retry=True) from error


def append(key: str, *, offset: int, most: int, read: Read, checksum: Checksum | None = None) -> int:
    """Writes what `read` gives behind the first `offset` bytes, up to `most` in all; answers the new offset.

    Every byte that is counted is on disk. Raises Locked for a second writer, Conflict at a wrong offset, NoRoom; and
    Mismatch when what came does not add up: then none of it is kept.
    """
    with storage().writer(key) as file:
        if offset != file.tell():
            raise Conflict(_("De upload is al verder dan dat. Hij gaat vanzelf door waar hij was."))
        if checksum is None:
            return _fill(file, most, read)
        with storage().in_doubt(key, file):
            here = _fill(file, most, checksum.over(read))
            checksum.require()
            return here


@contextmanager
def first_bytes(most: int, read: Read, checksum: Checksum | None = None) -> Iterator[tuple[str, int]]:
    """Takes bytes before there is an upload, under a new key: that and their number. They go when the block fails.

    Raises as `append` does.
    """
    key = new_key()
    storage().begin(key)
    try:
        yield key, append(key, offset=0, most=most, read=read, checksum=checksum)
    except BaseException:
        storage().delete(key)
        raise


def _fill(file: BinaryIO, most: int, read: Read) -> int:
    """Writes what comes, up to `most` bytes in all; answers how many there are then."""
    here = looked = file.tell()
    while here < most:
        piece = read(min(PIECE, most - here))
        if not piece:
            break
        if here - looked >= LOOK_EVERY:
            require_room(len(piece))
            looked = here
        with full_disk_said():
            here += _write(file.write, piece)
    return here


def _write(write: Callable[[bytes], int | None], piece: bytes) -> int:
    """Writes all of it, however little the disk takes at once."""
    rest = memoryview(piece)
    while rest:
        rest = rest[write(bytes(rest)) or 0 :]
    return len(piece)
