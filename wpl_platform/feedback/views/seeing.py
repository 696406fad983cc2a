"""What is kept with a moment, sent to who sees the moment, and for as long as they do."""

from collections.abc import Callable
from typing import Protocol

from flask import current_app, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import queries as accounts
from wpl_platform.core.database import apart, release
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import queries
from wpl_platform.media import delivery
from wpl_platform.media.models import Rendition
from wpl_platform.media.storage import storage
from wpl_platform.teams.current import viewer
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.requests import this_app
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
    return file_of(annotation_id, viewer=viewer())


def _still_sees(annotation_id: int) -> Callable[[], bool]:
    """Whether who asks now is still signed in on this device and still sees the moment. Needs an open context."""
    token, app = current_user.token, this_app()

    def asked() -> bool:
        with apart(app, writes=False):
            found = accounts.signed_in(token)
            if found is None:
                return False
            try:
                queries.annotation(annotation_id, viewer=viewer_of(found[1]))
            except Missing:
                return False
            return True

    return asked
