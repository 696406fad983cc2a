"""What was destroyed of a recording, and since when it is certain that nothing of it is left."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wpl_platform.accounts.models import person_column
from wpl_platform.core import clock
from wpl_platform.core.database import Base, names_of
from wpl_platform.media.consent_models import InViewKind


class Why(StrEnum):
    """Why a film was destroyed: somebody in view withdrew, its maker deleted it, its time was over, its maker left."""

    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    EXPIRED = "expired"
    ERASED = "erased"


class Destruction(Base):
    """That the bytes of a recording were removed: each file with its kind and size, from when it was decided.

    `done_at`: it was looked whether they are gone, and they were; what is certain is then said in `statement`, and
    signed (see `media.signing`). It outlives the recording, so it only has its number, and a `mark` that no other
    recording gets, also when a backup hands out the same number again (see `media.destroyed_list`).
    """

    __tablename__ = "destruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    maker_id: Mapped[int | None] = person_column(on_erase="blank")
    mark: Mapped[str] = mapped_column(String(64), default="")
    why: Mapped[Why] = mapped_column(names_of(Why))
    files: Mapped[list[dict[str, str | int]]] = mapped_column(JSON)
    statement: Mapped[str] = mapped_column(Text, default="")
    signature: Mapped[str] = mapped_column(String(88), default="")
    signed_with: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]

    __table_args__ = ({"sqlite_autoincrement": True},)


class WasInView(Base):
    """Somebody who was in view of a recording that is gone, without their name: what they agreed to, as proof of it.

    `key_digest`: of the secret of their link, so that it still tells them what became of the film. `consents`: of each
    its purpose, how and when it was given, under which text (digest, language, version), until when, how it ended.
    """

    __tablename__ = "was_in_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    destruction_id: Mapped[int] = mapped_column(ForeignKey("destruction.id", ondelete="CASCADE"), index=True)
    in_view_id: Mapped[int]
    key_digest: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[InViewKind] = mapped_column(names_of(InViewKind))
    withdrawn_at: Mapped[datetime | None]
    consents: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class SigningKey(Base):
    """A pair of keys with which an organisation signs certificates; the private one is sealed with SECRET_KEY.

    `id`: the first 16 hex digits of the SHA-256 of the public key. A public key stays, so that what was signed with it
    can always be checked; of an organisation the latest that opens is used.
    """

    __tablename__ = "signing_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    public: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
