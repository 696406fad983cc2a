"""People for the register and texts for the shelves, each made in one line."""

from datetime import date, datetime, timedelta

import pytest

from wpl_platform.academy.models import Contribution, ContributionKind, Province, Registration, Sector
from wpl_platform.core import clock, text
from wpl_platform.core.database import db

DAY = timedelta(days=1)


def enter(
    name: str,
    province: Province = Province.UTRECHT,
    sector: Sector = Sector.CARE,
    *,
    since: date | None = date(2020, 1, 1),
    until: date | None = None,
    struck_off_at: datetime | None = None,
    person_id: int | None = None,
    role: str = "Trainer beeldsessies",
    place: str = "Zeist",
    summary: str = "",
) -> Registration:
    """Somebody in the register; on it since long ago and without end unless said."""
    registration = Registration(
        slug=text.slug(name),
        name=name,
        place=place,
        province=province,
        role=role,
        sector=sector,
        summary=summary,
        registered_on=since,
        valid_until=until,
        struck_off_at=struck_off_at,
        person_id=person_id,
    )
    db.session.add(registration)
    db.session.commit()
    return registration


def write(
    title: str,
    author: Registration | None = None,
    *,
    published_at: datetime | None = None,
    kind: ContributionKind = ContributionKind.ARTICLE,
) -> Contribution:
    """A text; a draft unless it was published."""
    contribution = Contribution(
        registration_id=author.id if author else None,
        kind=kind,
        slug=text.slug(title),
        title=title,
        summary="In een zin",
        text="De tekst",
        html="<p>De tekst</p>",
        published_at=published_at,
    )
    db.session.add(contribution)
    db.session.commit()
    return contribution


@pytest.fixture
def yesterday() -> datetime:
    """A day ago."""
    return clock.now() - DAY
