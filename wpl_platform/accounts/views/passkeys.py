"""Passkeys over HTTP: made, used to sign in, and taken away."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from wpl_platform.accounts import letters, passkeys, queries, second_step
from wpl_platform.accounts.demands import demands
from wpl_platform.accounts.forms import PasskeyForm
from wpl_platform.accounts.login import half_in, led_elsewhere, open_session
from wpl_platform.accounts.passkeys import Place
from wpl_platform.accounts.proving import Answer, proved
from wpl_platform.accounts.views.second_step import stronger
from wpl_platform.accounts.views.steps import enter
from wpl_platform.core.errors import Refused
from wpl_platform.core.text import _
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("passkeys", __name__)


def _here() -> Place:
    origin = letters.site()
    return Place(urlsplit(origin).hostname or "", origin)


def _as_json(options: str) -> Response:
    return Response(options, mimetype="application/json", headers={"Cache-Control": "no-store"})


@bp.post("/me/passkeys/options")
@proved
@limiter.limit("30/minute")
def create_options() -> Answer:
    """What the browser needs to make a key."""
    return _as_json(passkeys.making_options(current_user.person, _here()))


@bp.post("/me/passkeys")
@proved
def create() -> Answer:
    """The key is kept; who has no codes on paper yet gets them."""
    form, person = PasskeyForm(), current_user.person
    form.require_valid()
    passkeys.keep(person, form.credential.data or "", form.name.data or "", _here())
    return stronger(person)


@bp.post("/me/passkeys/<int:passkey_id>/end")
@proved
def end(passkey_id: int) -> Answer:
    """Takes a key away; not the last second step of who needs one."""
    person = current_user.person
    others = [passkey for passkey in queries.passkeys_of(person.id) if passkey.id != passkey_id]
    if demands().needs_second_step(person) and not others and not second_step.has_codes(person.id):
        raise Refused(_("Bij jouw rol hoort een tweede stap. Zet eerst een andere klaar."))
    passkeys.end(passkey_id, by=person.id)
    flash(_("De passkey is weggehaald. Haal hem ook weg uit je telefoon of computer."))
    return see_other(url_for("accounts.second_step.show"))


@bp.post("/sign-in/passkey/options")
@limiter.limit("30/minute")
def use_options() -> BaseResponse:
    """What the browser needs to sign with a key."""
    return _as_json(passkeys.using_options(_here()))


@bp.post("/sign-in/passkey")
@limiter.limit("30/minute")
def use() -> BaseResponse:
    """In, with both steps at once; or back to the door. Who is halfway in comes on with a key of their own alone."""
    form, halfway = PasskeyForm(), half_in()
    if current_user.is_authenticated:
        halfway = current_user.person
    person = passkeys.person_of(form.credential.data or "", _here()) if form.validate() else None
    if person is None or (halfway is not None and halfway.id != person.id):
        flash(_("Met deze passkey lukt het niet. Probeer het opnieuw, of meld je anders aan."), "error")
        return see_other(url_for("accounts.steps.show" if halfway else "accounts.door.show"))
    if halfway is not None:
        return enter(person)
    if led := led_elsewhere(person):
        return led
    open_session(person, second=True)
    return see_other(safe_next("/start"))
