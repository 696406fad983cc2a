"""What is said in a recording, as lines below the picture."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.media.models import Recording

LINE_MAX = 400
LINES_MAX = 5_000
PAGE = 30
"""Lines that are changed at once."""


class Language(StrEnum):
    """In which language captions are written: those most spoken in Dutch care."""

    DUTCH = "nl"
    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    POLISH = "pl"
    UKRAINIAN = "uk"
    TURKISH = "tr"
    ARABIC = "ar"
    PAPIAMENTO = "pap"
    FRISIAN = "fy"


class CaptionTrack(Base):
    """The captions of a recording in one language. `version` counts their changes; who makes one says which they saw.

    Removed ones keep their row for undo.
    """

    __tablename__ = "caption_track"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    language: Mapped[Language] = mapped_column(names_of(Language))
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]

    recording: Mapped[Recording] = relationship()

    __table_args__ = (
        Index(
            "uq_caption_track_recording_language",
            "recording_id",
            "language",
            unique=True,
            sqlite_where=text("removed_at is null"),
            postgresql_where=text("removed_at is null"),
        ),
    )


class CaptionLine(Base):
    """A line that stands below the picture from `start_ms` up to `end_ms` of the film as it is shown.

    Of a film that was trimmed it may begin before 0 or end after the film: then it is (partly) not shown, and comes
    back with the rest of the film.
    """

    __tablename__ = "caption_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[int] = mapped_column(ForeignKey("caption_track.id", ondelete="CASCADE"))
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_caption_line_track_start", "track_id", "start_ms", "id"),
        CheckConstraint("end_ms > start_ms", name="end"),
    )
