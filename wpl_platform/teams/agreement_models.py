"""What a team agrees on before it films, version after version, and who accepted which."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.teams.models import Team

WORDS_MAX = 8_000


class Agreements(Base):
    """The agreements of a team (teamafspraken) in one version; never changed, but followed by another."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    version: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    team: Mapped[Team] = relationship()
    by: Mapped[Person | None] = relationship()

    __table_args__ = (UniqueConstraint("team_id", "version"),)


class Acceptance(Base):
    """Somebody said yes to one version of the agreements of their team."""

    __tablename__ = "acceptance"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreements_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (UniqueConstraint("agreements_id", "person_id"),)
