"""The door of bytes: film, poster and strip of a recording, for who may see it, request by request."""

from flask import Blueprint, current_app, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.media import delivery, queries
from wpl_platform.media.models import Rendition
from wpl_platform.media.storage import storage
from wpl_platform.media.views.still import in_its_own_context, still_sees
from wpl_platform.teams.current import viewer

bp = Blueprint("files", __name__)


@bp.get("/recordings/<int:recording_id>/media/<name>")
@login_required
def show(recording_id: int, name: str) -> Response:
    """The file or a range of it; which there are: `media.models.Rendition`."""
    return send(queries.rendition(recording_id, name, viewer=viewer()))


def send(rendition: Rendition, taken: str = "") -> Response:
    """The bytes of a file that this viewer may have; under the name `taken` they are saved, not shown."""
    still = in_its_own_context(still_sees(rendition.recording_id))
    way = delivery.Way(storage(), still, current_app.config["ACCEL_PREFIX"], taken=taken)
    release()
    return delivery.deliver(rendition, request.environ, way)
