"""The clear film of one that was made unrecognisable, where its maker keeps it: a room of queries.

Nobody but the maker gets at it, by one door; nothing else is ever made of it: docs/decisions/redaction.md.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media import policy, redaction_orders
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.teams.viewer import Viewer

CLEAR = frozenset({RenditionKind.CLEAR, RenditionKind.CLEAR_FILM})
PLAYS = "video/mp4"


def is_kept(recording: Recording) -> bool:
    """Whether its maker keeps it clear beside the film that others see. For who may know: maker, or in view of it."""
    return kept_of(recording.id) is not None


def coverings(recording_ids: Collection[int]) -> Mapping[int, bool]:
    """Of which of these recordings the film was made unrecognisable, and whether its maker kept it clear as well: what
    who is in view of it is told. Two queries.
    """
    asked = select(Rendition.recording_id).where(Rendition.kind.in_(CLEAR))
    kept = frozenset(db.session.scalars(asked.where(Rendition.recording_id.in_(recording_ids))))
    return {number: number in kept for number in redaction_orders.unrecognisable_among(recording_ids)}


def kept_of(recording_id: int) -> Rendition | None:
    """The clear film as it would come back: what was set aside, or what plays of it when that was lost; None when there
    is neither. System act.
    """
    return min(files_of(recording_id), key=lambda row: row.kind is not RenditionKind.CLEAR, default=None)


def files_of(recording_id: int) -> Sequence[Rendition]:
    """All bytes of it. System act."""
    asked = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.kind.in_(CLEAR))
    return db.session.scalars(asked).all()


def may_look(viewer: Viewer, recording: Recording) -> bool:
    """Whether the viewer may look at it now: there is one, it is theirs, and no other is being made of the film. Also
    when it is all that is left of a film that was lost.
    """
    if not policy.may_see_uncovered(viewer, recording) or not is_at_rest(recording):
        return False
    return is_kept(recording) and redaction_orders.open_order(recording.id) is None


def is_at_rest(recording: Recording) -> bool:
    """Whether the covered film is there, or was lost. System act."""
    return recording.stage is Stage.READY or (recording.stage, recording.reason) == (Stage.REFUSED, Reason.LOST)


def film_of(recording: Recording, *, viewer: Viewer) -> Rendition:
    """What plays of it; raises Missing for everybody but its maker, and when it is not kept."""
    if not may_look(viewer, recording):
        raise Missing
    found = [row for row in files_of(recording.id) if row.media_type == PLAYS]
    if not found:
        raise Missing
    return max(found, key=lambda row: row.kind is RenditionKind.CLEAR_FILM)
