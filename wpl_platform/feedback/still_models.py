"""The picture of the film that somebody kept with a moment, and how far it is on its way."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.feedback.models import Annotation


class StillStage(StrEnum):
    """Asked, and not there yet; to be seen; or not to be had for now."""

    TAKING = "taking"
    READY = "ready"
    FAILED = "failed"


class Still(Base):
    """The one picture with a moment: what stands on the screen at `at_ms` of the film, where the moment begins.

    `key` names its bytes once it was taken, `size` is in bytes, width and height in px. It can always be taken again
    from the film, so its bytes go as soon as it may not be seen, and nobody's words are lost with them.
    """

    __tablename__ = "still"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    at_ms: Mapped[int]
    stage: Mapped[StillStage] = mapped_column(names_of(StillStage), default=StillStage.TAKING)
    key: Mapped[str | None] = mapped_column(String(26), unique=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    annotation: Mapped[Annotation] = relationship()

    __table_args__ = (
        Index("uq_still_annotation", "annotation_id", unique=True),
        # Jobs name it by its number: SQLite would give that of a deleted one to the next.
        {"sqlite_autoincrement": True},
    )
