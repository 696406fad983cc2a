"""People and the places where they are signed in."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of

NAME_MAX = 80
EMAIL_MAX = 254


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
    """Somebody with an account. The e-mail address is kept in lower case and is unique."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(EMAIL_MAX), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[Language] = mapped_column(names_of(Language), default=Language.DUTCH)
    theme: Mapped[Theme] = mapped_column(names_of(Theme), default=Theme.SYSTEM)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def person_column(*, on_erase: Literal["drop", "blank"], **options: Any) -> MappedColumn[Any]:
    """A column that names a person, with what becomes of it when they leave.

    `drop`: the row goes with the person. `blank`: the row stays without the name, so the column is optional.
    """
    goes = "CASCADE" if on_erase == "drop" else "SET NULL"
    key = ForeignKey("person.id", ondelete=goes)
    return mapped_column(key, index=True, info={"on_erase": on_erase}, **options)


class SignIn(Base):
    """One device on which a person is signed in; ended with a date, never deleted by signing out."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = person_column(on_erase="drop")
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
