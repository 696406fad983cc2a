"""Being in the studio together: coming, going, and leading while others follow. A room of actions.

Only what changed is told to open pages: who came or went, and where the one who leads is.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Conflict, require
from wpl_platform.core.text import _
from wpl_platform.events import actions as events
from wpl_platform.feedback import policy
from wpl_platform.feedback.company_models import Lead, Presence
from wpl_platform.feedback.details import Place
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

HERE = timedelta(seconds=45)
"""How long somebody counts as here after they last said so: two beats missed."""
LEADS = timedelta(seconds=45)
"""How long somebody leads who says nothing more."""


def come(recording: Recording, *, by: Viewer) -> None:
    """Ensures that somebody counts as here for a while; told when they were not."""
    require(policy.may_be_here(by, recording))
    now = clock.now()
    mine = (Presence.recording_id == recording.id, Presence.person_id == by.person_id)
    before = db.session.scalar(select(Presence.seen_at).where(*mine))
    row = insert_into(Presence).values(recording_id=recording.id, person_id=by.person_id, seen_at=now)
    db.session.execute(row.on_conflict_do_update(index_elements=["recording_id", "person_id"], set_={"seen_at": now}))
    if before is None or before < now - HERE:
        events.publish(media.subject_of(recording.id), "presence", {})


def go(recording: Recording, leads: bool = True, *, by: Viewer) -> None:
    """Ensures that somebody does not count as here, and leads no more unless they do so from another page (`leads`)."""
    require(policy.may_be_here(by, recording))
    mine = (Presence.recording_id == recording.id, Presence.person_id == by.person_id)
    was_here = db.session.execute(delete(Presence).where(*mine).returning(Presence.person_id)).first()
    led = (Lead.recording_id == recording.id, Lead.person_id == by.person_id)
    was_leading = leads and db.session.execute(delete(Lead).where(*led).returning(Lead.person_id)).first()
    if was_here or was_leading:
        events.publish(media.subject_of(recording.id), "presence", {})


def lead(recording: Recording, place: Place, *, by: Viewer) -> None:
    """Says where one's own film is to who follows, and begins to lead when nobody does; raises Conflict otherwise."""
    require(policy.may_be_here(by, recording))
    now = clock.now()
    values = {"person_id": by.person_id, "at_ms": place.at_ms, "playing": place.playing, "rate": place.rate}
    row = insert_into(Lead).values(recording_id=recording.id, told_at=now, **values)
    free = (Lead.person_id == by.person_id) | (Lead.told_at < now - LEADS)
    taken = row.on_conflict_do_update(index_elements=["recording_id"], set_={**values, "told_at": now}, where=free)
    if db.session.execute(taken.returning(Lead.recording_id)).scalar() is None:
        raise Conflict(_("Iemand anders gaat al voor. Je kunt met diegene meekijken."))
    told = {"at": place.at_ms, "playing": place.playing, "rate": place.rate, "page": place.page}
    events.publish(media.subject_of(recording.id), "lead", {"leader": by.person_id, **told})


def stop_leading(recording: Recording, *, by: Viewer) -> None:
    """Ensures that somebody leads no more."""
    require(policy.may_be_here(by, recording))
    db.session.execute(delete(Lead).where(Lead.recording_id == recording.id, Lead.person_id == by.person_id))
    events.publish(media.subject_of(recording.id), "lead", {"leader": None})
