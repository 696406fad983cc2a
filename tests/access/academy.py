"""The academy is public: everybody reads the same, and a profile or text that is not public only shows to its owner."""

from datetime import timedelta
from types import SimpleNamespace

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.academy.models import Contribution, ContributionKind, Province, Registration, Sector
from wpl_platform.core import clock
from wpl_platform.core.database import db


def furnish(world: World) -> None:
    """A public professional and text, and an expired registration of Sanne with a draft."""
    world.academy = SimpleNamespace(
        listed=_registration("publiek", None, days=1), own=_registration("eigen", world.sanne.id, days=-1)
    )
    db.session.add_all([world.academy.listed, world.academy.own])
    db.session.flush()
    db.session.add(_text("openbaar", world.academy.listed, published=True))
    db.session.add(_text("concept", world.academy.own, published=False))


def _registration(slug: str, person_id: int | None, *, days: int) -> Registration:
    return Registration(
        person_id=person_id,
        slug=slug,
        name=slug.title(),
        place="Zeist",
        province=Province.UTRECHT,
        role="Trainer",
        sector=Sector.CARE,
        registered_on=clock.today() - timedelta(days=100),
        valid_until=clock.today() + timedelta(days=days),
    )


def _text(slug: str, author: Registration, *, published: bool) -> Contribution:
    kept = {"slug": slug, "title": slug, "summary": slug, "text": slug, "html": slug}
    moment = clock.now() if published else None
    return Contribution(registration_id=author.id, kind=ContributionKind.ARTICLE, published_at=moment, **kept)


EVERYBODY = answers(200, stranger=200)
OWNER_ALONE = answers(404, stranger=404, sanne=200)

ROWS = [
    Row("academy.pages.front", lambda w: "/", EVERYBODY),
    Row("academy.pages.about", lambda w: "/about", EVERYBODY),
    Row("academy.pages.join", lambda w: "/join", EVERYBODY),
    Row("academy.register.index", lambda w: "/register", EVERYBODY),
    Row("academy.register.show", lambda w: "/register/publiek", EVERYBODY, case="listed"),
    Row("academy.register.show", lambda w: "/register/eigen", OWNER_ALONE, case="expired"),
    Row("academy.articles.index", lambda w: "/articles", EVERYBODY),
    Row("academy.articles.show", lambda w: "/articles/openbaar", EVERYBODY, case="published"),
    Row("academy.articles.show", lambda w: "/articles/concept", OWNER_ALONE, case="draft"),
    Row("academy.articles.feed", lambda w: "/feed.xml", EVERYBODY),
]
