"""The certificate of destruction: what was destroyed of a film and when, under a number that only we can give.

The number is signed, and whoever has it may look: it names nobody and says nothing of what was in the film.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, func, select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.ids import digest
from wpl_platform.media import offices
from wpl_platform.media.destruction_models import Destruction, WasInView, Why
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Organisation
from wpl_platform.teams.viewer import Viewer

MARKED = 12
"""So many digits of the mark are in a number: a number given out before a backup was put back tells no other film."""
MOST = 200
"""So many are listed."""


@dataclass(frozen=True)
class Certificate:
    """What is certain: which recording (its number) of whom, why, how many files of each kind, and of how many bytes.

    `decided`: when it was to be destroyed; `done`: when it was looked whether everything is gone, and it was.
    `people`: of how many in view it is kept, without a name, what they agreed to. `statement`: all that in one form, as
    it was signed (`signature`) with a key of the organisation (`signed_with`); empty for a moment after it was done.
    """

    number: str
    recording_id: int
    organisation: str
    why: Why
    decided: datetime
    done: datetime
    files: Counter[str]
    size: int
    people: int
    statement: str
    signature: str
    signed_with: str


def certificate(number: str) -> Certificate:
    """What belongs to the number; raises Missing when it is not one of ours, or it is not done yet."""
    found = _numbered(number)
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
        db.session.scalar(select(func.count(WasInView.id)).where(WasInView.destruction_id == found.id)) or 0,
        found.statement,
        found.signature,
        found.signed_with,
    )


def listed_for(number: str, *, viewer: Viewer) -> tuple[bool, int | None]:
    """Where the viewer sees it in a list: whether among their own, and of which organisation as its FG, if any."""
    found = _numbered(number)
    if found is None or not viewer.signed_in:
        return False, None
    own, guarded = viewer.is_person(found.maker_id), offices.may_see_destroyed(viewer, found.organisation_id)
    return own, found.organisation_id if guarded else None


def number_of(recording: Recording) -> str:
    """The number of the certificate of a recording; empty while there is none. For a caller that may see it."""
    asked = select(Destruction).where(Destruction.recording_id == recording.id, Destruction.done_at.is_not(None))
    return numbered(db.session.scalar(asked.order_by(Destruction.id.desc()).limit(1)))


def numbered(row: Destruction | None) -> str:
    """The number of what was destroyed; empty while it is not certain. For a caller that may see it."""
    if row is None or row.done_at is None:
        return ""
    return str(_signer().dumps([row.id, row.mark[:MARKED]] if row.mark else row.id))


def number_of_what_was_seen(key: str) -> tuple[Destruction, str] | None:
    """The destruction of the film in which the holder of this secret was in view, and its number when it is done."""
    asked = select(Destruction).join(WasInView, WasInView.destruction_id == Destruction.id)
    row = db.session.scalar(asked.where(WasInView.key_digest == digest(key)).order_by(Destruction.id.desc()).limit(1))
    return None if row is None else (row, numbered(row))


def destroyed_for(organisation_id: int, *, viewer: Viewer) -> Sequence[Destruction]:
    """What was destroyed of an organisation, the latest first, for its FG; nothing for others."""
    if not offices.may_see_destroyed(viewer, organisation_id):
        return []
    return _latest(Destruction.organisation_id == organisation_id)


def destroyed_of(*, viewer: Viewer) -> Sequence[Destruction]:
    """What was destroyed of the viewer's own, the latest first."""
    return _latest(Destruction.maker_id == viewer.person_id) if viewer.signed_in else []


def _latest(which: ColumnElement[bool]) -> Sequence[Destruction]:
    return db.session.scalars(select(Destruction).where(which).order_by(Destruction.id.desc()).limit(MOST)).all()


def _numbered(number: str) -> Destruction | None:
    """The row that a number tells; one of before there were marks tells only which row."""
    try:
        told = _signer().loads(number)
        row_id, mark = told if isinstance(told, list) else (told, None)
        found = db.session.get(Destruction, int(row_id))
    except (BadSignature, TypeError, ValueError):
        return None
    return found if found is not None and mark in (None, found.mark[:MARKED]) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="destruction")
