"""What is said with a moment, over HTTP: brought in, heard, and taken away."""

from uuid import UUID

from flask import Blueprint, abort, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.feedback import queries, speaking
from wpl_platform.feedback.spoken_models import Spoken
from wpl_platform.feedback.views.seeing import sent
from wpl_platform.feedback.views.shown import answer
from wpl_platform.media import intake
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import json_reply
from wpl_platform.web.requests import FILM, no_form

bp = Blueprint("spoken", __name__)


@bp.get("/spoken/<uuid:take>")
@login_required
def state(take: UUID) -> Response:
    """How far one's own recording is: whether the server waits for it."""
    return _state(speaking.take_of(str(take), viewer=viewer()))


@bp.post("/spoken/<uuid:take>")
@no_form
@login_required
def create(take: UUID) -> Response:
    """The recording itself, as the whole body: from the socket to the disk, and to a job."""
    found = speaking.take_of(str(take), viewer=viewer())
    if request.mimetype != FILM:
        abort(415)
    if request.content_length is None:
        abort(411)
    speaking.require_welcome(found, request.content_length, by=viewer())
    length = request.content_length
    release()
    intake.require_room(length)
    with intake.first_bytes(length, request.stream.read) as (key, here):
        found = speaking.take_of(str(take), viewer=viewer())
        speaking.take_in(found, key, here, by=viewer())
    return _state(found, 201)


@bp.get("/annotations/<int:annotation_id>/spoken")
def show(annotation_id: int) -> Response:
    """What was made of it, or a range of that, for who sees the moment; never to be saved under a name."""
    return sent(annotation_id, speaking.file_of)


@bp.post("/annotations/<int:annotation_id>/spoken/again")
@login_required
def again(annotation_id: int) -> Response:
    """Makes it ready once more, after that failed."""
    found = queries.annotation(annotation_id, viewer=viewer())
    speaking.try_again(found, by=viewer())
    return answer(found)


@bp.post("/annotations/<int:annotation_id>/spoken/delete")
@login_required
def delete(annotation_id: int) -> Response:
    """Destroys it; the moment stays."""
    found = queries.annotation(annotation_id, viewer=viewer())
    speaking.silence(found, by=viewer())
    return answer(found)


def _state(found: Spoken, status: int = 200) -> Response:
    return json_reply({"stage": found.stage}, status)
