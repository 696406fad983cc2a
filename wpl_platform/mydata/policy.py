"""Who may have a person's own data: they themselves, and nobody else in whatever role."""

from sqlalchemy import ColumnElement, false

from wpl_platform.mydata.models import Archive
from wpl_platform.teams.viewer import Viewer


def may_take_along(viewer: Viewer, person_id: int | None) -> bool:
    """What there is of a person, they may take along."""
    return viewer.is_person(person_id)


def may_erase(viewer: Viewer, person_id: int | None) -> bool:
    """Everybody may have themselves erased."""
    return viewer.is_person(person_id)


def may_see(viewer: Viewer, archive: Archive) -> bool:
    """Whose archive it is."""
    return viewer.is_person(archive.person_id)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Archive."""
    return Archive.person_id == viewer.person_id if viewer.signed_in else false()
