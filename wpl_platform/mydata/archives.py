"""What becomes of archives: they go after seven days, and as soon as a film in them may not be seen any more.

System acts.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import exists, select, update

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
    drop(db.session.scalars(select(Archive).where(Archive.id.in_(holding), Archive.ended_at.is_(None))).all())


def drop_old() -> None:
    """Ensures that no archive is kept past its days, or with a film that may not be seen. Each hour; a job does it."""
    there = exists().where(Recording.id == ArchiveFilm.recording_id, watching.there())
    gone = exists().where(ArchiveFilm.archive_id == Archive.id, ~there)
    old = Archive.done_at < clock.now() - KEPT
    drop(db.session.scalars(select(Archive).where(Archive.ended_at.is_(None), old | gone)).all())


def is_current(archive: Archive) -> bool:
    """Whether it can be fetched: there, not too old, and whole. For a caller that may see the archive."""
    until = archive.until
    return archive.key is not None and until is not None and until > clock.now() and is_whole(archive)


def films_in(archive: Archive) -> list[int]:
    """The numbers of the films in it."""
    asked = select(ArchiveFilm.recording_id).where(ArchiveFilm.archive_id == archive.id)
    return list(db.session.scalars(asked.order_by(ArchiveFilm.recording_id)))


def is_whole(archive: Archive) -> bool:
    """Whether every film in it may still be seen. For a caller that may see the archive."""
    there = exists().where(Recording.id == ArchiveFilm.recording_id, watching.there())
    missing = select(ArchiveFilm.archive_id).where(ArchiveFilm.archive_id == archive.id, ~there)
    return db.session.scalar(missing.limit(1)) is None


def lost(keys: Collection[str]) -> None:
    """The bytes of these are gone: who wants one asks anew."""
    gone = update(Archive).where(Archive.key.in_(keys)).values(key=None, ended_at=clock.now())
    db.session.execute(gone.execution_options(synchronize_session=False))


def erase(leaving: Leaving) -> None:
    """The archives of who is erased go with them."""
    kept = select(Archive.key).where(Archive.person_id == leaving.person_id, Archive.key.is_not(None))
    leaving.files += [key for key in db.session.scalars(kept) if key is not None]
