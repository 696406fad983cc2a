"""That somebody films now and asks colleagues to mark along, and what they marked. Nobody sees picture or sound.

Instants are the server's own: when something was told, minus the age that the teller gave it
(docs/decisions/marking-live.md).
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.feedback.models import KEY_MAX, Annotation, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Team

CODE_MAX = 12


class BeatKind(StrEnum):
    """What the recorder does: the first three in turn, and `end` once."""

    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class Filming(Base):
    """One time that somebody films and lets a team mark along; `code` is its name in an address, easy to say.

    `closed_at`: nobody is asked any more. `brought_at`: its film is there as `recording`; brought and without recording
    is a film that was thrown away. `thrown_at`: thrown away before it was a recording.
    """

    __tablename__ = "filming"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(CODE_MAX), unique=True)
    maker_id: Mapped[int] = person_column(on_erase="drop")
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    recording_id: Mapped[int | None] = mapped_column(ForeignKey("recording.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    brought_at: Mapped[datetime | None]
    thrown_at: Mapped[datetime | None]

    maker: Mapped[Person] = relationship()
    team: Mapped[Team] = relationship()
    recording: Mapped[Recording | None] = relationship()

    # Events name it by its number: SQLite would give that of a deleted one to the next.
    __table_args__ = ({"sqlite_autoincrement": True},)

    @property
    def thrown(self) -> bool:
        """Whether its film was thrown away, and with it what was marked."""
        return self.thrown_at is not None or (self.brought_at is not None and self.recording_id is None)


class Beat(Base):
    """The recorder began, paused, went on or ended, `at` that instant, with `film_ms` of film behind it.

    `number` is the recorder's own count: what is told twice is there once.
    """

    __tablename__ = "filming_beat"

    filming_id: Mapped[int] = mapped_column(ForeignKey("filming.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BeatKind] = mapped_column(names_of(BeatKind))
    at: Mapped[datetime]
    film_ms: Mapped[int]

    __table_args__ = (CheckConstraint("film_ms >= 0", name="film"),)


class Companion(Base):
    """Somebody who came to mark along."""

    __tablename__ = "filming_companion"

    filming_id: Mapped[int] = mapped_column(ForeignKey("filming.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop", primary_key=True)
    came_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship()


class LiveMark(Base):
    """What somebody marked while the film was made: pressed `at` that instant, held for `held_ms`, with a lead (ms).

    It waits for the film, and becomes a moment under the same `key` (`annotation`, since `joined_at`). It goes with its
    recording. `labels` are ids; `removed_at`: its author took it back.
    """

    __tablename__ = "live_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    filming_id: Mapped[int] = mapped_column(ForeignKey("filming.id", ondelete="CASCADE"))
    recording_id: Mapped[int | None] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    annotation_id: Mapped[int | None] = mapped_column(ForeignKey("annotation.id", ondelete="SET NULL"), index=True)
    author_id: Mapped[int] = person_column(on_erase="drop")
    key: Mapped[str] = mapped_column(String(KEY_MAX))
    kind: Mapped[AnnotationKind] = mapped_column(names_of(AnnotationKind))
    at: Mapped[datetime]
    lead_ms: Mapped[int]
    held_ms: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    labels: Mapped[list[int]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()
    annotation: Mapped[Annotation | None] = relationship()

    __table_args__ = (
        Index("uq_live_mark_filming_author_key", "filming_id", "author_id", "key", unique=True),
        CheckConstraint("lead_ms >= 0 and held_ms >= 0", name="press"),
    )
