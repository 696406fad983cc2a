"""Who is in the studio of a recording now, and who leads when they watch together. Rows that soon mean nothing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base


class Presence(Base):
    """Somebody who has the studio open; `seen_at` is renewed as long as they do."""

    __tablename__ = "presence"

    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop", primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()


class Lead(Base):
    """Who leads the watching of a recording, and where their film was (ms) when they last said so."""

    __tablename__ = "lead"

    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    at_ms: Mapped[int]
    playing: Mapped[bool]
    rate: Mapped[float] = mapped_column(Float)
    told_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()

    __table_args__ = (CheckConstraint("at_ms >= 0 and rate > 0", name="place"),)
