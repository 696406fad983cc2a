"""The link by which somebody without a password chooses one: for seven days, and spent by using it."""

from flask import url_for

from wpl_platform.accounts import tickets
from wpl_platform.accounts.models import Person, TicketKind
from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _


class Spent(Missing):
    """The link did its work: the person has a password."""


def welcome_link(person: Person) -> str:
    """The address to pass on to the person; one that was made before works no more."""
    secret = tickets.issue(TicketKind.WELCOME, person.id)
    return url_for("accounts.passwords.show_welcome", token=secret, _external=True)


def newcomer(token: str) -> Person:
    """The person the link was made for; raises Missing when it is old or altered, Spent when it was used."""
    found = tickets.last_holder(TicketKind.WELCOME, token)
    if found is not None and found.password_hash is not None:
        raise Spent(_("Deze link is al gebruikt. Meld je aan met je wachtwoord."))
    person = tickets.holder(TicketKind.WELCOME, token)
    if person is None:
        raise Missing(_("Deze link werkt niet meer. Vraag je beheerder om een nieuwe."))
    return person
