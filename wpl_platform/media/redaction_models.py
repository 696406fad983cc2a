"""What was asked to make a recording unrecognisable, and where faces were found in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base


class FaceScan(Base):
    """Where faces are in a film as it is shown: `covers` as `redaction.Cover.as_data` says it. No picture, no name."""

    __tablename__ = "face_scan"

    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    covers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class RedactionOrder(Base):
    """What its maker asked to be made unrecognisable: `asked` as `redaction.Redaction.as_data` says it.

    `done_at`: the clear film is destroyed, or set aside for its maker alone; where faces were is then forgotten.
    `ended_at`: taken back, or another film came. Of a recording at most one is open.
    """

    __tablename__ = "redaction_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_redaction_order_recording",
            "recording_id",
            unique=True,
            sqlite_where=text("done_at is null and ended_at is null"),
            postgresql_where=text("done_at is null and ended_at is null"),
        ),
    )
