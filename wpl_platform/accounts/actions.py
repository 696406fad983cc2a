"""Becoming somebody, signing in and out, and choosing how the product looks and speaks."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from wpl_platform.accounts import passwords, queries
from wpl_platform.accounts.models import Language, Person, SignIn, Theme
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, tidy


def create_person(name: str, email: str, *, language: Language = Language.DUTCH) -> Person:
    """A person without a password yet. System act of the teams feature and the command line; raises Conflict."""
    person = Person(name=tidy(name), email=tidy(email).lower(), language=language)
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError as error:
        raise Conflict(_("Dit e-mailadres hoort al bij iemand.")) from error
    return person


def set_password(person: Person, password: str, *, by: int | None) -> None:
    """Gives the person a password; by themselves, or from their welcome link while they have none (`by=None`)."""
    require(by == person.id or (by is None and person.password_hash is None))
    if not passwords.PASSWORD_MIN <= len(password) <= passwords.PASSWORD_MAX:
        raise Invalid(_("Gebruik minstens %(count)s tekens.", count=passwords.PASSWORD_MIN), "password")
    unspent = (Person.id == person.id, *(() if by else (Person.password_hash.is_(None),)))
    kept = update(Person).where(*unspent).values(password_hash=passwords.hashed(password)).returning(Person.id)
    require(db.session.scalar(kept) is not None)


def check_password(email: str, password: str) -> Person | None:
    """The person, when address and password belong together. The same time and answer for unknown addresses."""
    person = queries.person_by_email(email)
    return person if passwords.matches(password, person.password_hash if person else None) else None


def sign_in(person: Person, *, device: str) -> tuple[str, SignIn]:
    """Opens a session on this device; returns it with its secret, which is kept nowhere but in the person's cookie."""
    token = ids.new_key()
    opened = SignIn(person_id=person.id, token_digest=ids.digest(token), device=device[:120])
    db.session.add(opened)
    db.session.flush()
    return token, opened


def end_sign_in(sign_in_id: int, *, by: int) -> None:
    """Ends one of the person's own sessions; already ended, or somebody else's, counts as done."""
    own = (SignIn.id == sign_in_id, SignIn.person_id == by, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*own).values(ended_at=clock.now()))


def end_other_sign_ins(kept_id: int, *, by: int) -> None:
    """Ends every session of the person but the one they are using."""
    others = (SignIn.person_id == by, SignIn.id != kept_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*others).values(ended_at=clock.now()))


def edit_me(name: str, language: Language, theme: Theme, *, by: int) -> None:
    """Keeps how somebody is called, in which language they read, and how light their screen is."""
    person = queries.person(by)
    person.name, person.language, person.theme = tidy(name), language, theme
