"""The link by which somebody outside the team looks at one recording."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.core import clock
from wpl_platform.core.database import Base
from wpl_platform.media.models import Share

PURPOSE_MAX = 200
TRIES_MAX = 20
"""How often a code may be typed wrong, in all, before the link lets nobody in any more."""


class GuestLink(Base):
    """A guest comes to the recording of its share by `key` in a link and `code` besides, for a named purpose.

    Who the guest is and until which day, the share says; when that has ended, so has the link. `tries`: wrong codes.
    """

    __tablename__ = "guest_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id", ondelete="CASCADE"), unique=True)
    key: Mapped[str] = mapped_column(String(26), unique=True)
    code: Mapped[str] = mapped_column(String(6))
    purpose: Mapped[str] = mapped_column(String(PURPOSE_MAX))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    share: Mapped[Share] = relationship()

    @property
    def is_shut(self) -> bool:
        """Whether the code was wrong so often that nobody is let in any more."""
        return self.tries >= TRIES_MAX
