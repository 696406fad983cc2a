"""Being in the studio together, over HTTP."""

from flask import Blueprint, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.feedback import company, gathered
from wpl_platform.feedback.forms import PlaceForm
from wpl_platform.media import queries as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.current import viewer

bp = Blueprint("company", __name__)


@bp.get("/recordings/<int:recording_id>/company")
@login_required
def show(recording_id: int) -> str:
    """Who is here, as a piece of the studio."""
    return _shown(media.recording(recording_id, viewer=viewer()))


@bp.post("/recordings/<int:recording_id>/company")
@login_required
def create(recording_id: int) -> str:
    """I am here, still."""
    recording = media.recording(recording_id, viewer=viewer())
    company.come(recording, by=viewer())
    return _shown(recording)


@bp.post("/recordings/<int:recording_id>/company/delete")
@login_required
def delete(recording_id: int) -> Response:
    """I am gone. What I lead from another page goes on."""
    recording = media.recording(recording_id, viewer=viewer())
    company.go(recording, request.form.get("leads") != "elsewhere", by=viewer())
    return Response(status=204)


@bp.post("/recordings/<int:recording_id>/lead")
@login_required
def lead(recording_id: int) -> Response:
    """My film is here: follow."""
    recording, form = media.recording(recording_id, viewer=viewer()), PlaceForm()
    form.require_valid()
    company.lead(recording, form.place, by=viewer())
    return Response(status=204)


@bp.post("/recordings/<int:recording_id>/lead/delete")
@login_required
def stop(recording_id: int) -> Response:
    """I lead no more."""
    company.stop_leading(media.recording(recording_id, viewer=viewer()), by=viewer())
    return Response(status=204)


def _shown(recording: Recording) -> str:
    return render_template(
        "feedback/_company.html",
        company=gathered.company_of(recording, viewer=viewer()),
        me=viewer().person_id,
    )
