"""What was destroyed of a recording, and since when it is certain that nothing of it is left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of


class Why(StrEnum):
    """Why a film was destroyed: somebody in view withdrew; its maker was erased."""

    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Destruction(Base):
    """That the bytes of a recording were removed: each file with its kind and size, from when it was decided.

    `done_at`: it was looked whether they are gone, and they were. It outlives the recording, so it only has its number.
    """

    __tablename__ = "destruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    why: Mapped[Why] = mapped_column(names_of(Why))
    files: Mapped[list[dict[str, str | int]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]

    __table_args__ = ({"sqlite_autoincrement": True},)
