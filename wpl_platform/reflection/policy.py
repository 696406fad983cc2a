"""Who may read and write a reflection: its author, and nobody else, in whatever role."""

from sqlalchemy import ColumnElement, false

from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.reflection.models import Intention, Reflection
from wpl_platform.teams.viewer import Viewer


def may_begin(viewer: Viewer, recording: Recording) -> bool:
    """Whoever may watch a recording may look back on it, for themselves."""
    return media.may_see(viewer, recording)


def may_see(viewer: Viewer, reflection: Reflection) -> bool:
    """Only the author, also when the recording is theirs no longer to watch."""
    return viewer.is_person(reflection.author_id)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as a condition on reflections."""
    return false() if viewer.person_id is None else Reflection.author_id == viewer.person_id


def may_write(viewer: Viewer, reflection: Reflection) -> bool:
    """Only the author."""
    return may_see(viewer, reflection)


def may_see_intention(viewer: Viewer, intention: Intention) -> bool:
    """Only the person whose intention it is."""
    return viewer.is_person(intention.person_id)


def intentions_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see_intention` as a condition on intentions."""
    return false() if viewer.person_id is None else Intention.person_id == viewer.person_id
