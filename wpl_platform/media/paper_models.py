"""The paper on which somebody in view signed, as it was photographed, scanned, or kept elsewhere."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.media.consent_models import Consent


class ConsentPaper(Base):
    """A page of the paper that somebody signed: a JPEG that was made here of what was brought in, or a PDF as it came.

    It hangs on their consent to learning in the team, which every other one rests on. `number`: which page, from 1.
    `key` names its bytes in the storage, `size` is in bytes.
    """

    __tablename__ = "consent_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(26), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    consent: Mapped[Consent] = relationship()
