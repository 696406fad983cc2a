"""People, what they sign in with, and the places where they are signed in."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of

NAME_MAX = 80
EMAIL_MAX = 254
DEVICE_MAX = 120
SIGN_IN_LASTS = timedelta(days=30)
"""How long somebody stays signed in on a device that they do not use."""

PASSKEY_NAME_MAX = 60
SUBJECT_MAX = 200


class Language(StrEnum):
    """The languages the product speaks."""

    DUTCH = "nl"
    ENGLISH = "en"


class Theme(StrEnum):
    """Light, dark, or as the device is set."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Person(Base):
    """Somebody with an account. The e-mail address is kept in lower case and is unique.

    `unproven`: they typed it themselves, and nothing has shown yet that it is theirs. `guest`: somebody by name without
    an account, who looks at one film by a link; the address is nobody's and leads nowhere (`.invalid`), and they never
    sign in.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(EMAIL_MAX), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[Language] = mapped_column(names_of(Language), default=Language.DUTCH)
    theme: Mapped[Theme] = mapped_column(names_of(Theme), default=Theme.SYSTEM)
    unproven: Mapped[bool] = mapped_column(default=False)
    guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def person_column(*, on_erase: Literal["drop", "blank"], **options: Any) -> MappedColumn[Any]:
    """A column that names a person, with what becomes of it when they leave.

    `drop`: the row goes with the person. `blank`: the row stays without the name, so the column is optional.
    """
    goes = "CASCADE" if on_erase == "drop" else "SET NULL"
    key = ForeignKey("person.id", ondelete=goes)
    return mapped_column(key, index=True, info={"on_erase": on_erase}, **options)


class SignIn(Base):
    """One device on which a person is signed in; ended with a date, never deleted by signing out.

    `used_at` follows to the half day. `second_at` is when they gave a second step here, `proved_at` when they last
    showed that it is them.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(DEVICE_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]
    second_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser in which a person signed in before; known by a secret in its cookie."""

    __tablename__ = "known_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    token_digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (UniqueConstraint("person_id", "token_digest"),)


class TicketKind(StrEnum):
    """What a single-use link or a half-open door is for."""

    WELCOME = "welcome"
    RESET = "reset"
    LINK = "link"
    HALFWAY = "halfway"


class Ticket(Base):
    """A right that is spent by using it once. Of its secret only the digest is kept."""

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    kind: Mapped[TicketKind] = mapped_column(names_of(TicketKind))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class CodeKey(Base):
    """What a person's app makes its one-time codes from, sealed. `last_step` is the latest that was used, in 30 s."""

    __tablename__ = "code_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop", unique=True)
    sealed: Mapped[str] = mapped_column(String(255))
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One of ten codes on paper, for when the phone is gone. Each works once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key in a phone, a computer or a stick; here is only its public half. `handle` is base64url."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    handle: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(PASSKEY_NAME_MAX))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """What a passkey is asked to sign; gone when it was. It is nobody's: who signs says who they are."""

    __tablename__ = "passkey_challenge"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class LetterKind(StrEnum):
    """A letter whose words are known, or one whose link is made when it is sent."""

    PLAIN = "plain"
    WELCOME = "welcome"
    RESET = "reset"
    LINK = "link"


class Letter(Base):
    """A mail that waits to be sent; gone as soon as it was. For an address that nobody has, nothing is sent."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(names_of(LetterKind))
    address: Mapped[str] = mapped_column(String(EMAIL_MAX))
    site: Mapped[str] = mapped_column(String(255), default="")
    subject: Mapped[str] = mapped_column(String(SUBJECT_MAX), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = ({"sqlite_autoincrement": True},)  # a job knows it by its number, which is nobody else's later
