"""The door of taking a film along: whether that is allowed, a file of it, and the file itself."""

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.events import queries as events
from wpl_platform.jobs.models import JobState
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import actions, copying, policy, queries
from wpl_platform.media.forms import DownloadForm
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import watched
from wpl_platform.media.views.files import send
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, safe_next, see_other

bp = Blueprint("downloads", __name__)
AT_WORK = (JobState.WAITING, JobState.RUNNING)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    """Where a film is shown, a template asks whether it can be taken along as well."""
    return {"may_download": lambda recording: policy.may_download(viewer(), recording)}


@bp.post("/recordings/<int:recording_id>/downloadable")
@login_required
def allow(recording_id: int) -> Response | str:
    """From now on who sees it can take it along, or cannot."""
    recording, form = queries.recording(recording_id, viewer=viewer()), DownloadForm()
    form.require_valid()
    actions.allow_download(recording, bool(form.allowed.data), by=viewer())
    if is_fragment():
        return render_template("media/_sharing.html", recording=recording)
    yes = recording.downloadable
    flash(_("Wie deze video ziet, mag hem nu downloaden") if yes else _("Alleen jij mag deze video nu nog downloaden"))
    return see_other(safe_next(f"/recordings/{recording.id}"))


@bp.post("/recordings/<int:recording_id>/download")
@login_required
def create(recording_id: int) -> Response | tuple[str, int]:
    """Asks for the film in one file, and goes to where it is; who may not is told who can allow it."""
    recording = queries.recording(recording_id, viewer=viewer())
    if not policy.may_download(viewer(), recording):
        return _page(recording), 403
    copying.ask(recording, by=viewer())
    return see_other(url_for("media.downloads.show", recording_id=recording_id))


@bp.get("/recordings/<int:recording_id>/download")
@login_required
def show(recording_id: int) -> Response | tuple[str, int]:
    """The film as a file; while there is none (409) a page that goes on by itself, and for who may not (403) one that
    says who can allow it.
    """
    heard = events.last_number(actions.subject_of(recording_id))
    recording = queries.recording(recording_id, viewer=viewer())
    if not policy.may_download(viewer(), recording):
        return _page(recording), 403
    film = queries.to_download(recording, viewer=viewer())
    if film is not None:
        watched(recording.id, Action.EXPORTED, by=viewer())
        return send(film, taken=copying.file_name(recording), may=policy.may_download)
    return _page(recording, heard=heard), 409


def _page(recording: Recording, *, heard: int | None = None) -> str:
    """`heard`: after which event it goes on by itself; without one it stays as it is."""
    job = job_of(actions.subject_of(recording.id), actions.COPY)
    return render_template("media/download.html", recording=recording, job=job, heard=heard, at_work=AT_WORK)
