"""Making a recording unrecognisable: ask for it, have faces looked for, take it back before it is done.

Another room of actions. From the moment it is asked nobody sees the clear film any more; when the new one is there, the
clear one is destroyed with everything that was made of it, or set aside for its maker: docs/decisions/redaction.md.
"""

from typing import Any

from sqlalchemy import delete, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Refused, require
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.queries import is_at_work, job_of
from wpl_platform.media import (
    actions,
    clear,
    clearing,
    following,
    policy,
    publishing,
    queries,
    redaction_orders,
    trimming,
)
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.noted import noted
from wpl_platform.media.redaction import Cover, Redaction
from wpl_platform.media.redaction_models import FaceScan, RedactionOrder
from wpl_platform.media.redaction_orders import IS_OPEN, open_order
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer

REDACT, LOOK = actions.REDACT, "media.look_for_faces"


def look_for_faces(recording: Recording, *, by: Viewer) -> None:
    """Ensures that faces are looked for in the film, so that its maker sees what would be covered; found is done."""
    require(policy.may_redact(by, recording))
    _require_clear(recording)
    if db.session.get(FaceScan, recording.id) is None:
        jobs.enqueue(LOOK, actions.subject_of(recording.id), queue=Queue.LONG)


def redact(recording: Recording, asked: Redaction, *, by: Viewer) -> None:
    """Has the film made unrecognisable. From now on nobody sees it, and when it is there the clear one is destroyed; or
    set aside for its maker alone, when that is asked, together with one that was set aside before.

    Who it is shared with sees nothing until then, and after that the new film. Raises Invalid when nothing is asked,
    Refused when there is no original to make it of, Conflict while the film is still being made.
    """
    require(policy.may_redact(by, recording))
    if asked.empty:
        raise Invalid(_("Kies wat je onherkenbaar wilt maken."), "faces")
    one_at_a_time(recording)
    if asked.keeps:
        require(may_keep(recording), _("De heldere video kan niet bewaard worden. Die gaat dus weg."))
    _require_clear(recording)
    data = asked.as_data() | {"found": _found(recording, asked)}
    for follower in following.followers():
        follower.replaced(recording.id)
    db.session.add(RedactionOrder(recording_id=recording.id, by_id=by.person_id, asked=data))
    recording.stage, recording.reason = Stage.PROCESSING, ""
    stays = (RenditionKind.ORIGINAL, *clear.CLEAR)
    kept = select(Rendition).where(Rendition.recording_id == recording.id, Rendition.kind.not_in(stays))
    publishing.drop(db.session.scalars(kept).all())
    db.session.flush()
    jobs.enqueue(REDACT, actions.subject_of(recording.id), queue=Queue.LONG)
    actions.announce(recording)
    noted(recording, Action.CHANGED, by=by, what="covered:kept" if asked.keeps else "covered")


def may_keep(recording: Recording) -> bool:
    """Whether the clear film can be kept for its maker: the organisation keeps originals, and there is a clear one."""
    is_clear = clear.is_kept(recording) or not redaction_orders.is_unrecognisable(recording)
    return is_clear and queries.keeps_originals(recording.team_id)


def take_back(recording: Recording, *, by: Viewer) -> None:
    """Ensures that the film is not made unrecognisable: it is made of its original again, clear.

    Raises Conflict while it is at work: stop that first; and when it is done, for then the clear film is no more.
    """
    require(policy.may_redact(by, recording))
    one_at_a_time(recording)
    order = open_order(recording.id)
    if order is None or recording.stage is not Stage.FAILED:
        raise Conflict(_("Dit kan nu niet meer terug."))
    if is_at_work(actions.subject_of(recording.id), (REDACT, *actions.MAKING)):
        raise Conflict(_("Het stoppen is nog bezig. Probeer het zo nog eens."))
    if recording.open_shares:
        raise Refused(_("Je deelt deze video nog. Stop eerst met delen, dan kun je hem terugzetten."))
    order.ended_at = clock.now()
    recording.stage, recording.reason = Stage.PROCESSING, ""
    recording.nobody_else_at = None  # said of a film that would be covered
    jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    actions.announce(recording)


def concluded(recording: Recording) -> None:
    """The new film is there and the clear one gone, or set aside: what lay outside it is gone too. System act, in the
    transaction that names the new film.
    """
    order = open_order(recording.id)
    if order is None:
        return
    if not order.asked.get("keeps"):
        clearing.forget(recording.id)
    forget_scan(recording.id)
    order.done_at = clock.now()
    order.asked = order.asked | {"found": None, "drawn": [], "dropped": []}
    trimming.settle_part(recording)
    jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)


def keep_scan(recording_id: int, covers: tuple[Cover, ...]) -> None:
    """Ensures that this is where faces are in the film. System act."""
    forget_scan(recording_id)
    db.session.add(FaceScan(recording_id=recording_id, covers=[cover.as_data() for cover in covers]))


def forget_scan(recording_id: int) -> None:
    """Ensures that nothing is kept of where faces are: the film is another. System act."""
    db.session.execute(delete(FaceScan).where(FaceScan.recording_id == recording_id))


def replaced(recording_id: int) -> None:
    """Another film comes in the place of this one: what was asked of it is over, searches too. System act."""
    forget_scan(recording_id)
    looking = job_of(actions.subject_of(recording_id), LOOK)
    if looking is not None:
        jobs.cancel(looking.id)
    standing = (RedactionOrder.recording_id == recording_id, IS_OPEN)
    db.session.execute(update(RedactionOrder).where(*standing).values(ended_at=clock.now()))


def _found(recording: Recording, asked: Redaction) -> list[dict[str, Any]] | None:
    """What is covered of what was found: all but what is dropped; None when it is still to be looked for."""
    scan = db.session.get(FaceScan, recording.id) if asked.faces else None
    found, dropped = (None if scan is None else scan.covers), [cover.as_data() for cover in asked.dropped]
    if any(one not in (found or []) for one in dropped):
        raise redaction_orders.searched_anew()
    return None if found is None else [one for one in found if one not in dropped]


def _require_clear(recording: Recording) -> None:
    if not trimming.has_original(recording):
        raise Refused(_("Het origineel van deze video is niet bewaard. Daarom kun je hem niet onherkenbaar maken."))
    making = is_at_work(actions.subject_of(recording.id), (REDACT, *actions.MAKING))
    if recording.stage is not Stage.READY or making:
        raise Conflict(_("Deze video wordt nog klaargemaakt. Daarna kun je hem onherkenbaar maken."))
