"""A film on its way in, as tus 1.0 knows it: an upload with a length and an offset that is what lies on disk.

Its length may be said later, while the film is still being recorded. What is promised, and what is not:
docs/decisions/uploads.md.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time, transaction
from wpl_platform.core.errors import Conflict, Invalid, Missing, ProductError, require
from wpl_platform.core.ids import new_key
from wpl_platform.core.text import _, tidy
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, clearing, following, holding, policy, quota, trimming
from wpl_platform.media.intake import TooLarge, require_room
from wpl_platform.media.models import FILENAME_MAX, Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.queries import is_open, plays
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import size

UNKNOWN = "application/octet-stream"
KEPT_FOR = timedelta(days=7)
"""How long a half upload waits for the rest, since the last of its bytes came in."""

STRAY_FOR = timedelta(hours=1)
"""How long bytes of no upload stay: while a body is read they are written to, so these are of a server that died."""


class Gone(ProductError):
    """The upload was finished, ended or waited too long (410)."""


def begin_upload(
    recording: Recording,
    *,
    length: int | None,
    filename: str,
    most: int,
    by: Viewer,
    key: str | None = None,
    fingerprint: str = "",
) -> Upload:
    """Room for a file of `length` bytes (None: said later; at most `most`); one under way for the recording ends.

    With a `key` its bytes are there already. Of two begun at once the second stays. Raises Invalid for an empty file,
    TooLarge, NoRoom, OverQuota, and Conflict when the recording has its film.
    """
    require_welcome(recording, length=length, most=most, by=by)
    if key is None:
        require_room(length or 0)
    one_at_a_time(recording)
    _require_waiting(recording)
    if _is_another(recording, fingerprint):
        recording.nobody_else_at = None
    _end(Upload.recording_id == recording.id)
    here = storage().received(key) if key else 0
    quota.require_room_for(recording.team, length or max(here, 1), by=by)
    upload = Upload(id=key or new_key(), recording_id=recording.id, person_id=by.person_id, length=length)
    upload.filename, upload.fingerprint = tidy(filename)[:FILENAME_MAX], fingerprint
    wait_on(upload)
    db.session.add(upload)
    db.session.flush()
    storage().begin(upload.id)
    return upload


def _is_another(recording: Recording, fingerprint: str) -> bool:
    """Whether a film that began to come in before was another one, as far as is known."""
    before = set(db.session.scalars(select(Upload.fingerprint).where(Upload.recording_id == recording.id)))
    return bool(before) and (not fingerprint or before != {fingerprint})


def require_welcome(recording: Recording, *, length: int | None, most: int, by: Viewer) -> None:
    """Ensures that an upload may begin, but for room for it; raises as `begin_upload` does."""
    require(policy.may_bring(by, recording) and policy.may_begin(by, recording.team_id))
    _require_waiting(recording)
    if length is not None:
        _require_length(length, most)


def say_length(upload: Upload, length: int, *, most: int, by: Viewer) -> None:
    """Ensures that the upload is known to be so many bytes; said once, it stays.

    Raises Conflict, Invalid, TooLarge, and OverQuota when there is no room for what is still to come.
    """
    require(policy.may_see_upload(by, upload.person_id))
    _require_length(length, most)
    one_at_a_time(upload)
    received = storage().received(upload.id)
    if upload.length is None and length >= received:
        recording = db.session.get_one(Recording, upload.recording_id)
        quota.require_room_for(recording.team, length - received, by=by)
        upload.length = length
    if upload.length != length:
        raise Conflict(_("De lengte van deze video was al anders gezegd."))


def wait_on(upload: Upload) -> None:
    """Ensures that the upload waits its whole time from now on: bytes of it came in. System act."""
    upload.expires_at = clock.now() + KEPT_FOR


def require_open(upload: Upload) -> None:
    """Ensures that more may come in; raises Gone otherwise. One that is complete may always be asked about."""
    if upload.finished_at is not None:
        return
    if not _waits(db.session.get_one(Recording, upload.recording_id)):
        raise Gone(_("Deze video is al binnen."))
    if upload.ended_at is not None or upload.expires_at <= clock.now():
        raise Gone(_("Deze upload is verlopen. Kies je video opnieuw."))


def finish_upload(upload: Upload) -> bool:
    """When every byte is there: the file becomes the recording's original and is looked at. Answers whether it is so.

    A recording that got its film meanwhile takes no other: the upload ends. Safe to ask twice, and after a crash in
    between. System act: the bytes themselves say so.
    """
    recording = db.session.get(Recording, upload.recording_id)
    if recording is None:
        raise Missing
    one_at_a_time(recording)
    one_at_a_time(upload)
    if upload.finished_at is not None or upload.ended_at is not None:
        return upload.ended_at is None
    if upload.length is None or storage().received(upload.id) < upload.length:
        return False
    if not _waits(recording):
        _end(Upload.id == upload.id)
        return False
    storage().accept(upload.id)
    upload.finished_at = clock.now()
    trimming.forget_part(recording)
    if recording.stage is not Stage.AWAITING:
        recording.nobody_else_at = None  # said of another film
    for follower in following.followers():
        follower.replaced(recording.id)
    clearing.forget(recording.id)
    actions.keep(recording.id, RenditionKind.ORIGINAL, key=upload.id, media_type=UNKNOWN, size=upload.length)
    recording.stage, recording.reason = Stage.PROCESSING, ""
    jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    actions.announce(recording)
    return True


def take_whole(recording: Recording, key: str, length: int, filename: str, *, by: Viewer) -> None:
    """Takes bytes that came in one piece, already on disk under the key, as the recording's film.

    Raises as `begin_upload` does; then an upload that was under way still is.
    """
    with db.session.begin_nested():
        finish_upload(begin_upload(recording, length=length, filename=filename, most=length, by=by, key=key))


def end_upload(upload: Upload, *, by: Viewer) -> None:
    """Ends an upload and removes what came of it; raises Gone when it was finished."""
    require(policy.may_see_upload(by, upload.person_id))
    if _end(Upload.id == upload.id) == 0:
        raise Gone(_("Deze upload is al klaar of gestopt."))


def settle_uploads() -> None:
    """Finishes uploads that a crash kept from it, ends those that waited too long, and removes bytes that nobody has.

    System act, in a transaction for each upload; what the disk refuses is raised at the end, as ExceptionGroup.
    """
    now, refused = clock.now(), list[OSError]()
    for key in db.session.scalars(select(Upload.id).where(is_open()).order_by(Upload.created_at)).all():
        try:
            with suppress(ProductError), transaction():  # its bytes, or its recording, went meanwhile
                finish_upload(db.session.get_one(Upload, key))
        except OSError as error:
            refused.append(error)
    with transaction():
        _end(Upload.expires_at <= now)
    _clear_strays(now)
    if refused:
        raise ExceptionGroup("films that are in could not be kept", refused)


def _clear_strays(now: datetime) -> None:
    """Removes bytes that no open upload waits for and no recording names, when nobody wrote to them for an hour."""
    left = {found.key: found.size for found in storage().coming.left() if found.since < now - STRAY_FOR}
    with_bytes = [key for key, size in left.items() if size]
    waiting = set(db.session.scalars(select(Upload.id).where(Upload.id.in_(left), is_open())))
    waiting.update(
        db.session.scalars(select(Rendition.key).where(Rendition.key.in_(with_bytes)))
    )  # not in the store yet
    waiting.update(holding.held_among(with_bytes))
    for key in left.keys() - waiting:
        storage().clear(key)


def _end(which: ColumnElement[bool]) -> int:
    """Ends those that are still open when it is their turn, whatever was read of them before; answers how many."""
    ended = update(Upload).where(which, is_open()).values(ended_at=clock.now()).returning(Upload.id)
    keys = db.session.scalars(ended).all()
    actions.forget(keys)
    return len(keys)


def _require_waiting(recording: Recording) -> None:
    if not _waits(recording):
        raise Conflict(_("Deze video is al binnen."))


def _waits(recording: Recording) -> bool:
    """Whether there is no film of it, and none is being made."""
    there = select(Recording.id).where(Recording.id == recording.id, plays())
    return recording.stage not in (Stage.PROCESSING, Stage.READY) and db.session.scalar(there) is None


def _require_length(length: int, most: int) -> None:
    if length < 1:
        raise Invalid(_("Het bestand is leeg. Kijk of de video op je apparaat wel afspeelt."))
    if length > most:
        raise TooLarge(_("De video is te groot. Hooguit %(size)s kan.", size=size(most)))
