"""A moment marked on a recording, what colleagues say below it, and what its maker does with it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.core.timecode import Span
from wpl_platform.media.models import QUESTION_MAX, Recording

TEXT_MAX = 2_000
KEY_MAX = 36
LABEL_MAX = 60
GUIDE_MAX = 80
HINT_MAX = 200


def _one_open(table: str) -> Index:
    """At most one row of a moment that was not ended: the database decides who was first."""
    still = text("ended_at is null")
    name = f"uq_{table}_annotation"
    return Index(name, "annotation_id", unique=True, sqlite_where=still, postgresql_where=still)


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


class FeedbackForm(StrEnum):
    """How the words are built: free, 4G in its three variants, SBI, or feed-up, feedback and feed-forward."""

    FREE = "free"
    FOUR_G = "four_g"
    FOUR_G_CARE = "four_g_care"
    FOUR_G_EVENT = "four_g_event"
    SBI = "sbi"
    FEED_UP = "feed_up"


class Visibility(StrEnum):
    """For whom a moment is: whoever sees the recording, or its author alone."""

    SHARED = "shared"
    PRIVATE = "private"


class Annotation(Base):
    """A moment (point) or clip (range, ms) with a kind and a text. Removed ones keep their row for undo.

    The text may be empty: somebody marked, and said nothing. `parts` are the words as the form asked for them, of which
    the text is made. `key` is the sender's own name for it: what is sent twice is there once.
    """

    __tablename__ = "annotation"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = person_column(on_erase="blank")
    kind: Mapped[AnnotationKind] = mapped_column(names_of(AnnotationKind))
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    form: Mapped[FeedbackForm] = mapped_column(
        names_of(FeedbackForm), default=FeedbackForm.FREE, server_default=FeedbackForm.FREE.value
    )
    parts: Mapped[list[str] | None] = mapped_column(JSON)
    visibility: Mapped[Visibility] = mapped_column(
        names_of(Visibility), default=Visibility.SHARED, server_default=Visibility.SHARED.value
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    key: Mapped[str | None] = mapped_column(String(KEY_MAX))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    author: Mapped[Person | None] = relationship()
    recording: Mapped[Recording] = relationship()

    __table_args__ = (
        Index("ix_annotation_recording_start", "recording_id", "start_ms", "id"),
        Index("uq_annotation_author_key", "author_id", "key", unique=True),
        CheckConstraint("start_ms >= 0", name="start"),
        CheckConstraint("end_ms is null or end_ms > start_ms", name="end"),
    )

    @property
    def span(self) -> Span:
        """Where on the recording it is."""
        return Span(self.start_ms, self.end_ms)


class Revision(Base):
    """What a moment was before its author changed it, for whoever sees it now; what was private, for its author.

    `shapes` is what was drawn, kept when the drawing was changed too; `had_still`: the picture of the film was with it.
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    version: Mapped[int]
    kind: Mapped[AnnotationKind] = mapped_column(names_of(AnnotationKind))
    start_ms: Mapped[int]
    end_ms: Mapped[int | None]
    html: Mapped[str] = mapped_column(Text)
    visibility: Mapped[Visibility] = mapped_column(names_of(Visibility))
    shapes: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    had_still: Mapped[bool] = mapped_column(default=False, server_default=false())
    replaced_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (Index("uq_revision_annotation_version", "annotation_id", "version", unique=True),)


class Drawing(Base):
    """What was drawn on the picture: shapes in 0–1 of it. A row of its own, which lists do not read."""

    __tablename__ = "drawing"

    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True)
    shapes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ViewingGuide(Base):
    """What a team agreed to look for: a set of labels. The field calls it a codebook."""

    __tablename__ = "viewing_guide"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(GUIDE_MAX))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    archived_at: Mapped[datetime | None]


class Label(Base):
    """One thing to look for, with a key of the keyboard and an example of behaviour. The field calls it a code."""

    __tablename__ = "label"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("viewing_guide.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LABEL_MAX))
    key: Mapped[str] = mapped_column(String(1), default="")
    hint: Mapped[str] = mapped_column(String(HINT_MAX), default="")
    position: Mapped[int]
    archived_at: Mapped[datetime | None]


class AnnotationLabel(Base):
    """A label on a moment, named as it was at the time: changing a guide does not change what was seen."""

    __tablename__ = "annotation_label"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    label_id: Mapped[int | None] = mapped_column(ForeignKey("label.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(LABEL_MAX))

    __table_args__ = (Index("uq_annotation_label_annotation_name", "annotation_id", "name", unique=True),)


class StudioPreference(Base):
    """How somebody likes to work in the studio: lead-in, keys, what follows on a mark."""

    __tablename__ = "studio_preference"

    person_id: Mapped[int] = person_column(on_erase="drop", primary_key=True)
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)


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

    __table_args__ = (_one_open("response"),)


class Resolution(Base):
    """That a moment is done with, since when and by whom: its author or the maker of the recording. Ended to reopen."""

    __tablename__ = "resolution"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    __table_args__ = (_one_open("resolution"),)


class Mention(Base):
    """Somebody who was named in a moment or below it, until they saw it."""

    __tablename__ = "mention"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime | None]

    __table_args__ = (Index("uq_mention_annotation_person", "annotation_id", "person_id", unique=True),)


class SeeFirst(Base):
    """That the maker asks for reading by kind: first observations, then strengths, questions and suggestions."""

    __tablename__ = "see_first"

    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


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
