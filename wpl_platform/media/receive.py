"""A film on its way in, as tus 1.0 knows it: an upload with a length and an offset that is what lies on disk.

No database transaction is open while bytes come in: the doors release it first. What came before a cut stays.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, PortFailure, ProductError, require
from wpl_platform.core.ids import new_key
from wpl_platform.core.text import _, tidy
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, policy
from wpl_platform.media.models import FILENAME_MAX, Recording, RenditionKind, Stage, Upload
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
    require(policy.may_edit(by, recording))
    if recording.stage in (Stage.PROCESSING, Stage.READY):
        raise Conflict(_("Deze video is al binnen."))
    if length < 1:
        raise Invalid(_("Het bestand is leeg. Kijk of de video op je apparaat wel afspeelt."))
    if length > most:
        raise TooLarge(_("De video is te groot. Hooguit %(size)s GB kan.", size=f"{most / 1000**3:.2g}"))
    if key is None:
        require_room(length)
    _end_all(recording.id)
    upload = Upload(id=key or new_key(), recording_id=recording.id, person_id=by.person_id, length=length)
    upload.filename = tidy(filename)[:FILENAME_MAX]
    upload.expires_at = clock.now() + KEPT_FOR
    db.session.add(upload)
    db.session.flush()
    storage().begin(upload.id)
    return upload


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


def append(key: str, *, offset: int, length: int, read: Callable[[int], bytes]) -> int:
    """Writes what `read` gives (b"" ends it) behind the first `offset` bytes, up to `length`; answers the new offset.

    Every byte that is counted is on disk. Raises Locked for a second writer, Conflict at a wrong offset, NoRoom.
    """
    with storage().writer(key) as file:
        here = file.tell()
        if offset != here:
            raise Conflict(_("De upload is al verder dan dat. Hij gaat vanzelf door waar hij was."))
        while here < length:
            piece = read(min(PIECE, length - here))
            if not piece:
                break
            try:
                here += _write(file.write, piece)
            except OSError as error:
                raise NoRoom(_("De schijf van de server is vol. Wat er is, blijft bewaard."), retry=True) from error
    return here


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
    if db.session.scalar(done) is None:
        return upload.ended_at is None
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
    """Finishes uploads that a crash kept from it, and ends those that waited too long. System act."""
    now = clock.now()
    for upload in db.session.scalars(select(Upload).where(is_open())).all():
        try:
            complete = storage().received(upload.id) >= upload.length
        except ProductError:
            complete = False
        if complete:
            finish_upload(upload)
        elif upload.expires_at <= now:
            upload.ended_at = now
            actions.forget([upload.id])


def _end_all(recording_id: int) -> None:
    mine = (Upload.recording_id == recording_id, is_open())
    ended = update(Upload).where(*mine).values(ended_at=clock.now()).returning(Upload.id)
    actions.forget(db.session.scalars(ended).all())


def _write(write: Callable[[bytes], int | None], piece: bytes) -> int:
    """Writes all of it, however little the disk takes at once."""
    rest = memoryview(piece)
    while rest:
        rest = rest[write(bytes(rest)) or 0 :]
    return len(piece)
