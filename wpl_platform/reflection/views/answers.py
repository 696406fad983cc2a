"""Answers: kept as they are typed, and on the way to the next question."""

from datetime import UTC, datetime

from flask import request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.forms import AnswerForm
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.reflection.views.door import bp, step_address
from wpl_platform.reflection.views.reflections import question_page
from wpl_platform.teams.current import viewer
from wpl_platform.web.filters import clock_time
from wpl_platform.web.replies import json_reply, see_other, wants_json


@bp.post("/reflections/<int:reflection_id>/answers", endpoint="create_answer")
@login_required
def create(reflection_id: int) -> Response | tuple[str, int]:
    """Keeps the answer: says when to a script that asks while somebody types, goes on to the next step otherwise."""
    kept = queries.reflection(reflection_id, viewer=viewer())
    form = AnswerForm()
    question = form.question.data or ""
    if wants_json():
        form.require_valid()
        saved = actions.answer(kept, question, form.text.data, by=viewer(), seen=_seen(form.seen.data))
        return json_reply({"seen": saved.isoformat(), "sentence": _("Bewaard om %(time)s", time=clock_time(saved))})
    if not form.validate():
        if MODELS[kept.model].question(question) is None:
            form.require_valid()
        return question_page(kept, question, form), 422
    actions.answer(kept, question, form.text.data, by=viewer())
    return see_other(step_address(kept.id, request.form.get("next") or None))


def _seen(written: str | None) -> datetime | None:
    """The moment that the page wrote itself; anything else is refused."""
    if not written:
        return None
    try:
        seen = datetime.fromisoformat(written)
        if seen.tzinfo is not None:
            return seen.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Invalid(_("Ververs de pagina en probeer het opnieuw."), "seen")
