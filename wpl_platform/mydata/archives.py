"""What becomes of archives: they go after seven days, and as soon as a film in them may not be seen any more.

System acts.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, exists, select, update

from wpl_platform.core import clock
from wpl_platform.core.belonging import Leaving
from wpl_platform.core.database import db
from wpl_platform.media import actions as media
from wpl_platform.media import policy as watching
from wpl_platform.media.models import Recording
from wpl_platform.mydata.models import KEPT, Archive, ArchiveFilm


def drop(found: Iterable[Archive]) -> None:
    """Ensures that nobody fetches these any more; their bytes go once this is committed."""
    for archive in found:
        if archive.key is not None:
            media.forget([archive.key])
        archive.key, archive.ended_at = None, archive.ended_at or clock.now()
    db.session.flush()


def drop_with(recording_id: int, *_parts: object) -> None:
    """What a film was in goes, now that it is another film, or none."""
    holding = select(ArchiveFilm.archive_id).where(ArchiveFilm.recording_id == recording_id)
    drop(_held(Archive.id.in_(holding), Archive.ended_at.is_(None)))


def drop_old() -> None:
    """Ensures that no archive is kept past its days, or with a film that may not be seen. Each hour; a job does it."""
    gone = exists().where(ArchiveFilm.archive_id == Archive.id, ~_still_theirs())
    old = Archive.done_at < clock.now() - KEPT
    drop(_held(Archive.ended_at.is_(None), old | gone))


def is_current(archive: Archive) -> bool:
    """Whether it can be fetched: there, not too old, and whole. For a caller that may see the archive."""
    until = archive.until
    if archive.key is None or archive.ended_at is not None or until is None:
        return False
    return until > clock.now() and is_whole(archive)


def films_in(archive: Archive) -> list[int]:
    """The numbers of the films in it."""
    asked = select(ArchiveFilm.recording_id).where(ArchiveFilm.archive_id == archive.id)
    return list(db.session.scalars(asked.order_by(ArchiveFilm.recording_id)))


def is_whole(archive: Archive) -> bool:
    """Whether every film in it may still be seen. For a caller that may see the archive."""
    asked = select(ArchiveFilm.archive_id).join(Archive, Archive.id == ArchiveFilm.archive_id)
    missing = asked.where(ArchiveFilm.archive_id == archive.id, ~_still_theirs())
    return db.session.scalar(missing.limit(1)) is None


def _held(*which: ColumnElement[bool]) -> Sequence[Archive]:
    """These archives as they are now, and nobody finishes one of them until the transaction ends."""
    asked = select(Archive).where(*which).order_by(Archive.id).with_for_update(of=Archive)
    return db.session.scalars(asked.execution_options(populate_existing=True)).all()


def _still_theirs() -> ColumnElement[bool]:
    """SQL on the film of an archive: it may still be seen, and is of who asked for the archive."""
    same = (Recording.id == ArchiveFilm.recording_id, Recording.maker_id == Archive.person_id)
    return exists().where(*same, watching.there()).correlate(ArchiveFilm, Archive)


def lost(keys: Collection[str]) -> None:
    """The bytes of these are gone: who wants one asks anew."""
    gone = update(Archive).where(Archive.key.in_(keys)).values(key=None, ended_at=clock.now())
    db.session.execute(gone.execution_options(synchronize_session=False))


def erase(leaving: Leaving) -> None:
    """The archives of who is erased go with them."""
    kept = _held(Archive.person_id == leaving.person_id)
    leaving.files += [archive.key for archive in kept if archive.key is not None]
