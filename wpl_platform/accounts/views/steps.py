"""The second step of signing in, after the first or where a session had none yet."""

from flask import Blueprint, flash, render_template, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, queries, second_step, tickets
from wpl_platform.accounts.forms import CodeForm
from wpl_platform.accounts.login import HALFWAY, ONWARD, half_in, is_weak, open_session
from wpl_platform.accounts.models import Person, TicketKind
from wpl_platform.accounts.views.limits import whose_step
from wpl_platform.core.text import _
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("steps", __name__)


@bp.get("/sign-in/second")
def show() -> str | Response:
    """Asks for the code."""
    person = _who()
    if person is None:
        return see_other(url_for("accounts.door.show"))
    return render_template(
        "accounts/second.html",
        form=CodeForm(),
        codes=second_step.has_codes(person.id),
        passkeys=bool(queries.passkeys_of(person.id)),
        next=safe_next(""),
    )


@bp.post("/sign-in/second")
@limiter.limit("30/minute")
@limiter.limit("20/hour", key_func=whose_step)
def create() -> Response:
    """In; or back to the page, which says that the code was not right. After five of those the password comes again."""
    person, form = _who(), CodeForm()
    if person is None:
        return see_other(url_for("accounts.door.show"))
    if not may_try():
        session.clear()
        flash(_("Dat was te vaak een verkeerde code. Begin opnieuw."), "error")
        return see_other(url_for("accounts.door.show"))
    if form.validate() and second_step.spend(person.id, form.code.data or ""):
        return enter(person)
    flash(_("Deze code klopt niet, of is al gebruikt. Wacht op de volgende en probeer het opnieuw."), "error")
    return see_other(url_for("accounts.steps.show"))


def may_try() -> bool:
    """Counts a try at the second step; False after five, or when the first step was too long ago."""
    return current_user.is_authenticated or tickets.count_try(TicketKind.HALFWAY, session.get(HALFWAY, ""))


def enter(person: Person) -> Response:
    """The second step is done: a new session with both."""
    onward = str(session.get(ONWARD) or safe_next("/start"))
    if current_user.is_authenticated:
        actions.end_sign_in(current_user.sign_in.id, by=person.id)
    elif not tickets.spend(TicketKind.HALFWAY, session.get(HALFWAY, "")):
        return see_other(url_for("accounts.door.show"))
    open_session(person, second=True)
    return see_other(onward)


def _who() -> Person | None:
    """Whose second step it is: who did the first one here, or who is in without one."""
    if current_user.is_authenticated:
        person: Person = current_user.person
        return person if is_weak(current_user) and second_step.has(person.id) else None
    return half_in()
