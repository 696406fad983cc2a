"""The pages that tell what the academy is: the front page, what werkplekleren is, how to join."""

from flask import Blueprint, current_app, render_template

from wpl_platform.academy import queries
from wpl_platform.academy.scatter import dots

GOAL = 500
LATEST = 4

bp = Blueprint("pages", __name__)


@bp.get("/")
def front() -> str:
    """The front page: the aim, the map, the counter, and what is new."""
    counts = queries.listed_per_province()
    return render_template(
        "academy/front.html",
        counts=counts,
        count=sum(counts.values()),
        goal=current_app.config.get("ACADEMY_GOAL", GOAL),
        dots=list(dots(counts)),
        latest=queries.latest_contributions(LATEST),
    )


@bp.get("/about")
def about() -> str:
    """What werkplekleren is, in more than one view."""
    return render_template("academy/about.html")


@bp.get("/join")
def join() -> str:
    """How a professional applies."""
    return render_template("academy/join.html")
