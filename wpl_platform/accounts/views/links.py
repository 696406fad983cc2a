"""Signing in by a link from a mail. A mail scanner follows links, so opening one only shows a button."""

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, letters, tickets
from wpl_platform.accounts.forms import AddressForm
from wpl_platform.accounts.login import step_in
from wpl_platform.accounts.models import LetterKind, TicketKind
from wpl_platform.accounts.views.limits import typed_address
from wpl_platform.core import mail
from wpl_platform.core.text import _
from wpl_platform.web.forms import Form
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("links", __name__)


@bp.get("/sign-in/link")
def new() -> str:
    """Asks where the link may go."""
    return render_template("accounts/link_new.html", form=AddressForm(), mail=mail.is_on(), sent=False)


@bp.post("/sign-in/link")
@limiter.limit("20/hour")
@limiter.limit("5/hour", key_func=typed_address)
def create() -> str | tuple[str, int]:
    """A letter for whoever has the address; what is said is the same when nobody has."""
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/link_new.html", form=form, mail=mail.is_on(), sent=False), 422
    letters.ask(LetterKind.LINK, form.email.data or "")
    return render_template("accounts/link_new.html", form=form, mail=mail.is_on(), sent=mail.is_on())


@bp.get("/sign-in/link/<token>")
def show(token: str) -> str | Response:
    """A button that signs in."""
    if tickets.holder(TicketKind.LINK, token) is None:
        return _spent()
    return render_template("accounts/link.html", form=Form(), token=token)


@bp.post("/sign-in/link/<token>")
@limiter.limit("30/minute")
def update(token: str) -> Response:
    """The first step; the link is spent."""
    person = tickets.holder(TicketKind.LINK, token)
    if person is None or not tickets.spend(TicketKind.LINK, token):
        return _spent()
    actions.prove_address(person)
    return step_in(person, "/start")


def _spent() -> Response:
    flash(_("Deze link werkt niet meer. Vraag een nieuwe aan."), "error")
    return see_other(url_for("accounts.links.new"))
