"""How a line of the log is sealed to the one before it. Pure.

    hash = SHA-256( hash of the line before + LF + fields )

`fields` is the line as a JSON array in the order of FIELDS, UTF-8, without spaces; the moment in UTC with microseconds.
The hash of the line before the first is 64 zeros. `person_id` is not among them: it is blanked when a person is erased,
and `who` stands for it.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Protocol

FIELDS = (
    "organisation_id",
    "seq",
    "at",
    "who",
    "acted_as",
    "on_behalf",
    "action",
    "about_kind",
    "about_id",
    "subject_id",
    "what",
    "request",
)


class Somebody(Protocol):
    """What of a person is needed to make their mark."""

    id: Any
    created_at: Any


def canonical(line: Any) -> str:
    """The fields of a line in the one form that is sealed."""
    return json.dumps([_plain(getattr(line, name)) for name in FIELDS], ensure_ascii=False, separators=(",", ":"))


def sealed(before: str, line: Any) -> str:
    """The hash of a line that follows the one with the hash `before` (64 hex digits)."""
    return hashlib.sha256(f"{before}\n{canonical(line)}".encode()).hexdigest()


def mark_of(person: Somebody, organisation_id: int) -> str:
    """What stands in an organisation's log for a person, and stays when they are erased.

    Made of their number and the microsecond in which their account was made: once those are gone, nobody finds them.
    """
    return hashlib.sha256(f"{organisation_id}:{person.id}:{_moment(person.created_at)}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    return _moment(value) if isinstance(value, datetime) else value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
