"""Wires Flask-Login: a signed cookie holds a session's secret, the database says whether it still counts."""

from flask import Flask, abort, has_request_context, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, queries
from wpl_platform.accounts.devices import device_name
from wpl_platform.accounts.models import Language, Person, SignIn
from wpl_platform.web.replies import is_fragment, wants_json

LANGUAGE_COOKIE = "language"
LANGUAGES = [str(language) for language in Language]


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


def me() -> Person | None:
    """The person of this request, when somebody is signed in."""
    return current_user.person if current_user and current_user.is_authenticated else None


def open_session(person: Person) -> None:
    """Signs the person in on this device."""
    token, sign_in = actions.sign_in(person, device=device_name(request.user_agent.string))
    login_user(SignedIn(token, sign_in, person), remember=False)


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


def _keep_language(response: Response) -> Response:
    chosen = request.args.get("lang", "")
    if chosen in LANGUAGES and me() is None:
        secure, year = request.is_secure, 365 * 24 * 3600
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=year, samesite="Lax", httponly=True, secure=secure)
    return response


def _load(token: str) -> SignedIn | None:
    found = queries.signed_in(token)
    return None if found is None else SignedIn(token, *found)


def _ask_to_sign_in() -> Response:
    if request.method != "GET" or is_fragment() or wants_json():
        abort(401)
    return redirect(url_for("accounts.show_sign_in", next=request.full_path.rstrip("?")))
