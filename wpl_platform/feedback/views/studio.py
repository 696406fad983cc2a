"""The studio: one recording, its moments in time, and a place to mark the next."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import login_required

from wpl_platform.core import timecode
from wpl_platform.events.queries import last_number
from wpl_platform.feedback import asked, policy, queries, words
from wpl_platform.feedback.models import TEXT_MAX, AnnotationKind
from wpl_platform.feedback.views.shown import faces_of
from wpl_platform.jobs.models import JobState
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import policy as media_policy
from wpl_platform.media import queries as media
from wpl_platform.media.actions import CONVERT, subject_of
from wpl_platform.media.delivery import version_of
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.words import why
from wpl_platform.teams.current import viewer

bp = Blueprint("studio", __name__)


@bp.get("/recordings/<int:recording_id>")
@login_required
def show(recording_id: int) -> str:
    """Watch, and see what others saw."""
    recording = media.recording(recording_id, viewer=viewer())
    heard = last_number(subject_of(recording.id))  # before what is read below: rather twice than missed
    annotations = queries.annotations_on(recording, viewer=viewer())
    return render_template(
        "feedback/studio.html",
        recording=recording,
        heard=heard,
        faces=faces_of(recording, annotations),
        kinds=[(str(kind), str(word), str(words.PROMPTS[kind])) for kind, word in words.KIND_WORDS.items()],
        counts={str(kind): sum(found.kind is kind for found in annotations) for kind in AnnotationKind},
        line=queries.line_of([found.span for found in annotations], recording.duration_ms or 0),
        longest=TEXT_MAX,
        start_ms=_asked_start(),
        my_request=asked.request_to(recording, viewer=viewer()),
        requests=asked.requests_on(recording, viewer=viewer()),
        **_film(recording),
        **_allowed(recording),
    )


def _film(recording: Recording) -> dict[str, Any]:
    """What can be played now, and how far the rest is."""
    playing = media.best_to_play(recording, viewer=viewer())
    job = job_of(subject_of(recording.id), CONVERT)
    running = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    return {
        "playing": playing.name if playing else None,
        "version": version_of(playing) if playing else "",
        "kept": {str(kind) for kind in media.kinds_of([recording.id])[recording.id]},
        "arriving": recording.stage in (Stage.AWAITING, Stage.PROCESSING) or running,
        "progress": job.progress if job is not None and running else 0,
        "awaiting": recording.stage is Stage.AWAITING,
        "refusal": "" if playing else why(recording.reason),
    }


def _allowed(recording: Recording) -> dict[str, Any]:
    """What this viewer may do here."""
    shared_here = [share for share in recording.open_shares if share.team_id == recording.team_id]
    return {
        "is_maker": viewer().is_person(recording.maker_id),
        "share": shared_here[0] if shared_here else None,
        "may_annotate": policy.may_annotate(viewer(), recording),
        "may_share": media_policy.may_share(viewer(), recording),
        "may_stop_sharing": media_policy.may_stop_sharing(viewer(), recording),
        "may_delete": media_policy.may_delete(viewer(), recording),
        "may_edit_recording": media_policy.may_edit(viewer(), recording),
    }


def _asked_start() -> int:
    """Where the address asks to begin, in ms: `?t=134` (seconds) or `?t=2:14`; the beginning when it says neither."""
    asked = request.args.get("t", "")
    try:
        return timecode.read(asked) if ":" in asked else max(0, round(float(asked or 0) * 1000))
    except (ValueError, OverflowError):
        return 0
