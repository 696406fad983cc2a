"""The door of bytes: film, poster and strip of a recording, for who may see it, request by request."""

from flask import Blueprint, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.media import delivery, queries
from wpl_platform.media.storage import storage
from wpl_platform.media.views.still import in_its_own_context, still_sees
from wpl_platform.teams.current import viewer

bp = Blueprint("files", __name__)


@bp.get("/recordings/<int:recording_id>/media/<name>")
@login_required
def show(recording_id: int, name: str) -> Response:
    """The file or a range of it; which there are: `media.models.Rendition`."""
    rendition = queries.rendition(recording_id, name, viewer=viewer())
    may_go_on = in_its_own_context(still_sees(recording_id))
    release()
    return delivery.deliver(rendition, storage(), request.environ, may_go_on)
