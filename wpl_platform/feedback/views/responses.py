"""What the maker does with a moment, over HTTP."""

from flask import Blueprint
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.feedback import actions, queries
from wpl_platform.feedback.forms import ResponseForm
from wpl_platform.feedback.views.shown import answer
from wpl_platform.teams.current import viewer

bp = Blueprint("responses", __name__)


@bp.post("/annotations/<int:annotation_id>/responses")
@login_required
def create(annotation_id: int) -> Response:
    """The maker's answer, in place of the one before; an empty one takes it back."""
    found, form = queries.annotation(annotation_id, viewer=viewer()), ResponseForm()
    form.require_valid()
    actions.respond(found, form.chosen, by=viewer())
    return answer(found)
