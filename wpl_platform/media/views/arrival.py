"""The doors of a recording that comes in: how far it is, its film by a plain form, and trying again."""

from flask import Blueprint, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import login_required
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.events import queries as events
from wpl_platform.jobs.models import JobState
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import actions, converting, policy, queries, quota, redaction_orders, trimming
from wpl_platform.media.forms import RecordingForm
from wpl_platform.media.halves import percent_of
from wpl_platform.media.models import Recording, RenditionKind
from wpl_platform.media.plan import Verdict
from wpl_platform.media.storage import storage
from wpl_platform.media.views.form_body import form_with_film
from wpl_platform.media.views.recordings import take_film
from wpl_platform.media.words import what_we_do, why
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, see_other

bp = Blueprint("arrival", __name__)


@bp.record_once
def _check_the_token_ourselves(state: BlueprintSetupState) -> None:
    """As for a new recording: the token is checked after who sends it, not before."""
    state.app.extensions["csrf"].exempt(f"{__name__}.create_film")


@bp.get("/recordings/<int:recording_id>/arrival")
@login_required
def show(recording_id: int) -> str:
    """How far the film is, beside what is said about it."""
    heard = events.last_number(actions.subject_of(recording_id))
    recording = _own(recording_id)
    template = "media/_arrival.html" if is_fragment() else "media/arrival.html"
    form = RecordingForm(formdata=None, obj=recording)
    return render_template(template, form=form, heard=heard, **_standing(recording))


@bp.post("/recordings/<int:recording_id>/film")
@login_required
def create_film(recording_id: int) -> Response:
    """The film by a plain form, for a browser without scripts."""
    recording = _own(recording_id)
    with form_with_film() as body:
        if not FlaskForm(formdata=body.fields).validate():
            raise Invalid(_("Deze pagina is verlopen. Ververs hem en kies je video opnieuw."))
        take_film(queries.recording(recording_id, viewer=viewer()), body)
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


@bp.post("/recordings/<int:recording_id>/attempts")
@login_required
def create_attempt(recording_id: int) -> Response:
    """Makes a film of the same bytes once more."""
    actions.try_again(_own(recording_id), by=viewer())
    return see_other(url_for("media.arrival.show", recording_id=recording_id))


@bp.post("/recordings/<int:recording_id>/attempts/delete")
@login_required
def delete_attempt(recording_id: int) -> Response:
    """Stops what is being made of the film; what plays stays."""
    converting.stop_converting(_own(recording_id), by=viewer())
    return see_other(url_for("media.arrival.show", recording_id=recording_id))


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker brengt deze video in."))
    return recording


def _standing(recording: Recording) -> dict[str, object]:
    upload = queries.open_upload(recording, viewer=viewer())
    job = job_of(actions.subject_of(recording.id), redaction_orders.at_work_on(recording))
    kinds = queries.kinds_of([recording.id])[recording.id]
    is_part = recording.start_ms is not None
    return {
        "recording": recording,
        "upload": upload,
        "received": storage().received(upload.id) if upload else 0,
        "percent": percent_of(upload) if upload else 0,
        "room": quota.room_left(recording.team),
        "progress": job.progress if job else 0,
        "in_line": job is not None and job.state is JobState.WAITING,
        "playing": queries.best_to_play(recording, viewer=viewer()),
        "destroys": trimming.destroys(recording),
        "has_poster": RenditionKind.POSTER in kinds,
        "why": why(recording.reason),
        "said": what_we_do(f"{Verdict.TRIMMED} {recording.verdict}" if is_part else recording.verdict),
        "most": int(current_app.config["UPLOAD_MAX_BYTES"]),
    }
