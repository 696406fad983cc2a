"""Signing in and out, the first password, and one's own page."""

from urllib.parse import urlsplit

from flask import current_app

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.accounts.models import SignIn
from wpl_platform.accounts.welcome import welcome_link
from wpl_platform.core.database import db


def furnish(world: World) -> None:
    """A device on which Sanne is signed in."""
    world.sign_in = SignIn(person_id=world.sanne.id, token_digest="of another device")
    db.session.add(world.sign_in)


def _welcome(world: World) -> str:
    with current_app.test_request_context():
        return urlsplit(welcome_link(world.youssef)).path


NEW_PASSWORD = {"password": "een heel lange zin", "again": "een heel lange zin"}

ROWS = [
    Row("accounts.show_sign_in", lambda w: "/sign-in", answers(303, stranger=200)),
    Row("accounts.create_sign_in", lambda w: "/sign-in", answers(422, stranger=422), method="POST"),
    Row("accounts.delete_sign_in", lambda w: "/sign-out", answers(303), method="POST"),
    Row("accounts.show_welcome", _welcome, answers(200, stranger=200), case="with the link"),
    Row("accounts.show_welcome", lambda w: "/welcome/guess", answers(404, stranger=404), case="guessed"),
    Row(
        "accounts.create_password",
        _welcome,
        answers(303, stranger=303),
        method="POST",
        data=lambda w: NEW_PASSWORD,
        case="with the link",
    ),
    Row(
        "accounts.create_password",
        lambda w: "/welcome/guess",
        answers(404, stranger=404),
        method="POST",
        data=lambda w: NEW_PASSWORD,
        case="guessed",
    ),
    Row("accounts.show_me", lambda w: "/me", answers(200)),
    Row(
        "accounts.update_me",
        lambda w: "/me",
        answers(303),
        method="POST",
        data=lambda w: {"name": "Nieuwe naam", "language": "nl", "theme": "dark"},
    ),
    # Somebody else's device counts as ended already: the answer tells nobody whether it exists.
    Row("accounts.end_sign_in", lambda w: f"/sign-ins/{w.sign_in.id}/end", answers(303), method="POST"),
    Row("accounts.end_other_sign_ins", lambda w: "/sign-ins/end-others", answers(303), method="POST"),
]
