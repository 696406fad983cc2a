"""The door of live updates of a recording: as a stream, and as a state that can be asked."""

from flask import Blueprint, Response, request
from flask_login import login_required

from wpl_platform.events import stream
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import actions, policy, queries, redaction_orders
from wpl_platform.media.views.still import still_sees
from wpl_platform.media.words import why
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import json_reply

bp = Blueprint("events", __name__)


@bp.get("/recordings/<int:recording_id>/events")
@login_required
def show(recording_id: int) -> Response:
    """What happens to the recording and on it, as it happens."""
    queries.recording(recording_id, viewer=viewer())
    return stream.respond(
        actions.subject_of(recording_id), request.args.get("since", type=int), still_sees(recording_id)
    )


@bp.get("/recordings/<int:recording_id>/status")
@login_required
def status(recording_id: int) -> Response:
    """Stage, progress of the conversion (0–100), whether it plays and why not, for who cannot hold a stream open."""
    recording = queries.recording(recording_id, viewer=viewer())
    is_own = policy.may_edit(viewer(), recording)
    job = job_of(actions.subject_of(recording_id), redaction_orders.at_work_on(recording)) if is_own else None
    playable = queries.best_to_play(recording, viewer=viewer())
    progress = job.progress if job else 0
    said = why(recording.reason) if is_own else ""
    return json_reply({"stage": recording.stage, "progress": progress, "plays": playable is not None, "why": said})
