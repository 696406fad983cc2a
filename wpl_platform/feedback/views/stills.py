"""The picture kept with a moment, over HTTP: asked, seen, and taken away."""

from flask import Blueprint, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.feedback import queries, stills
from wpl_platform.feedback.views.seeing import sent
from wpl_platform.feedback.views.shown import answer
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, say_with_undo

bp = Blueprint("stills", __name__)


@bp.get("/annotations/<int:annotation_id>/still")
def show(annotation_id: int) -> Response:
    """The picture, for who sees the moment and the film it stands on; never to be saved under a name."""
    return sent(annotation_id, stills.file_of)


@bp.post("/annotations/<int:annotation_id>/still")
@login_required
def create(annotation_id: int) -> Response:
    """Keeps the picture where the moment begins with it; asked again when that failed."""
    found = queries.annotation(annotation_id, viewer=viewer())
    stills.take(found, by=viewer())
    return answer(found)


@bp.post("/annotations/<int:annotation_id>/still/delete")
@login_required
def delete(annotation_id: int) -> Response:
    """Destroys it, with the way back in sight; the moment stays."""
    found = queries.annotation(annotation_id, viewer=viewer())
    stills.take_away(found, by=viewer())
    if not is_fragment():
        say_with_undo(_("Het beeld is weg."), url_for("feedback.stills.create", annotation_id=found.id))
    return answer(found)
