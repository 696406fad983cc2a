"""The link by which colleagues come into a team by themselves."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.teams.models import Team


class TeamLink(Base):
    """A team is open to who has `key` in a link and `code` besides, up to and with the day `until`. One at a time."""

    __tablename__ = "team_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(26), unique=True)
    code: Mapped[str] = mapped_column(String(6))
    until: Mapped[date]
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship()

    __table_args__ = (
        Index(
            "uq_team_link_open",
            "team_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )
