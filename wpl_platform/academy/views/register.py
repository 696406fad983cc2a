"""The register: find a professional, and one professional's profile."""

from flask import Blueprint, render_template, request

from wpl_platform.academy import policy, queries
from wpl_platform.academy.forms import search_in
from wpl_platform.core import clock
from wpl_platform.teams.current import viewer

bp = Blueprint("register", __name__)


@bp.get("/register")
def index() -> str:
    """The professionals that the address asks for, with the map beside them."""
    search = search_in(request.args)
    return render_template(
        "academy/register.html",
        search=search,
        found=queries.found_in_register(search),
        counts=queries.listed_per_province(search),
        shows_map=request.args.get("view") == "map",
    )


@bp.get("/register/<slug>")
def show(slug: str) -> str:
    """One professional: who, where, until when, and what they published."""
    registration = queries.registration_named(slug, viewer=viewer())
    return render_template(
        "academy/profile.html",
        registration=registration,
        standing=policy.standing_of(registration, on=clock.today()),
        contributions=queries.contributions_of(registration),
    )
