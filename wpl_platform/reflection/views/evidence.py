"""Evidence: a moment put with an answer, or taken away from it."""

from flask import render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Missing
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.forms import EvidenceForm
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.reflection.views.door import bp, step_address
from wpl_platform.reflection.views.reflections import moments
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, see_other


@bp.post("/reflections/<int:reflection_id>/evidence", endpoint="create_evidence")
@login_required
def create(reflection_id: int) -> Response | str:
    """Pins or unpins. The form is that of the answer, so what was typed is kept on the way."""
    kept = queries.reflection(reflection_id, viewer=viewer())
    form = EvidenceForm()
    form.require_valid()
    question = form.question.data or ""
    if MODELS[kept.model].question(question) is None:
        raise Missing
    if form.pin.data is not None:
        actions.pin(kept, question, form.pin.data, by=viewer())
    if form.unpin.data is not None:
        actions.unpin(kept, question, form.unpin.data, by=viewer())
    if is_fragment():
        shown = moments(kept, question)
        return render_template("reflection/_moments.html", reflection=kept, step=question, **shown)
    if "text" in request.form:
        actions.answer(kept, question, form.text.data, by=viewer())
    return see_other(step_address(kept.id, question))
