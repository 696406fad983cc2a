"""The texts: the list, one text, and the feed."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request, url_for

from wpl_platform.academy import policy, queries
from wpl_platform.academy.feed import Entry, atom
from wpl_platform.academy.forms import kind_in, page_in
from wpl_platform.academy.models import Contribution
from wpl_platform.academy.standing import Standing
from wpl_platform.core import clock
from wpl_platform.core.text import _
from wpl_platform.teams.current import viewer

FEED_LENGTH = 30

bp = Blueprint("articles", __name__)


@bp.get("/articles")
def index() -> str:
    """The public texts, newest first, of one kind or of all."""
    kind = kind_in(request.args)
    found = queries.contributions(kind, page_in(request.args))
    return render_template("academy/articles.html", kind=kind, found=found, kinds=queries.kinds_published())


@bp.get("/articles/<slug>")
def show(slug: str) -> str:
    """One text, to be read."""
    contribution = queries.contribution_named(slug, viewer=viewer())
    author = contribution.registration
    standing = policy.standing_of(author, on=clock.today()) if author else None
    return render_template(
        "academy/article.html",
        contribution=contribution,
        is_draft=not policy.is_published(contribution, at=clock.now()),
        author_is_listed=standing is Standing.REGISTERED,
        others=[other for other in queries.latest_contributions(4) if other.id != contribution.id][:3],
    )


@bp.get("/feed.xml")
def feed() -> Response:
    """The newest texts for a feed reader."""
    latest = queries.latest_contributions(FEED_LENGTH)
    entries = [_entry(text, text.published_at) for text in latest if text.published_at is not None]
    body = atom(
        title=_("Academie Werkplekleren"),
        home=url_for("academy.pages.front", _external=True),
        address=url_for("academy.articles.feed", _external=True),
        entries=entries,
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _entry(contribution: Contribution, published_at: datetime) -> Entry:
    return Entry(
        address=url_for("academy.articles.show", slug=contribution.slug, _external=True),
        title=contribution.title,
        summary=contribution.summary,
        html=contribution.html,
        author=contribution.registration.name if contribution.registration else "",
        published_at=published_at,
    )
