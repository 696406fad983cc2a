"""A card on the board: where it came from, who takes it up, where it stands, and what proves it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording

TITLE_MAX = 160
NOTE_MAX = 500


class Stage(StrEnum):
    """The four columns: ik merk, wij gaan, wij ervaren, ons succes."""

    NOTICE = "notice"
    GOING = "going"
    EXPERIENCE = "experience"
    SUCCESS = "success"


class Improvement(Base):
    """A card of a team. `rank` orders the cards of a column; from *wij gaan* on it has an owner and a date."""

    __tablename__ = "improvement"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    stage: Mapped[Stage] = mapped_column(names_of(Stage), default=Stage.NOTICE)
    rank: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = person_column(on_erase="blank")
    made_by_id: Mapped[int | None] = person_column(on_erase="blank")
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]

    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])


class StageChange(Base):
    """A card that moved: to which stage, by whom, when, and why in a few words."""

    __tablename__ = "stage_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    improvement_id: Mapped[int] = mapped_column(ForeignKey("improvement.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(names_of(Stage))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    note: Mapped[str] = mapped_column(String(NOTE_MAX), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)

    by: Mapped[Person | None] = relationship()


class CardMoment(Base):
    """A moment that a card came from."""

    __tablename__ = "card_moment"

    id: Mapped[int] = mapped_column(primary_key=True)
    improvement_id: Mapped[int] = mapped_column(ForeignKey("improvement.id", ondelete="CASCADE"))
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    annotation: Mapped[Annotation] = relationship()

    __table_args__ = (Index("uq_card_moment_improvement_annotation", "improvement_id", "annotation_id", unique=True),)


class Proof(Base):
    """A later recording that shows the difference, with a time in ms; ended when it proved not to."""

    __tablename__ = "proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    improvement_id: Mapped[int] = mapped_column(ForeignKey("improvement.id", ondelete="CASCADE"), index=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    at_ms: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    note: Mapped[str] = mapped_column(String(NOTE_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    recording: Mapped[Recording] = relationship()
