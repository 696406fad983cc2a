"""The door of how an organisation signs its people in: its administrators set it up and try it."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts.letters import path_to, site
from wpl_platform.core.database import release
from wpl_platform.core.errors import Invalid, Missing, PortFailure
from wpl_platform.core.text import _
from wpl_platform.openid import actions, discovery, queries
from wpl_platform.openid.forms import SetupForm
from wpl_platform.openid.queries import Standing
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Organisation, OrganisationRole
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("settings", __name__)


@bp.get("/organisation/sign-in")
@login_required
def edit() -> str:
    """How it is set up."""
    where = _mine()
    standing = queries.standing(where.id, viewer=viewer())
    return _page(where, _filled(standing), standing)


@bp.post("/organisation/sign-in")
@login_required
def update() -> Response | tuple[str, int]:
    """Keeps it; or says at the field what is wrong with it."""
    where, form = _mine(), SetupForm()
    try:
        if form.validate():
            actions.set_up(where, form.wanted(), by=viewer())
            flash(_("Bewaard"))
            return see_other(_here(where))
    except Invalid as complaint:
        form[complaint.field or "issuer"].errors = [complaint.sentence]
    return _page(where, form, queries.standing(where.id, viewer=viewer())), 422


@bp.post("/organisation/sign-in/try")
@login_required
@limiter.limit("20/minute")
def check() -> Response:
    """Reads what the provider says of itself, and says plainly what is right or wrong with it."""
    where = _mine()
    standing, here = queries.standing(where.id, viewer=viewer()), _here(where)
    if standing is None:
        raise Missing
    issuer = standing.provider.issuer
    release()
    try:
        flash(" ".join(discovery.judged(issuer)))
    except PortFailure as failed:
        flash(failed.sentence, "error")
    return see_other(here)


def _mine() -> Organisation:
    return current.organisation(OrganisationRole.ADMIN)


def _here(where: Organisation) -> str:
    return url_for("openid.settings.edit", organisation=where.id)


def _filled(standing: Standing | None) -> SetupForm:
    if standing is None:
        return SetupForm(formdata=None)
    provider = standing.provider
    on, only = provider.on_since is not None, provider.only_since is not None
    return SetupForm(formdata=None, obj=provider, domains=" ".join(standing.domains), on=on, only=only)


def _page(where: Organisation, form: SetupForm, standing: Standing | None) -> str:
    return render_template(
        "openid/settings.html",
        organisation=where,
        form=form,
        standing=standing,
        back=site() + path_to("openid.door.back"),
        link=site() + path_to("openid.door.show", key=standing.provider.key) if standing else "",
    )
