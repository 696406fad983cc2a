"""Signing in and out, what one signs in with, and one's own page."""

from typing import Any

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.accounts import second_step, tickets
from wpl_platform.accounts.models import SignIn, TicketKind
from wpl_platform.core.database import db


def furnish(world: World) -> None:
    """A device on which Sanne is signed in, links on their way to Youssef, and a key that waits in Tom's app."""
    world.sign_in = SignIn(person_id=world.sanne.id, token_digest="of another device")
    db.session.add(world.sign_in)
    world.welcome, world.reset, world.link = (
        tickets.issue(kind, world.youssef.id) for kind in (TicketKind.WELCOME, TicketKind.RESET, TicketKind.LINK)
    )
    second_step.begin_codes(world.tom.id)


def _welcome(world: World) -> str:
    return f"/welcome/{world.welcome}"


def _with_link(route: str, path: str, right: str, opened: int, guessed: int, **row: Any) -> list[Row]:
    """A door that a link opens for everybody who has it, and a guess for nobody."""
    return [
        Row(
            route,
            lambda w: f"{path}/{getattr(w, right)}",
            answers(opened, stranger=opened),
            case="with the link",
            **row,
        ),
        Row(route, lambda w: f"{path}/guess", answers(guessed, stranger=guessed), case="guessed", **row),
    ]


NEW_PASSWORD = {"password": "een heel lange zin", "again": "een heel lange zin"}


def _address(world: World) -> dict[str, str]:
    return {"email": "youssef@lindehoeve.example"}


def _english(world: World) -> dict[str, str]:
    return {"language": "en"}


ROWS = [
    Row("accounts.door.show", lambda w: "/sign-in", answers(303, stranger=200)),
    Row("accounts.door.create", lambda w: "/sign-in", answers(422, stranger=422), method="POST"),
    Row("accounts.door.delete", lambda w: "/sign-out", answers(303), method="POST"),
    Row("accounts.passwords.show_welcome", _welcome, answers(200, stranger=200), case="with the link"),
    Row("accounts.passwords.show_welcome", lambda w: "/welcome/guess", answers(404, stranger=404), case="guessed"),
    Row(
        "accounts.passwords.create_welcome",
        _welcome,
        answers(303, stranger=303),
        method="POST",
        data=lambda w: NEW_PASSWORD,
        case="with the link",
    ),
    Row(
        "accounts.passwords.create_welcome",
        lambda w: "/welcome/guess",
        answers(404, stranger=404),
        method="POST",
        data=lambda w: NEW_PASSWORD,
        case="guessed",
    ),
    Row("accounts.me.show", lambda w: "/me", answers(200)),
    Row(
        "accounts.me.update",
        lambda w: "/me",
        answers(303),
        method="POST",
        data=lambda w: {"name": "Nieuwe naam", "language": "nl", "theme": "dark"},
    ),
    # Somebody else's device counts as ended already: the answer tells nobody whether it exists.
    Row("accounts.me.end_sign_in", lambda w: f"/sign-ins/{w.sign_in.id}/end", answers(303), method="POST"),
    Row("accounts.me.end_other_sign_ins", lambda w: "/sign-ins/end-others", answers(303), method="POST"),
    Row("accounts.language.update", lambda w: "/language", answers(303, stranger=303), method="POST", data=_english),
    # The second step: who is no longer half in, or was never asked for it, begins at the door.
    Row("accounts.steps.show", lambda w: "/sign-in/second", answers(303, stranger=303)),
    Row("accounts.steps.create", lambda w: "/sign-in/second", answers(303, stranger=303), method="POST"),
    # Links by mail: whoever asks for one is told the same.
    Row("accounts.links.new", lambda w: "/sign-in/link", answers(200, stranger=200)),
    Row("accounts.links.create", lambda w: "/sign-in/link", answers(200, stranger=200), method="POST", data=_address),
    *_with_link("accounts.links.show", "/sign-in/link", "link", 200, 303),
    *_with_link("accounts.links.update", "/sign-in/link", "link", 303, 303, method="POST"),
    Row("accounts.passwords.show_forgotten", lambda w: "/password/forgotten", answers(200, stranger=200)),
    Row(
        "accounts.passwords.create_forgotten",
        lambda w: "/password/forgotten",
        answers(200, stranger=200),
        method="POST",
        data=_address,
    ),
    *_with_link("accounts.passwords.show_reset", "/password/reset", "reset", 200, 303),
    *_with_link(
        "accounts.passwords.create_reset",
        "/password/reset",
        "reset",
        303,
        303,
        method="POST",
        data=lambda w: NEW_PASSWORD,
    ),
    Row("accounts.passwords.edit", lambda w: "/me/password", answers(200)),
    Row(
        "accounts.passwords.update",
        lambda w: "/me/password",
        answers(422),  # nobody in this world has a password to be changed
        method="POST",
        data=lambda w: {"present": "geen", **NEW_PASSWORD},
    ),
    Row("accounts.second_step.show", lambda w: "/me/second-step", answers(200)),
    Row("accounts.second_step.create_codes", lambda w: "/me/second-step/codes", answers(303), method="POST"),
    Row("accounts.second_step.show_codes", lambda w: "/me/second-step/codes", answers(404, tom=200)),
    Row(
        "accounts.second_step.confirm_codes",
        lambda w: "/me/second-step/codes/confirm",
        answers(404, tom=422),
        method="POST",
        data=lambda w: {"code": "000 00"},
    ),
    Row("accounts.second_step.end_codes", lambda w: "/me/second-step/codes/end", answers(303), method="POST"),
    Row("accounts.second_step.create_paper", lambda w: "/me/second-step/paper", answers(403), method="POST"),
    Row("accounts.second_step.show_proof", lambda w: "/me/prove", answers(200)),
    Row("accounts.second_step.create_proof", lambda w: "/me/prove", answers(422), method="POST"),
    # Passkeys: nobody in this world has one, and what is no credential is refused.
    Row("accounts.passkeys.create_options", lambda w: "/me/passkeys/options", answers(200), method="POST"),
    Row("accounts.passkeys.create", lambda w: "/me/passkeys", answers(422), method="POST"),
    Row("accounts.passkeys.end", lambda w: "/me/passkeys/1/end", answers(303), method="POST"),
    Row(
        "accounts.passkeys.use_options", lambda w: "/sign-in/passkey/options", answers(200, stranger=200), method="POST"
    ),
    Row("accounts.passkeys.use", lambda w: "/sign-in/passkey", answers(303, stranger=303), method="POST"),
]
