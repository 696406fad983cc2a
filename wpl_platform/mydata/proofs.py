"""The proof that somebody was erased: what, how many and when. Its number only we can give, and it names nobody."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media import certificates
from wpl_platform.media.destruction_models import Destruction
from wpl_platform.mydata import counting
from wpl_platform.mydata.counting import Count
from wpl_platform.mydata.models import Erasure


@dataclass(frozen=True)
class Proof:
    """What is certain of an erasure. `done` none: not everything was looked at yet; `stopped`: it did not go on."""

    number: str
    asked: datetime
    erased: datetime | None
    done: datetime | None
    stopped: bool
    counts: list[Count]
    films: int
    files: int
    certificates: list[str]


def number_of(erasure: Erasure) -> str:
    """The number under which its proof is found."""
    return str(_signer().dumps(erasure.mark))


def proof(number: str) -> Proof:
    """What belongs to the number; raises Missing when it is none of ours."""
    try:
        mark = str(_signer().loads(number))
    except (BadSignature, TypeError, ValueError):
        raise Missing from None
    asked = select(Erasure).where(Erasure.mark == mark).order_by(Erasure.stopped_at.is_not(None), Erasure.id.desc())
    found = db.session.scalar(asked.limit(1))
    if found is None:
        raise Missing
    ended = db.session.scalars(select(Destruction).where(Destruction.id.in_(found.destroyed))).all()
    return Proof(
        number,
        clock.local(found.created_at),
        None if found.erased_at is None else clock.local(found.erased_at),
        None if found.done_at is None else clock.local(found.done_at),
        found.stopped_at is not None,
        counting.titled(found.counts),
        len(ended),
        sum(len(each.files) for each in ended),
        [certificates.numbered(each) for each in ended if each.done_at is not None],
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="erasure")
