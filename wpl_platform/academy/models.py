"""The public register of professionals, and what they publish."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of

NAME_MAX = 80
PLACE_MAX = 60
ROLE_MAX = 80
SUMMARY_MAX = 240


class Province(StrEnum):
    """The twelve provinces, by their ISO 3166-2:NL codes in lower case."""

    DRENTHE = "dr"
    FLEVOLAND = "fl"
    FRIESLAND = "fr"
    GELDERLAND = "ge"
    GRONINGEN = "gr"
    LIMBURG = "li"
    NOORD_BRABANT = "nb"
    NOORD_HOLLAND = "nh"
    OVERIJSSEL = "ov"
    UTRECHT = "ut"
    ZEELAND = "ze"
    ZUID_HOLLAND = "zh"


class Sector(StrEnum):
    """Where a professional works."""

    CARE = "care"
    DISABILITY_CARE = "disability_care"
    SERVICE = "service"
    EDUCATION = "education"
    TECHNOLOGY = "technology"
    GOVERNMENT = "government"


class Registration(Base):
    """A professional on the register. On it from `registered_on` through `valid_until`, unless struck off."""

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = person_column(on_erase="drop")
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    place: Mapped[str] = mapped_column(String(PLACE_MAX))
    province: Mapped[Province] = mapped_column(names_of(Province), index=True)
    role: Mapped[str] = mapped_column(String(ROLE_MAX))
    sector: Mapped[Sector] = mapped_column(names_of(Sector), index=True)
    summary: Mapped[str] = mapped_column(String(SUMMARY_MAX), default="")
    registered_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    struck_off_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class ContributionKind(StrEnum):
    """Artikel, inzicht, ervaring, praktijkvideo."""

    ARTICLE = "article"
    INSIGHT = "insight"
    EXPERIENCE = "experience"
    PRACTICE_VIDEO = "practice_video"


class Contribution(Base):
    """Something a professional wrote; public from `published_at` on."""

    __tablename__ = "contribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    kind: Mapped[ContributionKind] = mapped_column(names_of(ContributionKind))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(SUMMARY_MAX))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    registration: Mapped[Registration | None] = relationship()
