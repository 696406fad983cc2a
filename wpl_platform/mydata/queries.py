"""What somebody sees of their own data: their archive, and what would become of everything if they were erased."""

from dataclasses import dataclass

from sqlalchemy import func, select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.mydata import alone, archives, counting, policy
from wpl_platform.mydata.alone import Alone
from wpl_platform.mydata.counting import Count
from wpl_platform.mydata.models import Archive, Erasure
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Outlook:
    """What erasing brings about: counts of each kind, in how many films of others they are in view, what stops it."""

    counts: list[Count]
    in_view: int
    alone: list[Alone]


def latest_archive(*, viewer: Viewer) -> Archive | None:
    """The archive that the viewer asked for last, whatever became of it."""
    asked = select(Archive).where(policy.seen_by(viewer)).order_by(Archive.id.desc()).limit(1)
    return db.session.scalar(asked)


def archive(archive_id: int, *, viewer: Viewer) -> Archive:
    """An archive that can be fetched now; raises Missing for everybody but whose it is, and once it is over."""
    found = db.session.get(Archive, archive_id)
    if found is None or not policy.may_see(viewer, found):
        raise Missing
    if not archives.is_current(found):
        raise Missing
    return found


def films_in(found: Archive, *, viewer: Viewer) -> list[int]:
    """The numbers of the films in an archive, for whose it is."""
    return archives.films_in(found) if policy.may_see(viewer, found) else []


def outlook(*, viewer: Viewer) -> Outlook:
    """What would become of everything about the viewer; nothing is changed. Raises Missing for who is not signed in."""
    if viewer.person_id is None:
        raise Missing
    others = (PersonInView.person_id == viewer.person_id, PersonInView.withdrawn_at.is_(None))
    there = (PersonInView.removed_at.is_(None), Recording.destroyed_at.is_(None))
    shown = select(func.count()).select_from(PersonInView).join(Recording, Recording.id == PersonInView.recording_id)
    in_view = db.session.scalar(shown.where(*others, *there)) or 0
    counts = counting.titled(counting.counts_of(viewer.person_id))
    return Outlook(counts, in_view, alone.alone_in(viewer.person_id))


def open_erasure(*, viewer: Viewer) -> Erasure | None:
    """That the viewer asked to be erased, which is not done yet."""
    mine = (Erasure.person_id == viewer.person_id, Erasure.erased_at.is_(None), Erasure.stopped_at.is_(None))
    return db.session.scalar(select(Erasure).where(*mine)) if viewer.signed_in else None
