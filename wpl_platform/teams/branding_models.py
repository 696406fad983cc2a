"""How an organisation looks: its colour and its logo."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base

COLOUR_LENGTH = 7


class Branding(Base):
    """What an organisation chose of its looks; without a row it has those of the product.

    `colour` as #rrggbb, empty for the product's own; `logo` a PNG that was made here, its width and height in px.
    `version` changes with what is seen, so that addresses of it may be kept for good. The logo is in the database: it
    is small, and so nothing about it can be lost apart from the rest.
    """

    __tablename__ = "branding"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    colour: Mapped[str] = mapped_column(String(COLOUR_LENGTH), default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    version: Mapped[str] = mapped_column(String(12))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
