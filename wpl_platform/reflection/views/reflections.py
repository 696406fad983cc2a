"""Reflections: choosing how to look back, one question at a time, and reading back."""

from datetime import timedelta
from typing import Any

from flask import render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import queries as feedback
from wpl_platform.media import queries as media
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.forms import AnswerForm, IntentionForm, ModelForm
from wpl_platform.reflection.models import Reflection
from wpl_platform.reflection.reflection_models import INTENTION_STEP, MODELS
from wpl_platform.reflection.views.door import bp, step_address
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other


@bp.get("/recordings/<int:recording_id>/reflections/new")
@login_required
def new(recording_id: int) -> str:
    """Choose how to look back, or go on with what was begun."""
    recording = media.recording(recording_id, viewer=viewer())
    begun = {kept.model: kept for kept in queries.reflections_on(recording, viewer=viewer())}
    kinds = media.kinds_of([recording.id])[recording.id]
    ways = list(MODELS.values())
    return render_template("reflection/new.html", recording=recording, kinds=kinds, models=ways, begun=begun)


@bp.post("/recordings/<int:recording_id>/reflections")
@login_required
def create(recording_id: int) -> Response:
    """Begins, or goes on."""
    recording = media.recording(recording_id, viewer=viewer())
    begun = actions.begin(recording, ModelForm().model.data or "", by=viewer())
    return see_other(step_address(begun.id, None))


@bp.get("/reflections/<int:reflection_id>")
@login_required
def show(reflection_id: int) -> str | Response:
    """One question, or all of it to read back: when it is finished, or when its recording is out of sight.

    Without a question in the address it goes on at the first open one, under that question's own address: who reloads
    the page stays where they were writing.
    """
    kept = queries.reflection(reflection_id, viewer=viewer())
    step = request.args.get("vraag")
    if step is None and kept.finished_at is None and queries.recording_of(kept, viewer=viewer()) is not None:
        written = {key for key, answer in queries.answers_of(kept, viewer=viewer()).items() if answer.text}
        return see_other(step_address(kept.id, MODELS[kept.model].first_open(written)))
    if step is None:
        return render_template("reflection/overview.html", today=clock.today(), **told(kept))
    if step not in MODELS[kept.model].steps:
        raise Missing
    return intention_page(kept) if step == INTENTION_STEP else question_page(kept, step)


def told(kept: Reflection) -> dict[str, Any]:
    """What every page of a reflection shows; the recording only while it is in sight."""
    return {
        "reflection": kept,
        "model": MODELS[kept.model],
        "recording": queries.recording_of(kept, viewer=viewer()),
        "answers": queries.answers_of(kept, viewer=viewer()),
        "evidence": queries.evidence_of(kept, viewer=viewer()),
        "intention": queries.intention_of(kept, viewer=viewer()),
    }


def question_page(kept: Reflection, step: str, form: AnswerForm | None = None) -> str:
    """The page of one question, with the moments to pin beside it."""
    shown = told(kept)
    answer = shown["answers"].get(step)
    if form is None:
        seen = answer.saved_at.isoformat() if answer else ""
        form = AnswerForm(formdata=None, question=step, text=answer.text if answer else "", seen=seen)
    recording = shown["recording"]
    return render_template(
        "reflection/question.html",
        kinds=media.kinds_of([recording.id])[recording.id] if recording else frozenset(),
        step=step,
        form=form,
        answer=answer,
        **shown,
        **moments(kept, step),
    )


def moments(kept: Reflection, step: str) -> dict[str, Any]:
    """The moments pinned to an answer, and the others of the recording: the viewer's own first."""
    recording = queries.recording_of(kept, viewer=viewer())
    seen = feedback.annotations_on(recording, viewer=viewer()) if recording else []
    pinned = queries.evidence_of(kept, viewer=viewer()).get(step, [])
    there = {moment.id for moment in pinned}
    others = [moment for moment in seen if moment.id not in there]
    others.sort(key=lambda moment: (not viewer().is_person(moment.author_id), moment.start_ms, moment.id))
    return {"pinned": pinned, "others": others, "all_moments": seen}


def intention_page(kept: Reflection, form: IntentionForm | None = None) -> str:
    """The page of the last step."""
    shown = told(kept)
    if form is None:
        intention = shown["intention"]
        due_on = intention.due_on if intention else clock.today() + timedelta(days=actions.DEFAULT_DAYS)
        form = IntentionForm(formdata=None, text=intention.text if intention else "", due_on=due_on)
    latest = clock.today() + timedelta(days=actions.FURTHEST_DAYS)
    return render_template("reflection/intention.html", step=INTENTION_STEP, form=form, latest=latest, **shown)


@bp.post("/reflections/<int:reflection_id>/finish")
@login_required
def finish(reflection_id: int) -> Response:
    """Rounds off without an intention."""
    actions.finish(queries.reflection(reflection_id, viewer=viewer()), by=viewer())
    return see_other(step_address(reflection_id, None))
