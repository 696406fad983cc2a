"""The doors of making a recording unrecognisable: choose and see what goes, say so twice, and take it back in time."""

from dataclasses import replace

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from wpl_platform.core.database import release
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.jobs.models import JobState
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import actions, clear, policy, queries, redacting, redaction_orders, redaction_voice, trimming
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.redaction import Redaction, Voice
from wpl_platform.media.redaction_forms import RedactionForm
from wpl_platform.teams.current import viewer
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import json_reply, see_other

VOICES = "12/minute"
bp = Blueprint("redactions", __name__)
_WORDS = {
    "redaction_of": redaction_orders.open_order_of,
    "redacted": redaction_orders.is_unrecognisable,
    "clear_is_kept": clear.is_kept,
    "clear_at_rest": clear.is_at_rest,
}
bp.app_context_processor(lambda: _WORDS)


def _who_hears() -> str:
    return f"hears:{viewer().person_id}"


@bp.get("/recordings/<int:recording_id>/redaction")
@login_required
def new(recording_id: int) -> str | Response:
    """The film with what can be made unrecognisable in it."""
    recording = _own(recording_id)
    if recording.stage is not Stage.READY:
        return see_other(url_for("media.arrival.show", recording_id=recording.id))
    return _page(recording, RedactionForm(None, length_ms=recording.duration_ms or 0))


@bp.post("/recordings/<int:recording_id>/redaction/faces")
@login_required
def look(recording_id: int) -> Response:
    """Has faces looked for."""
    recording = _own(recording_id)
    redacting.look_for_faces(recording, by=viewer())
    return see_other(url_for("media.redactions.new", recording_id=recording.id))


@bp.get("/recordings/<int:recording_id>/redaction/faces")
@login_required
def faces(recording_id: int) -> Response:
    """How far looking for faces is, and where they were found: for the page that shows it."""
    return json_reply(_looked(_own(recording_id)))


@bp.get("/recordings/<int:recording_id>/redaction/voice")
@login_required
@limiter.limit(VOICES, key_func=_who_hears)
def voice(recording_id: int) -> Response:
    """How voices will sound, for ten seconds from `from` (ms): made now, heard by the maker, and not kept.

    Answers 503 while another is being made.
    """
    recording = _own(recording_id)
    start_ms = min(max(request.args.get("from", 0, type=int), 0), recording.duration_ms or 0)
    parts = redaction_voice.sound_of(recording, viewer=viewer())
    release()
    try:
        made = b"" if request.method == "HEAD" else redaction_voice.sample(parts, start_ms)
    except redaction_voice.Busy as busy:
        raise ServiceUnavailable(retry_after=redaction_voice.AGAIN_S) from busy
    answer = Response(made, mimetype="audio/mp4")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/recordings/<int:recording_id>/redactions")
@login_required
def create(recording_id: int) -> Response | str | tuple[str, int]:
    """Makes the film unrecognisable; what becomes of the clear one is first chosen, and said in full."""
    recording = _own(recording_id)
    form = RedactionForm(length_ms=recording.duration_ms or 0)
    if not form.validate():
        return _page(recording, form), 422
    try:
        asked = _asked(recording, form)
        if not form.sure.data:
            return _are_you_sure(recording, form, asked)
        redacting.redact(recording, asked, by=viewer())
    except Invalid as complaint:
        form.faces.errors = [complaint.sentence]
        return _page(recording, form), 422
    flash(_("Je video wordt onherkenbaar gemaakt"))
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


@bp.post("/recordings/<int:recording_id>/redactions/delete")
@login_required
def delete(recording_id: int) -> Response:
    """The clear film again, as long as it was not destroyed."""
    recording = _own(recording_id)
    redacting.take_back(recording, by=viewer())
    flash(_("Je video blijft zoals hij was"))
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker maakt deze video onherkenbaar."))
    require(policy.may_redact(viewer(), recording), _("Niemand ziet of hoort de video nog. Dit kan dus niet meer."))
    return recording


def _asked(recording: Recording, form: RedactionForm) -> Redaction:
    """All that is asked; raises Invalid when that is nothing, or what was dropped is not there any more."""
    asked = form.asked
    if asked.faces:
        scan, numbers = form.left
        asked = replace(asked, dropped=redaction_orders.dropped_of(recording, scan, numbers, viewer=viewer()))
    if asked.empty:
        raise Invalid(_("Kies wat je onherkenbaar wilt maken."), "faces")
    return asked


def _looked(recording: Recording) -> dict[str, object]:
    found = redaction_orders.covers_found(recording, viewer=viewer())
    job = job_of(actions.subject_of(recording.id), redacting.LOOK)
    looking = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    failed = job is not None and job.state is JobState.FAILED
    state = "found" if found is not None else "looking" if looking else "failed" if failed else "none"
    covers = None if found is None else [cover.as_data() for cover in found]
    progress = job.progress if job is not None and looking else 0
    scan = redaction_orders.scan_of(recording, viewer=viewer())
    return {"state": state, "progress": progress, "covers": covers, "scan": scan}


def _page(recording: Recording, form: RedactionForm) -> str:
    looked = _looked(recording)
    return render_template(
        "media/redaction.html",
        recording=recording,
        form=form,
        looked=looked,
        found=len(looked["covers"]) if isinstance(looked["covers"], list) else None,
        playing=queries.best_to_play(recording, viewer=viewer()),
        kept=queries.kinds_of([recording.id])[recording.id],
        has_original=trimming.has_original(recording),
    )


def _are_you_sure(recording: Recording, form: RedactionForm, asked: Redaction) -> str:
    may_keep = redacting.may_keep(recording)
    return render_template(
        "media/redaction_sure.html", recording=recording, form=form, asked=asked, voice=Voice, may_keep=may_keep
    )
