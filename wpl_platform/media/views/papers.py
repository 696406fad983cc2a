"""The doors of what people in view signed on paper: a page of it, and the list of all of them for the FG."""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.media import delivery, in_view, paper_pages, papers
from wpl_platform.media.consent_words import IN_VIEW_WORDS
from wpl_platform.media.noted import paper_seen
from wpl_platform.media.storage import storage
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.teams.lasting import in_its_own_context, still
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.viewer import STRANGER, Viewer
from wpl_platform.web.limits import limiter

bp = Blueprint("papers", __name__)
TRIES = "60/minute"


@bp.get("/papers/<int:paper_id>")
@login_required
def show(paper_id: int) -> Response:
    """A page, for the maker, the FG, and a colleague whose own it is."""
    return _sent(paper_id, viewer(), "", still(lambda somebody: papers.is_seen(paper_id, viewer=somebody)))


@bp.get("/consent/<key>/papers/<int:paper_id>")
@limiter.limit(TRIES)
def show_own(key: str, paper_id: int) -> Response:
    """The same for who holds the link of the person who signed it."""
    in_view.holder_of(key)
    return _sent(paper_id, STRANGER, key, lambda: papers.is_seen(paper_id, viewer=STRANGER, key=key))


@bp.get("/organisation/papers")
@login_required
def index() -> str:
    """What was signed on paper in the organisation, and where it is: for the FG."""
    where = current.organisation(OrganisationRole.FG)
    found = papers.papers_for(where.id, viewer=viewer())
    return render_template("media/papers.html", organisation=where, papers=found, kinds=IN_VIEW_WORDS)


def _sent(paper_id: int, by: Viewer, key: str, allowed: Callable[[], bool]) -> Response:
    """A photo is shown; a PDF is only ever saved, for nothing here can make it anew."""
    found, person = papers.page(paper_id, viewer=by, key=key)
    if request.method != "HEAD":
        paper_seen(found.consent_id, person, by=viewer() if viewer().signed_in else by)
    taken = f"paper-{found.id}" if found.media_type == paper_pages.PDF else ""
    file = papers.file_of(found, person)
    way = delivery.Way(storage(), in_its_own_context(allowed), current_app.config["ACCEL_PREFIX"], taken=taken)
    release()
    return delivery.deliver(file, request.environ, way)
