"""The door of bytes: film, poster and strip of a recording, for who may see it, request by request."""

from collections.abc import Callable

from flask import Blueprint, current_app, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.media import delivery, policy, queries
from wpl_platform.media.models import Rendition
from wpl_platform.media.noted import played
from wpl_platform.media.storage import storage
from wpl_platform.media.views.still import May, still_sees
from wpl_platform.teams.current import viewer
from wpl_platform.teams.lasting import in_its_own_context
from wpl_platform.web.turns import turn

bp = Blueprint("files", __name__)


@bp.get("/recordings/<int:recording_id>/media/<name>")
def show(recording_id: int, name: str) -> Response:
    """The file or a range of it; which there are: `media.models.Rendition`.

    Who asks and whether they may is found out in turns; a slow bucket or reader holds nobody up.
    """
    with turn():
        found = _allowed(recording_id, name)
    return send(found) if isinstance(found, Rendition) else found


@login_required
def _allowed(recording_id: int, name: str) -> Rendition | Response:
    found = queries.rendition(recording_id, name, viewer=viewer())
    if request.method != "HEAD":
        played(found, by=viewer())
    return found


def send(rendition: Rendition, taken: str = "", may: May = policy.may_watch) -> Response:
    """The bytes of a file that this viewer may have, as long as the policy says so.

    Under the name `taken` they are saved, not shown.
    """
    return pour(rendition, in_its_own_context(still_sees(rendition.recording_id, may)), taken)


def pour(rendition: Rendition, still: Callable[[], bool], taken: str = "") -> Response:
    """The same, as long as `still` says so, which needs no open context."""
    way = delivery.Way(storage(), still, current_app.config["ACCEL_PREFIX"], taken=taken)
    release()
    return delivery.deliver(rendition, request.environ, way)
