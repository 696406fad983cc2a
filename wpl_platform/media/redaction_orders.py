"""What is asked to be made unrecognisable, what was done, and where faces were found: a room of queries."""

from collections.abc import Collection

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import actions, policy
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.redaction import Cover, Redaction
from wpl_platform.media.redaction_models import FaceScan, RedactionOrder
from wpl_platform.media.redaction_reading import cover_of, redaction_of
from wpl_platform.teams.viewer import Viewer

IS_OPEN = RedactionOrder.done_at.is_(None) & RedactionOrder.ended_at.is_(None)


def open_order(recording_id: int) -> RedactionOrder | None:
    """What is asked and not yet done. System act."""
    asked = select(RedactionOrder).where(RedactionOrder.recording_id == recording_id, IS_OPEN)
    return db.session.scalar(asked)


def open_order_of(recording: Recording) -> RedactionOrder | None:
    """The same, for a page that shows the recording to its maker."""
    return open_order(recording.id)


def at_work_on(recording: Recording) -> str:
    """Which kind of job makes the film now. System act."""
    return actions.CONVERT if open_order(recording.id) is None else actions.REDACT


def asked_of(order: RedactionOrder) -> Redaction:
    """What is asked, to be done."""
    return redaction_of(order.asked)


def is_unrecognisable(recording: Recording) -> bool:
    """Whether the film that is seen was made unrecognisable. For who sees the recording, or is in view of it."""
    return bool(unrecognisable_among([recording.id]))


def unrecognisable_among(recording_ids: Collection[int]) -> frozenset[int]:
    """Of which of these recordings the film is unrecognisable, in one query. For the same."""
    later = select(Rendition.id).where(
        Rendition.recording_id == RedactionOrder.recording_id,
        Rendition.kind == RenditionKind.ORIGINAL,
        Rendition.created_at > RedactionOrder.done_at,
    )
    done = (RedactionOrder.done_at.is_not(None), RedactionOrder.ended_at.is_(None), ~later.exists())
    asked = select(RedactionOrder.recording_id).where(RedactionOrder.recording_id.in_(recording_ids), *done)
    return frozenset(db.session.scalars(asked))


def covers_found(recording: Recording, *, viewer: Viewer) -> tuple[Cover, ...] | None:
    """Where faces were found, for the maker; None while they were not looked for."""
    require(policy.may_redact(viewer, recording))
    scan = db.session.get(FaceScan, recording.id)
    return None if scan is None else tuple(cover_of(one) for one in scan.covers)


def scan_of(recording: Recording, *, viewer: Viewer) -> str:
    """Which search for faces that was: another has another name; empty while there was none."""
    require(policy.may_redact(viewer, recording))
    scan = db.session.get(FaceScan, recording.id)
    return "" if scan is None else scan.created_at.isoformat()


def dropped_of(recording: Recording, scan: str, numbers: Collection[int], *, viewer: Viewer) -> tuple[Cover, ...]:
    """What these numbers name of what was found, to be left as it is; raises Invalid when it was another search."""
    if not numbers:
        return ()
    found = covers_found(recording, viewer=viewer) or ()
    if scan != scan_of(recording, viewer=viewer) or max(numbers) >= len(found):
        raise searched_anew()
    return tuple(found[number] for number in sorted(numbers))


def searched_anew() -> Invalid:
    """What was left out was left out of another search."""
    return Invalid(_("Er is opnieuw naar gezichten gezocht. Kijk nog eens wat er bedekt wordt."), "faces")
