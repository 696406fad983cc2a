"""Who somebody is, and where they are signed in. Asked by the person themselves or by the doors."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select

from wpl_platform.accounts.models import SIGN_IN_LASTS, Passkey, Person, SignIn
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.text import tidy


def person_by_email(email: str) -> Person | None:
    """The person with this address, however it was typed; a guest has none."""
    return db.session.scalar(select(Person).where(Person.email == tidy(email).lower(), Person.guest.is_(False)))


def person(person_id: int) -> Person:
    """The person; raises Missing when there is none."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise Missing
    return found


def signed_in(token: str) -> tuple[SignIn, Person] | None:
    """The sign-in that this secret belongs to with its person, as long as it counts."""
    asked = (
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_digest == ids.digest(token), _counts())
    )
    row = db.session.execute(asked).first()
    return None if row is None else (row[0], row[1])


def sign_ins_of(person_id: int) -> Sequence[SignIn]:
    """The devices on which the person is signed in now, newest first."""
    asked = select(SignIn).where(SignIn.person_id == person_id, _counts())
    return db.session.scalars(asked.order_by(SignIn.created_at.desc(), SignIn.id.desc())).all()


def came_before(person_id: int) -> bool:
    """Whether the person ever signed in, with a password or without."""
    return db.session.scalar(select(SignIn.id).where(SignIn.person_id == person_id).limit(1)) is not None


def came_in(person: Person) -> bool:
    """Whether the person ever chose a password, or signed in without."""
    return person.password_hash is not None or came_before(person.id)


def who_came_in() -> ColumnElement[bool]:
    """The same, as a condition on Person."""
    return Person.password_hash.is_not(None) | exists().where(SignIn.person_id == Person.id)


def passkeys_of(person_id: int) -> Sequence[Passkey]:
    """The person's passkeys, oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)).all()


def _counts() -> ColumnElement[bool]:
    """SQL: it was not ended, and is still in use."""
    used = func.coalesce(SignIn.used_at, SignIn.created_at, type_=SignIn.created_at.type)
    return SignIn.ended_at.is_(None) & (used > clock.now() - SIGN_IN_LASTS)
