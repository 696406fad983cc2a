"""The doors of a team's link: its administrators open and close it, colleagues come in by it."""

from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import me
from wpl_platform.accounts.welcome import welcome_link
from wpl_platform.core.errors import Conflict, Invalid, Missing
from wpl_platform.core.text import _
from wpl_platform.teams import current, joining, policy
from wpl_platform.teams.current import viewer
from wpl_platform.teams.forms import JoinForm, LinkForm
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("joining", __name__)


def _this_link() -> str:
    """By what tries at a code are counted, wherever they come from."""
    return str((request.view_args or {}).get("key", ""))


@bp.post("/team/link")
@login_required
def create() -> Response | tuple[str, int]:
    """A new link with its code, until a day; the one before works no more."""
    form, team = LinkForm(), current.team()
    try:
        form.require_valid()
        joining.open_link(team, form.until.data or date.min, by=viewer())
    except Invalid as wrong:
        form.until.errors = [wrong.sentence]
        return _link_page(form), 422
    return see_other(url_for("teams.joining.index"))


@bp.get("/team/link")
@login_required
def index() -> str:
    """The link that is open, to pass on; or how to make one."""
    return _link_page(LinkForm(formdata=None))


def _link_page(form: LinkForm) -> str:
    team = current.team()
    if not policy.may_manage_members(viewer(), team):
        raise Missing
    found = joining.link_of(team, viewer=viewer())
    address = url_for("teams.joining.show", key=found.key, _external=True) if found else ""
    return render_template("teams/link.html", form=form, link=found, address=address)


@bp.post("/team/link/end")
@login_required
def delete() -> Response:
    """Closes it."""
    joining.end_link(current.team(), by=viewer())
    flash(_("De link werkt niet meer"))
    return see_other(url_for("teams.joining.index"))


@bp.get("/join/<key>")
@limiter.limit("60/minute")
def show(key: str) -> str:
    """Who has the link reads which team it is, and says the code."""
    return _join_page(joining.link(key), JoinForm(formdata=None))


@bp.post("/join/<key>")
@limiter.limit("20/hour")
@limiter.limit("100/day", key_func=_this_link)
def enter(key: str) -> Response | str | tuple[str, int]:
    """They come in: at once when they are signed in; else by a mail, or by choosing a password."""
    link, form, person = joining.link(key), JoinForm(known=current_user.is_authenticated), me()
    try:
        form.require_valid()
        joining.require_code(link, form.code.data or "")
        if person is not None:
            joining.join(link, person)
            current.choose(link.team)
            flash(_("Je hoort nu bij %(team)s", team=link.team.name))
            return see_other("/start")
        newcomer = joining.join_newly(link, form.name.data or "", form.email.data or "")
    except (Invalid, Conflict) as wrong:
        if not form.errors:
            (form.code if isinstance(wrong, Invalid) else form.email).errors = [wrong.sentence]
        return _join_page(link, form), 409 if isinstance(wrong, Conflict) else 422
    if newcomer is None:
        return render_template("teams/join_mailed.html", email=form.email.data, into=link.team)
    return see_other(welcome_link(newcomer))


def _join_page(link: TeamLink, form: JoinForm) -> str:
    return render_template("teams/join.html", form=form, link=link)
