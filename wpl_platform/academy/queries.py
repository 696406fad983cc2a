"""What stands in the register and what was published. Nothing is counted by hand: every figure is a count of rows."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from wpl_platform.academy import policy
from wpl_platform.academy.models import Contribution, ContributionKind, Province, Registration
from wpl_platform.academy.paging import PAGE_SIZE, Page
from wpl_platform.academy.search import MARKED, Search, folded
from wpl_platform.academy.words import PROVINCES, SECTORS
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.teams.viewer import Viewer

Row = TypeVar("Row", Registration, Contribution)


def found_in_register(search: Search) -> Page[Registration]:
    """The page of listed professionals that the search asks for, by name; raises Missing past the last page."""
    wanted = [policy.listed(on=clock.today()), *_asked(search)]
    statement = select(Registration).where(*wanted).order_by(func.lower(Registration.name), Registration.id)
    return _page(statement, search.page, total=select(func.count()).select_from(Registration).where(*wanted))


def listed_per_province(search: Search | None = None) -> Mapping[Province, int]:
    """How many listed professionals answer the search in each province, whatever province it asks for."""
    asked = _asked(Search(text=search.text, sector=search.sector)) if search else []
    statement = select(Registration.province, func.count()).where(policy.listed(on=clock.today()), *asked)
    counted = dict(db.session.execute(statement.group_by(Registration.province)).all())
    return {province: counted.get(province, 0) for province in Province}


def registration_named(slug: str, *, viewer: Viewer) -> Registration:
    """The profile at that address; raises Missing when it does not show to the viewer."""
    seen = policy.seen_by(viewer, on=clock.today())
    found = db.session.scalar(select(Registration).where(Registration.slug == slug, seen))
    if found is None:
        raise Missing
    return found


def latest_contributions(count: int) -> Sequence[Contribution]:
    """The newest public texts with their authors, newest first."""
    return db.session.scalars(_public_texts().limit(count)).all()


def contributions_of(registration: Registration) -> Sequence[Contribution]:
    """The public texts of one professional, newest first."""
    return db.session.scalars(_public_texts().where(Contribution.registration_id == registration.id)).all()


def contributions(kind: ContributionKind | None, page: int) -> Page[Contribution]:
    """A page of public texts of one kind or of all, newest first; raises Missing past the last page."""
    wanted = [policy.published(at=clock.now())] + ([] if kind is None else [Contribution.kind == kind])
    total = select(func.count()).select_from(Contribution).where(*wanted)
    return _page(_public_texts().where(*wanted), page, total=total)


def kinds_published() -> Mapping[ContributionKind, int]:
    """How many public texts there are of each kind; kinds without one are left out."""
    statement = select(Contribution.kind, func.count()).where(policy.published(at=clock.now()))
    counted = dict(db.session.execute(statement.group_by(Contribution.kind)).all())
    return {kind: counted[kind] for kind in ContributionKind if kind in counted}


def contribution_named(slug: str, *, viewer: Viewer) -> Contribution:
    """The text at that address with its author; raises Missing when it does not show to the viewer."""
    seen = policy.read_by(viewer, at=clock.now())
    statement = select(Contribution).options(joinedload(Contribution.registration))
    found = db.session.scalar(statement.where(Contribution.slug == slug, seen))
    if found is None:
        raise Missing
    return found


def _public_texts() -> Select[Contribution]:
    statement = select(Contribution).options(joinedload(Contribution.registration))
    newest = (Contribution.published_at.desc(), Contribution.id.desc())
    return statement.where(policy.published(at=clock.now())).order_by(*newest)


def _page(statement: Select[Row], number: int, *, total: Select[int]) -> Page[Row]:
    counted = db.session.scalar(total) or 0
    rows = db.session.scalars(statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    page = Page(items=rows, number=number, total=counted)
    if not page.exists:
        raise Missing
    return page


def _asked(search: Search) -> list[ColumnElement[bool]]:
    asked = [_has(word) for word in search.words]
    if search.province is not None:
        asked.append(Registration.province == search.province)
    if search.sector is not None:
        asked.append(Registration.sector == search.sector)
    return asked


def _has(word: str) -> ColumnElement[bool]:
    """Somebody has a word when it stands in their name, place, role or theme, or in the name of province or sector."""
    provinces = [province for province, name in PROVINCES.items() if word in folded(str(name))]
    sectors = [sector for sector, name in SECTORS.items() if word in folded(str(name))]
    named = (Registration.province.in_(provinces), Registration.sector.in_(sectors))
    return or_(_words_of_a_registration().contains(word, autoescape=True), *named)


def _words_of_a_registration() -> ColumnElement[str]:
    # Neither database folds marks by itself, and SQLite lowers ASCII alone: the slug is the name in plain letters,
    # in the rest the few marked letters of Dutch are replaced (SQLite's parser takes no more than some twenty).
    text: ColumnElement[str] = func.lower(Registration.name)
    for column in (Registration.place, Registration.role, Registration.summary):
        text = text.concat(" ").concat(func.lower(column))
    for marked, plain in MARKED.items():
        text = func.replace(text, marked, plain)
    return text.concat(" ").concat(Registration.slug)
