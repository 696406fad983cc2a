"""Writes down, to the day, that a recording was used: it is kept for so long after. System acts, for who has asked."""

from sqlalchemy import update

from wpl_platform.core import clock
from wpl_platform.core.database import at_last, db
from wpl_platform.media.models import Recording
from wpl_platform.media.retention import ends_on
from wpl_platform.media.terms import terms_of
from wpl_platform.privacy.models import Action

USES = frozenset({Action.PLAYED, Action.COMMENTED})
"""What of what the log knows is use: watching, and marking or answering a moment. Opening a page alone is none."""


def used(recording: Recording, action: Action) -> None:
    """Ensures that the recording is kept from today again; asks and writes nothing when it was used today already."""
    today = clock.today()
    if action not in USES or recording.used_on >= today:
        return
    number, situation, since = recording.id, recording.situation, recording.kept_since
    organisation_id = recording.team.organisation_id

    def write() -> None:
        ends = ends_on(terms_of(organisation_id), situation, today, since)
        mine = update(Recording).where(Recording.id == number)
        db.session.execute(mine.where(Recording.used_on < today, Recording.expires_on > today).values(used_on=today))
        db.session.execute(mine.where(Recording.used_on == today, Recording.expires_on < ends).values(expires_on=ends))

    at_last(write)
