"""A consent that a colleague gives beforehand."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.media.consent_models import InformationText
from wpl_platform.teams.models import Organisation


class StandingConsent(Base):
    """Somebody agrees beforehand to be in view of colleagues' films in an organisation, for learning in the team.

    It counts for films in which they are named while it holds, up to and with the day `valid_until`. One is open.
    """

    __tablename__ = "standing_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = person_column(on_erase="drop")
    told_id: Mapped[int] = mapped_column(ForeignKey("information_text.id", ondelete="RESTRICT"))
    valid_until: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    told: Mapped[InformationText] = relationship()
    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (
        Index(
            "uq_standing_consent_open",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )
