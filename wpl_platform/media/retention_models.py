"""How long an organisation keeps its recordings, who kept one longer and why, and whom we reminded."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.media.models import Recording, Situation

REASON_MAX = 200


class RetentionChoice(Base):
    """How many days after its last use a recording is kept, and how many at most since it came; none: the defaults."""

    __tablename__ = "retention_choice"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    days: Mapped[int]
    most_days: Mapped[int]

    __table_args__ = (CheckConstraint("days > 0 and most_days >= days", name="order"),)


class RetentionOfKind(Base):
    """Another number of days after the last use for one kind of situation."""

    __tablename__ = "retention_of_kind"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    situation: Mapped[Situation] = mapped_column(names_of(Situation), primary_key=True)
    days: Mapped[int]

    __table_args__ = (CheckConstraint("days > 0", name="some"),)


class Extension(Base):
    """That a maker keeps a recording until that day, and why; their FG reads it."""

    __tablename__ = "retention_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(REASON_MAX))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    by: Mapped[Person | None] = relationship()
    recording: Mapped[Recording] = relationship()


class Reminder(Base):
    """That a maker was told, so many days before, on which day their recording is destroyed."""

    __tablename__ = "retention_reminder"

    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
