"""The link by which somebody without a password chooses one: signed, for seven days, and spent by using it."""

from flask import current_app, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from wpl_platform.accounts import queries
from wpl_platform.accounts.models import Person
from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _

LIFETIME_S = 7 * 24 * 3600


class Spent(Missing):
    """The link did its work: the person has a password."""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="welcome")


def welcome_link(person: Person) -> str:
    """The address to pass on to the person."""
    return url_for("accounts.show_welcome", token=_signer().dumps(person.id), _external=True)


def newcomer(token: str) -> Person:
    """The person the link was made for; raises Missing when it is old or altered, Spent when it was used."""
    try:
        person_id = int(_signer().loads(token, max_age=LIFETIME_S))
    except BadData:
        raise Missing(_("Deze link werkt niet meer. Vraag je beheerder om een nieuwe.")) from None
    person = queries.person(person_id)
    if person.password_hash is not None:
        raise Spent(_("Deze link is al gebruikt. Meld je aan met je wachtwoord."))
    return person
