"""What of accounts is a person's: who they are, what they sign in with, and where. Secrets are not taken along."""

from sqlalchemy import delete, select

from wpl_platform.accounts.models import (
    CodeKey,
    KnownDevice,
    Letter,
    Passkey,
    Person,
    RecoveryCode,
    SignIn,
    Ticket,
)
from wpl_platform.core.belonging import Belongings, Leaving, Part, of_person
from wpl_platform.core.database import db
from wpl_platform.core.text import lazy

_PEOPLE = Person.__table__
ME = Part(
    table=_PEOPLE,  # type: ignore[arg-type]  # a table is what it is
    name="person",
    title=lazy("Je account"),
    mine=lambda person_id: _PEOPLE.c.id == person_id,
    going=lambda person_id: _PEOPLE.c.id == person_id,
    hidden=frozenset({"password_hash"}),
)


def erase(leaving: Leaving) -> None:
    """No letter is on its way to them any more."""
    address = select(Person.email).where(Person.id == leaving.person_id).scalar_subquery()
    db.session.execute(delete(Letter).where(Letter.address == address).execution_options(synchronize_session=False))


BELONGS = Belongings(
    parts=(
        ME,
        of_person(SignIn, "person_id", title=lazy("Apparaten waarop je je aanmeldde"), hidden=("token_digest",)),
        of_person(KnownDevice, "person_id", hidden=("token_digest",)),
        of_person(Ticket, "person_id", hidden=("token_digest",)),
        of_person(CodeKey, "person_id", hidden=("sealed", "last_step")),
        of_person(RecoveryCode, "person_id", hidden=("code_digest",)),
        of_person(Passkey, "person_id", title=lazy("Passkeys"), hidden=("handle", "public_key")),
    ),
    left_out={
        "letter": "a mail that waits to be sent, and is gone as soon as it was",
        "passkey_challenge": "what a passkey is asked to sign: it is nobody's",
    },
    erase=erase,
)
