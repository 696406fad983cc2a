"""The doors of a guest's bytes: the film, its poster and captions by their link alone, and word of when that ends."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from wpl_platform.events import stream
from wpl_platform.media import captions, queries
from wpl_platform.media.caption_file import written
from wpl_platform.media.delivery import SANDBOX
from wpl_platform.media.models import Rendition
from wpl_platform.media.noted import played, watched
from wpl_platform.media.views.files import pour
from wpl_platform.media.visiting import still_visits, visit
from wpl_platform.privacy.models import Action
from wpl_platform.teams.lasting import in_its_own_context
from wpl_platform.web.turns import turn

bp = Blueprint("visits", __name__)

ASKED_AGAIN_S = 1.0
"""How often (s) an open page of a guest is asked whether it goes on: its room says nothing, not even that."""


@bp.get("/guest/<key>/media/<name>")
def show(key: str, name: str) -> Response:
    """A file of the film or a range of it, to be played; never to be taken along."""
    with turn():
        found = _allowed(key, name)
    return pour(found, in_its_own_context(still_visits(key)))


def _allowed(key: str, name: str) -> Rendition:
    here = visit(key)
    found = queries.rendition(here.recording.id, name, viewer=here.guest)
    if request.method != "HEAD":
        played(found, by=here.guest)
    return found


@bp.get("/guest/<key>/captions/<int:track_id>")
def captions_of(key: str, track_id: int) -> Response:
    """What is said in the film, as WebVTT."""
    here = visit(key)
    found = captions.track(track_id, viewer=here.guest)
    watched(found.recording_id, Action.SEEN, by=here.guest)
    answer = make_response(written(shown.line for shown in captions.lines_of(found, viewer=here.guest)))
    answer.headers["Content-Type"] = "text/vtt; charset=utf-8"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/guest/<key>/events")
def events(key: str) -> Response:
    """Nothing but when it ends: a room of the link's own, in which nobody says what others do with the film."""
    here = visit(key)
    room = f"guest:{here.link.id}"
    return stream.respond(room, None, still_visits(key), who=room, every=ASKED_AGAIN_S)
