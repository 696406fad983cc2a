"""Moments over HTTP: mark, show, edit, remove, and bring back."""

from flask import Blueprint, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.feedback import actions, queries
from wpl_platform.feedback.forms import AnnotationForm
from wpl_platform.feedback.views.shown import answer, place_of
from wpl_platform.media import queries as media
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, say_with_undo, see_other

bp = Blueprint("annotations", __name__)


@bp.post("/recordings/<int:recording_id>/annotations")
@login_required
def create(recording_id: int) -> Response:
    """A new moment."""
    recording, form = media.recording(recording_id, viewer=viewer()), AnnotationForm()
    form.require_valid()
    made = actions.annotate(recording, form.chosen, form.span, form.text.data, by=viewer())
    return answer(made, 201)


@bp.get("/annotations/<int:annotation_id>")
@login_required
def show(annotation_id: int) -> Response:
    """The moment by itself for a script; for a person, its place in the studio."""
    found = queries.annotation(annotation_id, viewer=viewer())
    return answer(found) if is_fragment() else see_other(place_of(found))


@bp.get("/annotations/<int:annotation_id>/edit")
@login_required
def edit(annotation_id: int) -> str:
    """The form in which its author changes it."""
    found = queries.own_annotation(annotation_id, viewer=viewer())
    form = AnnotationForm(None, kind=str(found.kind), start=found.start_ms, end=found.end_ms, text=found.text)
    template = "feedback/_edit.html" if is_fragment() else "feedback/edit.html"
    return render_template(template, annotation=found, form=form)


@bp.post("/annotations/<int:annotation_id>")
@login_required
def update(annotation_id: int) -> Response:
    """Keeps the change."""
    found, form = queries.annotation(annotation_id, viewer=viewer()), AnnotationForm()
    form.require_valid()
    actions.edit(found, form.chosen, form.span, form.text.data, by=viewer())
    return answer(found)


@bp.post("/annotations/<int:annotation_id>/delete")
@login_required
def delete(annotation_id: int) -> Response:
    """Takes it away, with the way back in sight."""
    found = queries.annotation(annotation_id, viewer=viewer())
    actions.remove(found, by=viewer())
    if is_fragment():
        return Response(status=204)
    say_with_undo(_("Je moment is weg."), url_for("feedback.annotations.restore", annotation_id=found.id))
    return see_other(url_for("feedback.studio.show", recording_id=found.recording_id))


@bp.post("/annotations/<int:annotation_id>/restore")
@login_required
def restore(annotation_id: int) -> Response:
    """Brings it back."""
    found = queries.removed_annotation(annotation_id, viewer=viewer())
    actions.restore(found, by=viewer())
    return answer(found)
