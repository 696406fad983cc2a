"""A film on its way in, as tus 1.0 knows it: an upload with a length and an offset that is what lies on disk.

No database transaction is open while bytes come in: the doors release it first. What came before a cut stays.

What is promised, and what is not: docs/decisions/uploads.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy import ColumnElement, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, PortFailure, ProductError, require
from wpl_platform.core.ids import new_key
from wpl_platform.core.text import _, tidy
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, policy
from wpl_platform.media.checksum import Checksum
from wpl_platform.media.models import FILENAME_MAX, Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.queries import is_open
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer

PIECE = 256 * 1024
UNKNOWN = "application/octet-stream"
KEPT_FOR = timedelta(days=7)
"""How long a half upload waits for the rest."""


class TooLarge(Invalid):
    """More bytes than are taken (413)."""


class NoRoom(PortFailure):
    """The disk cannot hold it (507)."""


class Gone(ProductError):
    """The upload was finished, ended or waited too long (410)."""


def begin_upload(
    recording: Recording, *, length: int, filename: str, most: int, by: Viewer, key: str | None = None
) -> Upload:
    """Room for a file of `length` bytes (at most `most`); an upload that was under way for the recording ends.

    With a `key` its bytes are there already. Raises Invalid for an empty file, TooLarge, NoRoom, and Conflict when
    the recording has its film.
    """
    require_welcome(recording, length=length, most=most, by=by)
    if key is None:
        require_room(length)
    _end(Upload.recording_id == recording.id)
    upload = Upload(id=key or new_key(), recording_id=recording.id, person_id=by.person_id, length=length)
    upload.filename = tidy(filename)[:FILENAME_MAX]
    upload.expires_at = clock.now() + KEPT_FOR
    db.session.add(upload)
    db.session.flush()
    storage().begin(upload.id)
    return upload


def require_welcome(recording: Recording, *, length: int, most: int, by: Viewer) -> None:
    """Ensures that an upload may begin, but for room on the disk; raises as `begin_upload` does."""
    require(policy.may_edit(by, recording))
    if recording.stage in (Stage.PROCESSING, Stage.READY):
        raise Conflict(_("Deze video is al binnen."))
    if length < 1:
        raise Invalid(_("Het bestand is leeg. Kijk of de video op je apparaat wel afspeelt."))
    if length > most:
        raise TooLarge(_("De video is te groot. Hooguit %(size)s GB kan.", size=f"{most / 1000**3:.2g}"))


def require_room(count: int) -> None:
    """Ensures that so many bytes fit on the disk; raises NoRoom, which says what is free."""
    free = storage().free()
    if count > free:
        sentence = _("Op de server is nog %(free)s MB vrij. Vraag je beheerder om ruimte.", free=free // 1_000_000)
        raise NoRoom(sentence, retry=True)


def require_open(upload: Upload) -> None:
    """Ensures that more may come in; raises Gone otherwise. One that is complete may always be asked about."""
    if upload.ended_at is not None or (upload.finished_at is None and upload.expires_at <= clock.now()):
        raise Gone(_("Deze upload is verlopen. Kies je video opnieuw."))


def append(
    key: str, *, offset: int, length: int, read: Callable[[int], bytes], checksum: Checksum | None = None
) -> int:
    """Writes what `read` gives (b"" ends it) behind the first `offset` bytes, up to `length`; answers the new offset.

    Every byte that is counted is on disk. Raises Locked for a second writer, Conflict at a wrong offset, NoRoom; and
    Mismatch when what came does not add up: then none of it is kept.
    """
    with storage().writer(key) as file:
        if offset != file.tell():
            raise Conflict(_("De upload is al verder dan dat. Hij gaat vanzelf door waar hij was."))
        if checksum is None:
            return _fill(file, length, read)
        with storage().in_doubt(key, file):
            here = _fill(file, length, checksum.over(read))
            checksum.require()
            return here


@contextmanager
def first_bytes(
    length: int, read: Callable[[int], bytes], checksum: Checksum | None = None
) -> Iterator[tuple[str, int]]:
    """Takes bytes before there is an upload, under a new key: that and their number. They go when the block fails.

    Raises as `append` does.
    """
    key = new_key()
    storage().begin(key)
    try:
        yield key, append(key, offset=0, length=length, read=read, checksum=checksum)
    except BaseException:
        storage().delete(key)
        raise


def finish_upload(upload: Upload) -> bool:
    """When every byte is there: the file becomes the recording's original and is looked at. Answers whether it is so.

    Safe to ask twice, and after a crash in between. System act: the bytes themselves say so.
    """
    if upload.finished_at is not None:
        return True
    if storage().received(upload.id) < upload.length:
        return False
    storage().accept(upload.id)
    done = update(Upload).where(Upload.id == upload.id, is_open()).values(finished_at=clock.now()).returning(Upload.id)
    first = db.session.scalar(done) is not None
    db.session.refresh(upload)
    if not first:
        return upload.finished_at is not None
    actions.keep(upload.recording_id, RenditionKind.ORIGINAL, key=upload.id, media_type=UNKNOWN, size=upload.length)
    recording = db.session.get_one(Recording, upload.recording_id)
    recording.stage, recording.reason = Stage.PROCESSING, ""
    jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    actions.announce(recording)
    return True


def take_whole(recording: Recording, key: str, length: int, filename: str, *, by: Viewer) -> None:
    """Takes bytes that came in one piece, already on disk under the key, as the recording's film.

    Raises as `begin_upload` does.
    """
    upload = begin_upload(recording, length=length, filename=filename, most=length, by=by, key=key)
    finish_upload(upload)


def end_upload(upload: Upload, *, by: Viewer) -> None:
    """Ends an upload and removes what came of it; raises Gone when it was finished."""
    require(policy.may_see_upload(by, upload.person_id))
    ended = update(Upload).where(Upload.id == upload.id, is_open()).values(ended_at=clock.now()).returning(Upload.id)
    if db.session.scalar(ended) is None:
        raise Gone(_("Deze upload is al klaar of gestopt."))
    actions.forget([upload.id])


def settle_uploads() -> None:
    """Finishes uploads that a crash kept from it, ends those that waited too long, and removes bytes that nobody has.

    System act.
    """
    now = clock.now()
    for upload in db.session.scalars(select(Upload).where(is_open())).all():
        try:
            complete = storage().received(upload.id) >= upload.length
        except ProductError:
            complete = False
        if complete:
            finish_upload(upload)
    _end(Upload.expires_at <= now)
    left = {found.key: found.size for found in storage().coming.left() if found.since < now - KEPT_FOR}
    with_bytes = [key for key, size in left.items() if size]
    waiting = set(db.session.scalars(select(Upload.id).where(Upload.id.in_(left), is_open())))
    waiting.update(
        db.session.scalars(select(Rendition.key).where(Rendition.key.in_(with_bytes)))
    )  # not in the store yet
    for key in left.keys() - waiting:
        storage().clear(key)


def _end(which: ColumnElement[bool]) -> None:
    """Ends those that are still open when it is their turn, whatever was read of them before."""
    ended = update(Upload).where(which, is_open()).values(ended_at=clock.now()).returning(Upload.id)
    actions.forget(db.session.scalars(ended).all())


def _fill(file: BinaryIO, length: int, read: Callable[[int], bytes]) -> int:
    """Writes what comes, up to `length` bytes in all; answers how many there are then."""
    here = file.tell()
    while here < length:
        piece = read(min(PIECE, length - here))
        if not piece:
            break
        try:
            here += _write(file.write, piece)
        except OSError as error:
            raise NoRoom(_("De schijf van de server is vol. Wat er is, blijft bewaard."), retry=True) from error
    return here


def _write(write: Callable[[bytes], int | None], piece: bytes) -> int:
    """Writes all of it, however little the disk takes at once."""
    rest = memoryview(piece)
    while rest:
        rest = rest[write(bytes(rest)) or 0 :]
    return len(piece)
