"""Films of somebody's own that are not all in: how far each is, and under which name it was sent, to go on with it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import ProductError
from wpl_platform.media.models import Recording, Stage, Upload
from wpl_platform.media.plan import Reason
from wpl_platform.media.queries import is_open
from wpl_platform.media.storage import storage
from wpl_platform.media.words import why
from wpl_platform.teams.viewer import Viewer

SHOWN = 6
RECENT = timedelta(days=7)
"""A recording that nobody sent a byte for is asked about so long; then it only stands in the list."""


@dataclass(frozen=True)
class Half:
    """A recording that waits for its film, or for the rest of it. `key`, name and fingerprint of what is under way.

    `why`: in a sentence, when a film came that cannot be shown.
    """

    recording: Recording
    key: str
    filename: str
    fingerprint: str
    percent: int
    why: str


def unfinished(*, viewer: Viewer) -> list[Half]:
    """The viewer's own, the latest first; none for who is not signed in. One query.

    What is still being filmed in a browser is not among them: only that browser can go on with it.
    """
    if not viewer.signed_in:
        return []
    now = clock.now()
    under_way = and_(Upload.recording_id == Recording.id, is_open(), Upload.expires_at > now)
    awaits = or_(Recording.stage == Stage.AWAITING, _cannot_be_shown())
    waits = Upload.id.is_(None) & awaits & (Recording.created_at > now - RECENT)
    asked = (
        select(Recording, Upload)
        .outerjoin(Upload, under_way)
        .where(Recording.maker_id == viewer.person_id, waits | Upload.length.is_not(None))
        .order_by(Recording.created_at.desc(), Recording.id.desc())
        .limit(SHOWN)
    )
    return [_half(recording, upload) for recording, upload in db.session.execute(asked)]


def _cannot_be_shown() -> ColumnElement[bool]:
    # Who stopped it knows.
    return Recording.stage.in_([Stage.REFUSED, Stage.FAILED]) & (Recording.reason != Reason.STOPPED)


def _half(recording: Recording, upload: Upload | None) -> Half:
    if upload is None:
        return Half(recording, "", "", "", 0, why(recording.reason) if recording.stage is not Stage.AWAITING else "")
    return Half(recording, upload.id, upload.filename, upload.fingerprint, percent_of(upload), "")


def percent_of(upload: Upload) -> int:
    """How much of it lies on disk, in whole percents; 0 while nobody knows how long it will be."""
    if not upload.length:
        return 0
    try:
        return min(99, 100 * storage().received(upload.id) // upload.length)
    except ProductError:
        return 0
