"""The access log of each organisation: lines in a chain, and where each chain ends. Why: docs/decisions/access-log.md.

The database refuses to change or remove a line (triggers in the migration), but for the one column that names a person.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpl_platform.accounts.models import Person, person_column
from wpl_platform.core.database import Base, names_of

NOTHING = "0" * 64
"""What stands for the line before the first."""
WHAT_MAX = 120


class Action(StrEnum):
    """What was done. `played` is film and sound; `seen` is a page or picture of it."""

    SEEN = "seen"
    PLAYED = "played"
    EXPORTED = "exported"
    ADDED = "added"
    CHANGED = "changed"
    COMMENTED = "commented"
    SHARED = "shared"
    UNSHARED = "unshared"
    DELETED = "deleted"
    DESTROYED = "destroyed"
    CONSENTED = "consented"
    WITHDREW = "withdrew"
    EXTENDED = "extended"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    ERASED = "erased"
    SIGN_IN_SET = "sign_in_set"
    SIGN_IN_LINKED = "sign_in_linked"
    LOG_READ = "log_read"
    LOG_EXPORTED = "log_exported"
    LOG_SHORTENED = "log_shortened"


class Kind(StrEnum):
    """What a line is about; its number is `about_id`, which stays when the thing itself is gone."""

    RECORDING = "recording"
    PERSON = "person"
    ORGANISATION = "organisation"
    CONSENT = "consent"


class AccessEntry(Base):
    """One line: who did what, when, as whom, about which thing. Never a name, a title or what somebody said.

    `person_id` is blanked when that person is erased; `who` stays, and tells only which lines were of one person
    (empty: nobody with an account). `acted_as`: the roles held then. `on_behalf`: for whom, as a code (`subject:12`).
    `subject_id`: which person in view. `what`: more precisely, in codes. `hash`: see `privacy.chain`.
    """

    __tablename__ = "access_entry"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = person_column(on_erase="blank")
    who: Mapped[str] = mapped_column(String(64))
    acted_as: Mapped[str] = mapped_column(String(120))
    on_behalf: Mapped[str] = mapped_column(String(40))
    action: Mapped[Action] = mapped_column(names_of(Action))
    about_kind: Mapped[Kind] = mapped_column(names_of(Kind))
    about_id: Mapped[int]
    subject_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(String(WHAT_MAX))
    request: Mapped[str] = mapped_column(String(26))
    hash: Mapped[str] = mapped_column(String(64))

    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        Index("ix_access_entry_about", "about_kind", "about_id", "at"),
        Index("ix_access_entry_organisation_at", "organisation_id", "at"),
    )


class AccessChain(Base):
    """Where the chain of an organisation ends: the number and hash of its last line. Its row is the lock of who writes.

    It begins after `from_seq`, whose hash was `from_hash`: lines up to there were destroyed once they were old enough.
    """

    __tablename__ = "access_chain"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default=NOTHING)
    from_seq: Mapped[int] = mapped_column(default=0)
    from_hash: Mapped[str] = mapped_column(String(64), default=NOTHING)

    __table_args__ = (CheckConstraint("seq >= from_seq and from_seq >= 0", name="order"),)
