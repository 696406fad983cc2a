"""What a person in view was told, and what they agreed to."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of

SIGNED_MAX = 80
WHERE_MAX = 120
SIGNATURE_MAX = 20_000
"""Characters of the lines of a signature."""


class Purpose(StrEnum):
    """What a recording is used for; each is agreed to apart. The others rest on learning in the team."""

    LEARNING = "learning"
    IMAGE_SESSION = "image_session"
    OUTSIDE_TEAM = "outside_team"
    PUBLICATION = "publication"


class InViewKind(StrEnum):
    """As what somebody is in view."""

    CLIENT = "client"
    EMPLOYEE = "employee"
    VISITOR = "visitor"


class Represented(StrEnum):
    """Why somebody else decides for a person in view: under sixteen, or not able to decide about this."""

    NOT = "not"
    MINOR = "minor"
    UNABLE = "unable"


class GivenHow(StrEnum):
    """How consent was given: signed on this screen, by the personal link, on paper, in the film, or beforehand."""

    SCREEN = "screen"
    LINK = "link"
    PAPER = "paper"
    SPOKEN = "spoken"
    STANDING = "standing"


class Ended(StrEnum):
    """Why a consent does not count any more: withdrawn, another came in its place, or it was given for a covered film
    that is covered no more.
    """

    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"
    UNCOVERED = "uncovered"


class InformationText(Base):
    """What a person in view is told before they decide, in one language; never changed, but followed by another.

    The built-in text of a version has no organisation; an organisation's own is its latest `version`.
    """

    __tablename__ = "information_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(5))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        UniqueConstraint("organisation_id", "language", "version"),
        Index(
            "uq_information_text_built_in",
            "language",
            "version",
            unique=True,
            sqlite_where=text("organisation_id is null"),
            postgresql_where=text("organisation_id is null"),
        ),
    )


class Consent(Base):
    """That a person in view agreed to one purpose: when, how, under which text, written down by whom, until when.

    `signature`: the lines they drew, as an SVG path in a box of 600 × 200 px; `signed_as`: the name they typed.
    `spoken_ms`: where in the film they say it. `kept_where`: where the organisation keeps the paper itself, when no
    scan of it is kept here (see `media.paper_models`). Of each purpose at most one is open.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    in_view_id: Mapped[int] = mapped_column(ForeignKey("person_in_view.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(names_of(Purpose))
    told_id: Mapped[int] = mapped_column(ForeignKey("information_text.id", ondelete="RESTRICT"))
    given_how: Mapped[GivenHow] = mapped_column(names_of(GivenHow))
    signature: Mapped[str] = mapped_column(Text, default="")
    signed_as: Mapped[str] = mapped_column(String(SIGNED_MAX), default="")
    spoken_ms: Mapped[int | None]
    kept_where: Mapped[str] = mapped_column(String(WHERE_MAX), default="")
    by_id: Mapped[int | None] = person_column(on_erase="blank")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    valid_until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[Ended | None] = mapped_column(names_of(Ended))
    ended_by_id: Mapped[int | None] = person_column(on_erase="blank")

    told: Mapped[InformationText] = relationship()

    __table_args__ = (
        Index(
            "uq_consent_in_view_purpose",
            "in_view_id",
            "purpose",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        CheckConstraint("(ended_at is null) = (ended_why is null)", name="ended"),
    )
