"""What a maker does with the clear film that they kept: destroy it for good, or take the covering back.

Another room of actions; and how a worker keeps it: docs/decisions/redaction.md.
"""

from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Refused, require
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.queries import is_at_work
from wpl_platform.media import actions, clear, consenting, following, policy, publishing, redaction_orders
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.noted import noted
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer


def destroy(recording: Recording, *, by: Viewer) -> bool:
    """Ensures that there is no clear film any more, for good, and that none is kept by a covering that is under way;
    already so is done. Answers whether a film went.
    """
    require(policy.may_see_uncovered(by, recording))
    one_at_a_time(recording)
    went, called_off = clear.is_kept(recording), _keep_no_more(recording.id)
    forget(recording.id)
    if went or called_off:
        noted(recording, Action.CHANGED, by=by, what="clear:destroyed")
    return went


def uncover(recording: Recording, *, by: Viewer) -> None:
    """Makes the film clear again, of what was kept, for its maker first; what was covered is gone then, and so is the
    consent of who agreed to that.

    Raises Refused while it is shared, Conflict when there is no clear film, or while one is being made.
    """
    require(policy.may_redact(by, recording) and policy.may_see_uncovered(by, recording))
    one_at_a_time(recording)
    db.session.expire(recording, ["open_shares"])
    kept = clear.kept_of(recording.id)
    busy = is_at_work(actions.subject_of(recording.id), (actions.REDACT, *actions.MAKING))
    if kept is None or not clear.is_at_rest(recording) or busy:
        raise Conflict(_("Dit kan nu niet."))
    if recording.open_shares:
        raise Refused(_("Je deelt deze video nog. Stop eerst met delen, dan kun je de bedekking weghalen."))
    for follower in following.followers():
        follower.replaced(recording.id)
    made = select(Rendition).where(Rendition.recording_id == recording.id, Rendition.id != kept.id)
    publishing.drop(db.session.scalars(made).all())
    kept.kind, kept.name = RenditionKind.ORIGINAL, RenditionKind.ORIGINAL.value
    recording.stage, recording.reason = Stage.PROCESSING, ""
    recording.nobody_else_at = None  # said of the covered film
    _end_covering(recording, by)
    jobs.enqueue(actions.ARRIVE, actions.subject_of(recording.id), queue=Queue.SHORT)
    noted(recording, Action.CHANGED, by=by, what="uncovered")


def forget(recording_id: int) -> None:
    """Ensures that nothing is left of a clear film, and that no order says that it is kept. System act."""
    publishing.drop(clear.files_of(recording_id))
    for order in _orders_that_kept(recording_id):
        order.asked = order.asked | {"keeps": False}
    db.session.flush()


def _keep_no_more(recording_id: int) -> bool:
    """Whether the clear film was to be kept by what is asked and not yet done; it is not any more."""
    order = redaction_orders.open_order(recording_id)
    if order is None or not order.asked.get("keeps"):
        return False
    order.asked = order.asked | {"keeps": False}
    return True


def set_aside(recording: Recording) -> None:
    """Ensures that what the film was made of so far is kept as its clear film. System act, of the worker that puts an
    unrecognisable one in its place; one that was kept before stays, and what is unrecognisable already is not clear.
    """
    original = select(Rendition).where(Rendition.recording_id == recording.id, Rendition.kind == RenditionKind.ORIGINAL)
    found = db.session.scalar(original)
    is_clear = not redaction_orders.is_unrecognisable(recording)
    if found is not None and is_clear and clear.kept_of(recording.id) is None:
        found.kind, found.name = RenditionKind.CLEAR, RenditionKind.CLEAR.value
        db.session.flush()


def _end_covering(recording: Recording, by: Viewer) -> None:
    now, orders = clock.now(), _orders_that_kept(recording.id)
    since = min((order.done_at for order in orders if order.done_at is not None), default=now)
    for order in orders:
        order.ended_at = now
    db.session.flush()
    consenting.end_covered(recording, since, by=by)


def _orders_that_kept(recording_id: int) -> list[RedactionOrder]:
    done = (RedactionOrder.done_at.is_not(None), RedactionOrder.ended_at.is_(None))
    asked = select(RedactionOrder).where(RedactionOrder.recording_id == recording_id, *done)
    return [order for order in db.session.scalars(asked) if order.asked.get("keeps")]
