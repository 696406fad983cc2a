"""A person's own reflection on a recording: private, answer by answer, with evidence and an intention."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording

ANSWER_MAX = 10_000
INTENTION_MAX = 240


class Reflection(Base):
    """One person's reflection on one recording along one model (`starr`, `free`); seen by its author alone."""

    __tablename__ = "reflection"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    author_id: Mapped[int] = person_column(on_erase="drop")
    model: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]

    recording: Mapped[Recording] = relationship()

    __table_args__ = (Index("uq_reflection_recording_author_model", "recording_id", "author_id", "model", unique=True),)


class Answer(Base):
    """The answer to one question of the model, as typed so far."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflection.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (Index("uq_answer_reflection_question", "reflection_id", "question", unique=True),)


class Evidence(Base):
    """A moment pinned to an answer."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflection.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(32))
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    annotation: Mapped[Annotation] = relationship()

    __table_args__ = (
        Index("uq_evidence_question_annotation", "reflection_id", "question", "annotation_id", unique=True),
    )


class Intention(Base):
    """What the author will do differently, and by when; the reason to film again."""

    __tablename__ = "intention"

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflection.id", ondelete="CASCADE"), unique=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    text: Mapped[str] = mapped_column(String(INTENTION_MAX))
    due_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]

    reflection: Mapped[Reflection] = relationship()
