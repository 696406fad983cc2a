"""What is kept with a moment, sent to who sees the moment, and for as long as they do."""

from collections.abc import Callable
from typing import Protocol

from flask import current_app, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.feedback import queries
from wpl_platform.media import delivery
from wpl_platform.media.models import Rendition
from wpl_platform.media.noted import watched
from wpl_platform.media.storage import storage
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.teams.lasting import in_its_own_context, still
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.turns import turn


class FileOf(Protocol):
    """Which file is kept with a moment; raises Missing for who may not have it."""

    def __call__(self, annotation_id: int, /, *, viewer: Viewer) -> Rendition: ...


def sent(annotation_id: int, file_of: FileOf) -> Response:
    """The file, or a range of it, never to be saved under a name. Without a session: the way to the door."""
    with turn():
        found: Rendition | Response = _allowed(annotation_id, file_of)
    if not isinstance(found, Rendition):
        return found
    way = delivery.Way(storage(), _still_sees(annotation_id), current_app.config["ACCEL_PREFIX"])
    release()
    return delivery.deliver(found, request.environ, way)


@login_required
def _allowed(annotation_id: int, file_of: FileOf) -> Rendition | Response:
    found = file_of(annotation_id, viewer=viewer())
    watched(found.recording_id, Action.SEEN, by=viewer())
    return found


def _still_sees(annotation_id: int) -> Callable[[], bool]:
    """Whether who asks now is still signed in on this device and still sees the moment."""
    sees = still(lambda viewer: queries.annotation(annotation_id, viewer=viewer) is not None)
    return in_its_own_context(sees)
