"""A moment marked on a recording, what colleagues say below it, and what its maker does with it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.core.timecode import Span
from wpl_platform.media.models import QUESTION_MAX, Recording

TEXT_MAX = 2_000


class AnnotationKind(StrEnum):
    """First see, then strong, then ask, then suggest: observatie, top, vraag, tip."""

    OBSERVATION = "observation"
    STRENGTH = "strength"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class ResponseKind(StrEnum):
    """The maker's answer: dit neem ik mee, doorvragen, bedankt, nog niet."""

    TAKE_ALONG = "take_along"
    TELL_MORE = "tell_more"
    THANKS = "thanks"
    NOT_YET = "not_yet"


class Annotation(Base):
    """A moment (point) or clip (range, ms) with a kind and a text. Removed ones keep their row for undo."""

    __tablename__ = "annotation"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = person_column(on_erase="blank")
    kind: Mapped[AnnotationKind] = mapped_column(names_of(AnnotationKind))
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    author: Mapped[Person | None] = relationship()
    recording: Mapped[Recording] = relationship()

    __table_args__ = (
        Index("ix_annotation_recording_start", "recording_id", "start_ms", "id"),
        CheckConstraint("start_ms >= 0", name="start"),
        CheckConstraint("end_ms is null or end_ms > start_ms", name="end"),
    )

    @property
    def span(self) -> Span:
        """Where on the recording it is."""
        return Span(self.start_ms, self.end_ms)


class BeforeTrim(Base):
    """Where a moment was on the whole film (ms), while only a part that does not hold all of it is shown.

    `outside`: nothing of it is in that part. Such a moment counts as removed; `removed_at` is what it was before.
    """

    __tablename__ = "before_trim"

    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True)
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    outside: Mapped[bool]
    removed_at: Mapped[datetime | None]


class Reply(Base):
    """What somebody says below a moment."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = person_column(on_erase="blank")
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]

    author: Mapped[Person | None] = relationship()


class Response(Base):
    """What the maker of the recording does with a moment; a new one ends the one before."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    kind: Mapped[ResponseKind] = mapped_column(names_of(ResponseKind))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_response_annotation",
            "annotation_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )


class FeedbackRequest(Base):
    """What the maker asks one colleague about a recording, once; answered by a moment, or by nothing to add."""

    __tablename__ = "feedback_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    question: Mapped[str] = mapped_column(String(QUESTION_MAX))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    recording: Mapped[Recording] = relationship()

    __table_args__ = (Index("uq_feedback_request_recording_person", "recording_id", "person_id", unique=True),)
