"""Passwords: the first one, another one, and a new one for who forgot it."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, letters, tickets, welcome
from wpl_platform.accounts.forms import AddressForm, ChangePasswordForm, PasswordForm
from wpl_platform.accounts.login import step_in
from wpl_platform.accounts.models import LetterKind, TicketKind
from wpl_platform.accounts.views.limits import typed_address, whose_step
from wpl_platform.core import mail
from wpl_platform.core.text import _
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("passwords", __name__)


@bp.get("/welcome/<token>")
def show_welcome(token: str) -> str:
    """A newcomer chooses a password."""
    return render_template("accounts/welcome.html", form=PasswordForm(), newcomer=welcome.newcomer(token), token=token)


@bp.post("/welcome/<token>")
@limiter.limit("30/minute")
def create_welcome(token: str) -> Response | tuple[str, int]:
    """The first password, and in."""
    newcomer, form = welcome.newcomer(token), PasswordForm()
    if not form.accepts(lambda: actions.set_password(newcomer, form.password.data or "", by=None)):
        return render_template("accounts/welcome.html", form=form, newcomer=newcomer, token=token), 422
    tickets.spend(TicketKind.WELCOME, token)
    return step_in(newcomer, "/start")


@bp.get("/password/forgotten")
def show_forgotten() -> str:
    """Asks where the link may go."""
    return render_template("accounts/forgotten.html", form=AddressForm(), mail=mail.is_on(), sent=False)


@bp.post("/password/forgotten")
@limiter.limit("20/hour")
@limiter.limit("5/hour", key_func=typed_address)
def create_forgotten() -> str | tuple[str, int]:
    """A letter for whoever has the address; what is said is the same when nobody has."""
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form, mail=mail.is_on(), sent=False), 422
    letters.ask(LetterKind.RESET, form.email.data or "")
    return render_template("accounts/forgotten.html", form=form, mail=mail.is_on(), sent=mail.is_on())


@bp.get("/password/reset/<token>")
def show_reset(token: str) -> str | Response:
    """A new password for who followed the link."""
    person = tickets.holder(TicketKind.RESET, token)
    if person is None:
        return _spent()
    return render_template("accounts/reset.html", form=PasswordForm(), owner=person, token=token)


@bp.post("/password/reset/<token>")
@limiter.limit("30/minute")
def create_reset(token: str) -> Response | tuple[str, int]:
    """The new password, every device out, and the first step done."""
    owner, form = tickets.holder(TicketKind.RESET, token), PasswordForm()
    if owner is None:
        return _spent()
    if not form.accepts(lambda: actions.reset_password(token, form.password.data or "")):
        return render_template("accounts/reset.html", form=form, owner=owner, token=token), 422
    flash(_("Je hebt een nieuw wachtwoord. Op andere apparaten ben je afgemeld."))
    return step_in(owner, "/start")


@bp.get("/me/password")
@login_required
def edit() -> str:
    """Another password."""
    return render_template("accounts/password.html", form=ChangePasswordForm(end_others=True))


@bp.post("/me/password")
@login_required
@limiter.limit("20/hour", key_func=whose_step)
def update() -> Response | tuple[str, int]:
    """Keeps it, and signs the other devices out where that is wanted."""
    form, person = ChangePasswordForm(), current_user.person
    present, new = form.present.data or "", form.password.data or ""
    if not form.accepts(lambda: actions.change_password(person, present, new, by=person.id)):
        return render_template("accounts/password.html", form=form), 422
    if form.end_others.data:
        actions.end_other_sign_ins(current_user.sign_in.id, by=person.id)
    flash(_("Je hebt een nieuw wachtwoord"))
    return see_other(url_for("accounts.me.show"))


def _spent() -> Response:
    flash(_("Deze link werkt niet meer. Vraag een nieuwe aan."), "error")
    return see_other(url_for("accounts.passwords.show_forgotten"))
