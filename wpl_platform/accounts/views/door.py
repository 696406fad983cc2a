"""The door: in with a password, and out."""

from flask import Blueprint, render_template, session, url_for
from flask_login import current_user, login_required, logout_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions
from wpl_platform.accounts.forms import SignInForm
from wpl_platform.accounts.login import step_in
from wpl_platform.accounts.views.limits import typed_address, typed_from_here
from wpl_platform.core.text import _
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("door", __name__)


@bp.get("/sign-in")
def show() -> str | Response:
    """The door; who is already in goes on."""
    if current_user.is_authenticated:
        return see_other(safe_next("/start"))
    return render_template("accounts/sign_in.html", form=SignInForm(), next=safe_next("/start"))


@bp.post("/sign-in")
@limiter.limit("30/minute")
@limiter.limit("10/minute", key_func=typed_from_here)
@limiter.limit("100/hour", key_func=typed_address)
def create() -> Response | tuple[str, int]:
    """The first step, or the same sentence for a wrong address and a wrong password."""
    form = SignInForm()
    person = actions.check_password(form.email.data or "", form.password.data or "") if form.validate() else None
    if person is None:
        if not form.errors:
            form.password.errors = [_("Dit e-mailadres en wachtwoord horen niet bij elkaar.")]
        return render_template("accounts/sign_in.html", form=form, next=safe_next("/start")), 422
    return step_in(person, safe_next("/start"))


@bp.post("/sign-out")
@login_required
def delete() -> Response:
    """Out, on this device."""
    actions.end_sign_in(current_user.sign_in.id, by=current_user.person.id)
    logout_user()
    session.clear()  # what was said to this person is not for the next one at the same screen
    return see_other(url_for("accounts.door.show"))
