"""Intentions: what the author will do and by when, and that it was done."""

from flask import request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.forms import IntentionForm
from wpl_platform.reflection.views.door import bp, step_address
from wpl_platform.reflection.views.reflections import intention_page
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import safe_next, say_with_undo, see_other


@bp.post("/reflections/<int:reflection_id>/intentions", endpoint="create_intention")
@login_required
def create(reflection_id: int) -> Response | tuple[str, int]:
    """Keeps the intention and rounds the reflection off."""
    kept = queries.reflection(reflection_id, viewer=viewer())
    form = IntentionForm()
    if not form.validate() or form.due_on.data is None:
        return intention_page(kept, form), 422
    try:
        actions.intend(kept, form.text.data, form.due_on.data, by=viewer())
    except Invalid as complaint:
        form[complaint.field or "text"].errors = [complaint.sentence]
        return intention_page(kept, form), 422
    return see_other(step_address(kept.id, None))


@bp.post("/intentions/<int:intention_id>/done", endpoint="done_intention")
@login_required
def done(intention_id: int) -> Response:
    """Says that it was done; `undo` in the address takes it back."""
    intention = queries.intention(intention_id, viewer=viewer())
    undone = request.args.get("undo") == "1"
    actions.mark_done(intention, not undone, by=viewer())
    if not undone:
        undo = url_for("reflection.done_intention", intention_id=intention.id, undo=1)
        say_with_undo(_("Gedaan. Mooi dat je het hebt geprobeerd."), undo)
    return see_other(safe_next(step_address(intention.reflection_id, None)))
