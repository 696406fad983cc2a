"""What happened in a room since a number."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.events.models import Event, EventRoom

BATCH = 200


def last_number(room: str) -> int:
    """The number of the room's last event, 0 when nothing happened yet.

    A page that goes on from here asks this before it reads what it shows: then it may hear a thing twice, and misses
    none.
    """
    return db.session.scalar(select(EventRoom.last_number).where(EventRoom.name == room)) or 0


def last_numbers(rooms: Collection[str]) -> dict[str, int]:
    """The same for many rooms in one query; rooms in which nothing happened are left out."""
    found = db.session.scalars(select(EventRoom).where(EventRoom.name.in_(rooms)))
    return {room.name: room.last_number for room in found}


def since(room: str, number: int, limit: int = BATCH) -> Sequence[Event]:
    """The first `limit` events of the room after this number, in the order in which they were committed."""
    later = select(Event).where(Event.room == room, Event.number > number).order_by(Event.number).limit(limit)
    return db.session.scalars(later).all()
