"""What somebody asked with their own data: an archive, or to be erased. Why so: docs/decisions/my-data.md."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base

KEPT = timedelta(days=7)
"""How long an archive can be fetched."""


class Archive(Base):
    """Everything about a person in one file. `key` names its bytes once it is there, `size` in bytes.

    `ended_at`: its bytes are gone, because its days are over, another came, or a film in it may not be seen any more.
    """

    __tablename__ = "archive"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    key: Mapped[str | None] = mapped_column(String(26), unique=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    # Jobs name it by its number: SQLite would give that of a deleted one to the next.
    __table_args__ = ({"sqlite_autoincrement": True},)

    @property
    def until(self) -> datetime | None:
        """Until when it can be fetched; None while it is not there."""
        return None if self.done_at is None else self.done_at + KEPT


class ArchiveFilm(Base):
    """A film that is in an archive, by its number: that stays when the recording is gone, so that the archive goes."""

    __tablename__ = "archive_film"

    archive_id: Mapped[int] = mapped_column(ForeignKey("archive.id", ondelete="CASCADE"), primary_key=True)
    recording_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class Erasure(Base):
    """That somebody asked to be erased. It outlives them, and then names nobody.

    `mark`: a hash by which a backup that is put back knows them again. `erased_at`: their rows are gone, `counts` of
    each kind; `done_at`: it was looked whether their `files` are gone, and they were. `destroyed`: numbers of
    destructions. `stopped_at`: it could not be done after all.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = person_column(on_erase="blank")
    mark: Mapped[str] = mapped_column(String(64))
    withdraws: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    files: Mapped[list[str]] = mapped_column(JSON, default=list)
    destroyed: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    erased_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_erasure_person",
            "person_id",
            unique=True,
            sqlite_where=text("erased_at is null and stopped_at is null"),
            postgresql_where=text("erased_at is null and stopped_at is null"),
        ),
        {"sqlite_autoincrement": True},
    )
