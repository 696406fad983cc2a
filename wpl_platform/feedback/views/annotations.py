"""Moments over HTTP: mark, show, edit, remove, and bring back."""

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Conflict, Invalid
from wpl_platform.core.text import _
from wpl_platform.feedback import actions, guides, mentions, queries, words
from wpl_platform.feedback.forms import AnnotationForm, SpanForm
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.views.shown import MOST_AT_ONCE, answer, ids_wanted, items_html, place_of
from wpl_platform.media import queries as media
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, json_reply, say_with_undo, see_other, wants_json

bp = Blueprint("annotations", __name__)


@bp.get("/recordings/<int:recording_id>/annotations")
@login_required
def index(recording_id: int) -> Response | str:
    """Some moments by their ids (`?id=7&id=9`), as pieces of a page, in that order.

    For a program, the ids of those that the address asks for (`?q=stilte`), in the order in which they are read.
    """
    recording = media.recording(recording_id, viewer=viewer())
    if wants_json():
        return json_reply({"ids": ids_wanted(recording)})
    ids = request.args.getlist("id", type=int)[:MOST_AT_ONCE]
    return items_html(recording, queries.these(recording, ids, viewer=viewer()))


@bp.post("/recordings/<int:recording_id>/annotations")
@login_required
def create(recording_id: int) -> Response:
    """A new moment; one that was sent before under the same key is answered as it is now."""
    recording, form = media.recording(recording_id, viewer=viewer()), AnnotationForm()
    form.require_valid()
    key = form.key.data or None
    made = actions.annotate(
        recording, form.chosen, form.span, form.text.data, by=viewer(), details=form.details, key=key
    )
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
    form = AnnotationForm(
        None, kind=str(found.kind), start=found.start_ms, end=found.end_ms, text=found.text, part=found.parts
    )
    return _edit_page(found, form)


def _edit_page(found: Annotation, form: AnnotationForm, wrong: str = "") -> str:
    template = "feedback/_edit.html" if is_fragment() else "feedback/edit.html"
    moment = queries.moments_of([found])[0]
    return render_template(
        template,
        annotation=found,
        form=form,
        wrong=wrong,
        parts=words.FORM_WORDS[found.form][1],
        drawn=moment.drawn,
        seen=moment.still is not None,
        labels={label.label_id for label in moment.labels},
        guides=guides.guides_of(found.recording.team_id, viewer=viewer()),
    )


@bp.post("/annotations/<int:annotation_id>")
@login_required
def update(annotation_id: int) -> Response:
    """Keeps the change."""
    found, form = queries.annotation(annotation_id, viewer=viewer()), AnnotationForm()
    try:
        return _changed(found, form)
    except (Invalid, Conflict) as error:
        if is_fragment() or wants_json():
            raise
        return Response(_edit_page(found, form, error.sentence), 422, mimetype="text/html")


def _changed(found: Annotation, form: AnnotationForm) -> Response:
    form.require_valid()
    version = form.version.data
    text = form.text.data if form.text.raw_data else None
    actions.edit(found, form.chosen, form.span, text, by=viewer(), details=form.details, version=version)
    return answer(found)


@bp.post("/annotations/<int:annotation_id>/span")
@login_required
def update_span(annotation_id: int) -> Response:
    """Puts it elsewhere on the recording, or stretches it."""
    found, form = queries.annotation(annotation_id, viewer=viewer()), SpanForm()
    form.require_valid()
    actions.move(found, form.span, by=viewer(), version=form.version.data)
    return answer(found)


@bp.get("/annotations/<int:annotation_id>/drawing")
@login_required
def drawing(annotation_id: int) -> Response:
    """What was drawn on the picture, as JSON."""
    return json_reply({"shapes": queries.drawing_at(annotation_id, viewer=viewer())})


@bp.get("/annotations/<int:annotation_id>/revisions")
@login_required
def revisions(annotation_id: int) -> str:
    """What it was before its author changed it."""
    found = queries.annotation(annotation_id, viewer=viewer())
    template = "feedback/_revisions.html" if is_fragment() else "feedback/revisions.html"
    return render_template(template, annotation=found, revisions=queries.revisions_of(found, viewer=viewer()))


@bp.post("/annotations/<int:annotation_id>/mention")
@login_required
def look(annotation_id: int) -> Response:
    """To where the viewer was named, which they have seen then."""
    found = queries.annotation(annotation_id, viewer=viewer())
    mentions.look(found, by=viewer())
    return see_other(place_of(found))


@bp.post("/annotations/<int:annotation_id>/resolution")
@login_required
def resolve(annotation_id: int) -> Response:
    """It is done with."""
    found = queries.annotation(annotation_id, viewer=viewer())
    actions.resolve(found, by=viewer())
    return answer(found)


@bp.post("/annotations/<int:annotation_id>/resolution/delete")
@login_required
def reopen(annotation_id: int) -> Response:
    """It is open again."""
    found = queries.annotation(annotation_id, viewer=viewer())
    actions.reopen(found, by=viewer())
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
