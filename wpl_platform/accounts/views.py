"""The doors of accounts: signing in and out, the first password, and one's own page."""

from flask import Blueprint, flash, render_template, request, session, url_for
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_required, logout_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, queries, welcome
from wpl_platform.accounts.forms import MeForm, PasswordForm, SignInForm
from wpl_platform.accounts.login import open_session
from wpl_platform.accounts.models import Language, Theme
from wpl_platform.core.text import _, tidy
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("accounts", __name__)


def _typed_address() -> str:
    return tidy(request.form.get("email", "")).lower()


def _from_here() -> str:
    return f"{_typed_address()} {get_remote_address()}"


@bp.get("/sign-in")
def show_sign_in() -> str | Response:
    """The door; who is already in goes on."""
    if current_user.is_authenticated:
        return see_other(safe_next("/start"))
    return render_template("accounts/sign_in.html", form=SignInForm(), next=safe_next("/start"))


@bp.post("/sign-in")
@limiter.limit("30/minute")
@limiter.limit("10/minute", key_func=_from_here)
@limiter.limit("100/hour", key_func=_typed_address)
def create_sign_in() -> Response | tuple[str, int]:
    """In, or the same sentence for a wrong address and a wrong password."""
    form = SignInForm()
    person = actions.check_password(form.email.data or "", form.password.data or "") if form.validate() else None
    if person is None:
        if not form.errors:
            form.password.errors = [_("Dit e-mailadres en wachtwoord horen niet bij elkaar.")]
        return render_template("accounts/sign_in.html", form=form, next=safe_next("/start")), 422
    open_session(person)
    return see_other(safe_next("/start"))


@bp.post("/sign-out")
@login_required
def delete_sign_in() -> Response:
    """Out, on this device."""
    actions.end_sign_in(current_user.sign_in.id, by=current_user.person.id)
    logout_user()
    session.clear()  # what was said to this person is not for the next one at the same screen
    return see_other(url_for("accounts.show_sign_in"))


@bp.get("/welcome/<token>")
def show_welcome(token: str) -> str:
    """A newcomer chooses a password."""
    return render_template("accounts/welcome.html", form=PasswordForm(), newcomer=welcome.newcomer(token), token=token)


@bp.post("/welcome/<token>")
@limiter.limit("30/minute")
def create_password(token: str) -> Response | tuple[str, int]:
    """The first password, and in."""
    newcomer, form = welcome.newcomer(token), PasswordForm()
    if not form.validate():
        return render_template("accounts/welcome.html", form=form, newcomer=newcomer, token=token), 422
    actions.set_password(newcomer, form.password.data or "", by=None)
    open_session(newcomer)
    return see_other("/start")


@bp.errorhandler(welcome.Spent)
def _on_to_the_door(spent: welcome.Spent) -> Response:
    if not current_user.is_authenticated:
        flash(str(spent.sentence), "error")
    return see_other("/sign-in")


@bp.get("/me")
@login_required
def show_me() -> str:
    """One's own page: name, language, light or dark, and the devices one is signed in on."""
    person = current_user.person
    form = MeForm(obj=person)
    devices = queries.sign_ins_of(person.id)
    return render_template("accounts/me.html", form=form, devices=devices, this_device=current_user.sign_in.id)


@bp.post("/me")
@login_required
def update_me() -> Response | tuple[str, int]:
    """Keeps them."""
    form, person = MeForm(), current_user.person
    if not form.validate():
        devices = queries.sign_ins_of(person.id)
        return render_template("accounts/me.html", form=form, devices=devices, this_device=current_user.sign_in.id), 422
    actions.edit_me(form.name.data, Language(form.language.data), Theme(form.theme.data), by=person.id)
    flash(_("Bewaard"))
    return see_other(url_for("accounts.show_me"))


@bp.post("/sign-ins/<int:sign_in_id>/end")
@login_required
def end_sign_in(sign_in_id: int) -> Response:
    """Ends one session of one's own."""
    actions.end_sign_in(sign_in_id, by=current_user.person.id)
    flash(_("Dat apparaat is afgemeld"))
    return see_other(url_for("accounts.show_me"))


@bp.post("/sign-ins/end-others")
@login_required
def end_other_sign_ins() -> Response:
    """Ends all but this one."""
    actions.end_other_sign_ins(current_user.sign_in.id, by=current_user.person.id)
    flash(_("Je bent nu alleen nog hier aangemeld"))
    return see_other(url_for("accounts.show_me"))
