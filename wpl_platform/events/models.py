"""What happened, numbered per room in the order in which it was committed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base


class EventRoom(Base):
    """A room and the number of its last event. Its row is the lock that keeps the order."""

    __tablename__ = "event_room"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_number: Mapped[int] = mapped_column(default=0)


class Event(Base):
    """One thing that happened in a room. `data` carries ids and figures, never what a person wrote."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(String(64), ForeignKey("event_room.name", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    __table_args__ = (Index("uq_event_room_number", "room", "number", unique=True),)
