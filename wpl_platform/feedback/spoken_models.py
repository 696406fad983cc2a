"""What somebody said or filmed with a moment: a recording of their own voice or face, and how far it is on its way."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.feedback.models import Annotation

TAKE_MAX = 36


class SpokenKind(StrEnum):
    """A voice, or a face with it."""

    SOUND = "sound"
    FILM = "film"


class SpokenStage(StrEnum):
    """Announced with its moment; in, and being made ready; to be heard; or not to be had."""

    AWAITING = "awaiting"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Spoken(Base):
    """The one recording with a moment. `take` is the browser's own name for it: sent twice, it is there once.

    `key` names its bytes: as they came until it is ready (never served), then what was made of them. `size` in bytes.
    """

    __tablename__ = "spoken"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    take: Mapped[str] = mapped_column(String(TAKE_MAX))
    kind: Mapped[SpokenKind] = mapped_column(names_of(SpokenKind))
    stage: Mapped[SpokenStage] = mapped_column(names_of(SpokenStage), default=SpokenStage.AWAITING)
    reason: Mapped[str] = mapped_column(String(40), default="")
    key: Mapped[str | None] = mapped_column(String(26), unique=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    duration_ms: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    annotation: Mapped[Annotation] = relationship()

    __table_args__ = (
        Index("uq_spoken_annotation", "annotation_id", unique=True),
        Index("uq_spoken_person_take", "person_id", "take", unique=True),
        # Jobs name it by its number: SQLite would give that of a deleted one to the next.
        {"sqlite_autoincrement": True},
    )
