"""Wires Flask-Login: a signed cookie holds a session's secret, the database says whether it still counts."""

from datetime import timedelta

from flask import Flask, abort, flash, g, has_request_context, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, letters, queries, second_step, tickets
from wpl_platform.accounts.demands import demands
from wpl_platform.accounts.devices import device_name
from wpl_platform.accounts.models import Language, Person, SignIn, TicketKind
from wpl_platform.core import clock, ids
from wpl_platform.core.database import apart
from wpl_platform.core.text import _
from wpl_platform.web.replies import asked_for, opens_a_page, see_other
from wpl_platform.web.requests import SAFE, this_app

LANGUAGE_COOKIE = "language"
LANGUAGES = [str(language) for language in Language]
DEVICE_COOKIE = "wpl_device"
HALFWAY, ONWARD = "halfway", "onward"
YEAR_S = 365 * 24 * 3600
NOTED_EACH = timedelta(hours=12)
PROOF_LASTS = timedelta(minutes=30)
"""How long after showing that it is them somebody may change what they sign in with."""


class SignedIn(UserMixin):
    """Somebody who is signed in on this device."""

    def __init__(self, token: str, sign_in: SignIn, person: Person) -> None:
        self.token, self.sign_in, self.person = token, sign_in, person

    def get_id(self) -> str:
        """The secret of this session, as Flask-Login keeps it in the cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Teaches the application who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_ask_to_sign_in)
    app.context_processor(lambda: {"person": me()})
    app.after_request(_keep_language)
    app.after_request(_keep_device)
    app.after_request(_note_use)


def me() -> Person | None:
    """The person of this request, when somebody is signed in."""
    return current_user.person if current_user and current_user.is_authenticated else None


def step_in(person: Person, onward: str, *, vouched: bool = False) -> Response:
    """The first step is done: in, or on to the second step of who has one.

    Unless their organisation wants to do that step itself, and it was not that (`vouched`).
    """
    if not vouched and (led := led_elsewhere(person)):
        return led
    if not second_step.has(person.id):
        open_session(person)
        return see_other(onward)
    session.clear()
    session[HALFWAY], session[ONWARD] = tickets.issue(TicketKind.HALFWAY, person.id), onward
    return see_other(url_for("accounts.steps.show"))


def led_elsewhere(person: Person) -> Response | None:
    """The way to the one door by which this person comes in; None for who may come in by any."""
    door = demands().elsewhere(person)
    if not door:
        return None
    flash(_("Jouw organisatie wil dat je je hier aanmeldt."), "error")
    return see_other(door)


def open_session(person: Person, *, second: bool = False) -> None:
    """Signs the person in on this device, in a session that has nothing of the one before."""
    device = device_name(request.user_agent.string)
    token, sign_in = actions.sign_in(person, device=device, second=second)
    session.clear()
    login_user(SignedIn(token, sign_in, person), remember=False)
    if actions.is_new_device(person, _device_secret()):
        letters.tell_new_device(person, device)


def half_in() -> Person | None:
    """Who did the first step here a moment ago, and has the second still to do."""
    return tickets.holder(TicketKind.HALFWAY, session[HALFWAY]) if HALFWAY in session else None


def is_weak(signed_in: SignedIn) -> bool:
    """Whether no second step was given for this session."""
    return signed_in.sign_in.second_at is None


def is_proved() -> bool:
    """Whether who is signed in showed a short while ago that it is them."""
    proved = current_user.sign_in.proved_at
    return proved is not None and proved > clock.now() - PROOF_LASTS


def preferred_language() -> str:
    """The person's own language; else the one chosen on this device (`?lang=en`); else the browser's.

    Commands and jobs speak Dutch.
    """
    if not has_request_context():
        return str(Language.DUTCH)
    person = me()
    if person is not None:
        return str(person.language)
    chosen = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or Language.DUTCH


def _device_secret() -> str:
    kept = request.cookies.get(DEVICE_COOKIE, "")
    if ids.is_key(kept):
        return kept
    g.new_device = ids.new_key()
    return str(g.new_device)


def _keep_device(response: Response) -> Response:
    if "new_device" in g:
        secure = request.is_secure
        response.set_cookie(DEVICE_COOKIE, g.new_device, max_age=YEAR_S, samesite="Lax", httponly=True, secure=secure)
    return response


def keep_language(response: Response, chosen: str) -> Response:
    """The answer with which this device keeps the language."""
    secure = request.is_secure
    response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR_S, samesite="Lax", httponly=True, secure=secure)
    return response


def _keep_language(response: Response) -> Response:
    chosen = request.args.get("lang", "")
    return keep_language(response, chosen) if chosen in LANGUAGES and me() is None else response


def _note_use(response: Response) -> Response:
    """Twice a day at most a device is noted as used; apart from a GET, which only reads."""
    used: int | None = g.get("used_again")
    if used is None:
        return response
    if request.method not in SAFE:
        actions.note_use(used)
        return response
    try:
        with apart(this_app(), writes=True):
            actions.note_use(used)
    except OperationalError:
        this_app().logger.warning("the use of a sign-in could not be noted; the next page will")
    return response


def _load(token: str) -> SignedIn | None:
    found = queries.signed_in(token)
    if found is None:
        return None
    sign_in, person = found
    if (sign_in.used_at or sign_in.created_at) < clock.now() - NOTED_EACH:
        g.used_again = sign_in.id
    return SignedIn(token, sign_in, person)


def _ask_to_sign_in() -> Response:
    if not opens_a_page():
        abort(401)
    return redirect(url_for("accounts.door.show", next=asked_for()))
