"""How a proof follows a film that is trimmed: it goes on pointing at the same picture, or at the nearest left."""

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.improvement.models import Proof
from wpl_platform.media.following import Follower
from wpl_platform.media.trim import Part


def spans(recording_id: int) -> list[Span]:
    """None: a proof is no moment, and never lies outside."""
    return []


def move(recording_id: int, was: Part, now: Part) -> None:
    """Points every proof at its picture in another part of what was filmed."""
    for proof in db.session.scalars(select(Proof).where(Proof.recording_id == recording_id)):
        proof.at_ms = min(max(proof.at_ms + was.start, now.start), now.end) - now.start
    db.session.flush()


def settle(recording_id: int) -> None:
    """Nothing: a proof keeps no other place."""


FOLLOWS = Follower(spans, move, settle)
