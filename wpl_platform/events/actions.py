"""Say what happened, in the transaction in which it happened."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.events.models import Event, EventRoom

KEPT = timedelta(days=1)
"""How long an event can still be caught up with."""


def publish(room: str, kind: str, data: dict[str, Any]) -> int:
    """Tells whoever has the room open that this happened; returns the event's number in the room.

    It counts when the transaction is committed. The room's row stays locked until then, which is what keeps its
    numbers in order and without holes: publish last in an action, and in several rooms in the order of their names.
    `data` carries ids and figures, never what a person wrote.
    """
    first = insert_into(EventRoom).values(name=room, last_number=1)
    counted = first.on_conflict_do_update(
        index_elements=[EventRoom.name], set_={"last_number": EventRoom.last_number + 1}
    ).returning(EventRoom.last_number)
    number: int = db.session.execute(counted).scalar_one()
    db.session.add(Event(room=room, number=number, kind=kind, data=data))
    db.session.flush()
    return number


def forget_old() -> None:
    """Drops the events that nobody catches up with any more. The rooms keep counting."""
    db.session.execute(delete(Event).where(Event.created_at < clock.now() - KEPT))
