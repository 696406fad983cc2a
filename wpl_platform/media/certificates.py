"""The certificate of destruction: what was destroyed of a film and when, under a number that only we can give.

The number is signed, and whoever has it may look: it names nobody and says nothing of what was in the film.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Organisation


@dataclass(frozen=True)
class Certificate:
    """What is certain: which recording (its number) of whom, why, how many files of each kind, and of how many bytes.

    `decided`: when it was to be destroyed; `done`: when it was looked whether everything is gone, and it was.
    """

    number: str
    recording_id: int
    organisation: str
    why: Why
    decided: datetime
    done: datetime
    files: Counter[str]
    size: int


def certificate(number: str) -> Certificate:
    """What belongs to the number; raises Missing when it is not one of ours, or it is not done yet."""
    try:
        found = db.session.get(Destruction, int(_signer().loads(number)))
    except (BadSignature, TypeError, ValueError):
        raise Missing from None
    if found is None or found.done_at is None:
        raise Missing
    organisation = db.session.get_one(Organisation, found.organisation_id)
    return Certificate(
        number,
        found.recording_id,
        organisation.name,
        found.why,
        clock.local(found.created_at),
        clock.local(found.done_at),
        Counter(str(file["kind"]) for file in found.files),
        sum(int(file["bytes"]) for file in found.files),
    )


def number_of(recording: Recording) -> str:
    """The number of the certificate of a recording; empty while there is none. For a caller that may see it."""
    asked = select(Destruction.id).where(Destruction.recording_id == recording.id, Destruction.done_at.is_not(None))
    found = db.session.scalar(asked.order_by(Destruction.id.desc()).limit(1))
    return "" if found is None else signed(found)


def signed(destruction_id: int) -> str:
    """The number of the certificate of a destruction."""
    return str(_signer().dumps(destruction_id))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="destruction")
