"""Choosing the team one works in, and its members."""

from flask import Blueprint, flash, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import letters
from wpl_platform.accounts.models import LetterKind, Person
from wpl_platform.accounts.queries import came_in, person_by_email
from wpl_platform.accounts.welcome import welcome_link
from wpl_platform.core import mail
from wpl_platform.core.text import _
from wpl_platform.teams import actions, current, inviting, moving, policy, queries
from wpl_platform.teams.current import viewer
from wpl_platform.teams.forms import MemberForm
from wpl_platform.teams.models import Role
from wpl_platform.teams.words import ROLE_WORDS
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("members", __name__)


@bp.post("/teams/<int:team_id>/current")
@login_required
def choose(team_id: int) -> Response:
    """Goes on in another team."""
    current.choose(queries.team(team_id, viewer=viewer()))
    return see_other(safe_next("/start"))


@bp.get("/team/members")
@login_required
def index() -> str:
    """Who is in the team, in which role."""
    return _page(MemberForm(formdata=None))


def _page(form: MemberForm, welcome: str = "") -> str:
    team = current.team()
    return render_template(
        "teams/members.html",
        form=form,
        members=queries.members_of(team, viewer=viewer()),
        manages=policy.may_manage_members(viewer(), team),
        asked=inviting.invitations_by(team, viewer=viewer()),
        beside=moving.teams_beside(team, viewer=viewer()),
        welcome=welcome,
        role_words=ROLE_WORDS,
    )


@bp.post("/team/members")
@login_required
def create() -> Response | tuple[str, int]:
    """Brings a person in; somebody new gets a link to choose a password with, by mail or to be passed on."""
    form, team = MemberForm(), current.team()
    if not form.validate():
        return _page(form), 422
    person = person_by_email(form.email.data or "")
    if person is None:
        person = accounts.create_person(form.name.data, form.email.data or "")
    role = Role(form.role.data)
    waits = queries.viewer_of(person).has(team.id, role) and not came_in(person)
    if not inviting.bring_in(team, person, role, by=viewer()):
        flash(_("Dit adres hoort bij iemand van een andere organisatie. Zij krijgen een uitnodiging en kiezen zelf."))
        return see_other("/team/members")
    # Their link opens all that is theirs, so it is not for who administers only a part of that.
    mailed = person.password_hash is None and mail.goes_out()
    linked = not mailed and queries.may_be_let_in_by(person, viewer=viewer())
    flash(
        _greeting(person, mailed=mailed, linked=linked)
        if waits
        else _("%(name)s hoort nu bij het team", name=person.name)
    )
    if mailed:
        letters.ask(LetterKind.WELCOME, person.email)
    elif linked:
        return _page(MemberForm(formdata=None), welcome_link(person)), 200
    return see_other("/team/members")


def _greeting(person: Person, *, mailed: bool, linked: bool) -> str:
    """What came of asking a link for somebody who is in the team and never came."""
    if mailed:
        return _("Er is een nieuwe link onderweg naar %(email)s.", email=person.email)
    if linked:
        return _("Er is een nieuwe link voor %(name)s. De vorige werkt niet meer.", name=person.name)
    return _("Een nieuwe link maakt alleen wie alle teams van %(name)s beheert.", name=person.name)


@bp.post("/memberships/<int:membership_id>/end")
@login_required
def end(membership_id: int) -> Response:
    """Takes a role away."""
    membership = queries.membership(membership_id, viewer=viewer())
    actions.end_membership(membership, by=viewer())
    flash(_("De rol is weggehaald"))
    return see_other("/team/members")


@bp.post("/memberships/<int:membership_id>/move")
@login_required
def move(membership_id: int) -> Response:
    """Somebody has this role in another team from now on."""
    membership = queries.membership(membership_id, viewer=viewer())
    there = queries.team(request.form.get("team", 0, type=int), viewer=viewer())
    moving.move(membership, there, by=viewer())
    flash(_("%(name)s hoort nu bij %(team)s", name=membership.person.name, team=there.name))
    return see_other("/team/members")


@bp.get("/team/leave")
@login_required
def leaving() -> str:
    """What it means to leave the team."""
    return render_template("teams/leave.html")


@bp.post("/team/leave")
@login_required
def leave() -> Response:
    """They are in the team no more."""
    team = current.team()
    actions.leave(team, by=viewer())
    flash(_("Je zit niet meer in %(team)s", team=team.name))
    return see_other("/start")
