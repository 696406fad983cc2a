"""Lets go of lines that are old enough, in a way that the log itself tells and the rest of the chain survives.

The database allows it for no younger line: see the triggers of the migration. System act, of who runs the server.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.privacy.models import AccessEntry, Action, Kind
from wpl_platform.privacy.noting import SYSTEM, About, Line, append, held_end

KEPT = timedelta(days=5 * 366)
"""How long a line stays at least: five years, as NEN 7513 asks."""


def shorten(organisation_id: int, older_than: timedelta) -> int:
    """Destroys lines older than this, and writes down up to which; returns how many. Raises Invalid under 5 years."""
    if older_than < KEPT:
        raise Invalid(_("Regels in het logboek blijven minstens vijf jaar."))
    chain = held_end(organisation_id)
    here = AccessEntry.organisation_id == organisation_id
    old = select(AccessEntry).where(here, AccessEntry.at < clock.now() - older_than)
    last = db.session.scalar(old.order_by(AccessEntry.seq.desc()).limit(1))
    if last is None or last.seq <= chain.from_seq:
        return 0
    gone = last.seq - chain.from_seq
    about = About(organisation_id, Kind.ORGANISATION, organisation_id)
    append(Line(Action.LOG_SHORTENED, about, None, SYSTEM, f"{last.seq} {last.hash}"))
    chain.from_seq, chain.from_hash = last.seq, last.hash
    db.session.flush()
    destroyed = delete(AccessEntry).where(here, AccessEntry.seq <= chain.from_seq)
    db.session.execute(destroyed.execution_options(synchronize_session=False))
    return gone
