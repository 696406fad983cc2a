"""What is said below a moment, over HTTP."""

from flask import Blueprint, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.feedback import actions, queries
from wpl_platform.feedback.forms import ReplyForm
from wpl_platform.feedback.views.shown import answer
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, say_with_undo

bp = Blueprint("replies", __name__)


@bp.post("/annotations/<int:annotation_id>/replies")
@login_required
def create(annotation_id: int) -> Response:
    """A new reply."""
    found, form = queries.annotation(annotation_id, viewer=viewer()), ReplyForm()
    form.require_valid()
    actions.reply(found, form.text.data, by=viewer())
    return answer(found, 201)


@bp.post("/replies/<int:reply_id>/delete")
@login_required
def delete(reply_id: int) -> Response:
    """Takes it away, with the way back in sight."""
    annotation, said = queries.reply(reply_id, viewer=viewer())
    actions.remove_reply(annotation, said, by=viewer())
    if not is_fragment():
        say_with_undo(_("Je reactie is weg."), url_for("feedback.replies.restore", reply_id=said.id))
    return answer(annotation)


@bp.post("/replies/<int:reply_id>/restore")
@login_required
def restore(reply_id: int) -> Response:
    """Brings it back."""
    annotation, said = queries.reply(reply_id, viewer=viewer())
    actions.restore_reply(annotation, said, by=viewer())
    return answer(annotation)
