"""The studio: one recording, its moments in time, and a place to mark the next."""

from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import timecode
from wpl_platform.events.queries import last_number
from wpl_platform.feedback import actions, asked, guides, outline, policy, queries, words
from wpl_platform.feedback.models import TEXT_MAX
from wpl_platform.feedback.views.shown import MOST_AT_ONCE, faces_of, outline_data, wanted_in
from wpl_platform.jobs.models import JobState
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import captions
from wpl_platform.media import policy as media_policy
from wpl_platform.media import queries as media
from wpl_platform.media.actions import CONVERT, subject_of
from wpl_platform.media.delivery import version_of
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.noted import watched
from wpl_platform.media.words import why
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other
from wpl_platform.web.security import permissions

bp = Blueprint("studio", __name__)


@bp.get("/recordings/<int:recording_id>")
@login_required
def show(recording_id: int) -> Response:
    """Watch, and see what others saw. Whoever may mark here may speak too: the page may ask for their microphone."""
    recording = media.recording(recording_id, viewer=viewer())
    watched(recording.id, Action.SEEN, by=viewer())
    heard = last_number(subject_of(recording.id))  # before what is read below: rather twice than missed
    page = render_template(
        "feedback/studio.html",
        recording=recording,
        heard=heard,
        kinds=[(str(kind), str(word), str(words.PROMPTS[kind])) for kind, word in words.KIND_WORDS.items()],
        kind_words={str(kind): str(word) for kind, word in words.KIND_WORDS.items()},
        longest=TEXT_MAX,
        start_ms=_asked_start(),
        my_request=asked.request_to(recording, viewer=viewer()),
        requests=asked.requests_on(recording, viewer=viewer()),
        **_moments(recording),
        **_marking(recording),
        **_film(recording),
        **_allowed(recording),
    )
    response = make_response(page)
    if policy.may_annotate(viewer(), recording):
        response.headers["Permissions-Policy"] = permissions("camera", "microphone")
    return response


@bp.get("/recordings/<int:recording_id>/seers")
@login_required
def seers(recording_id: int) -> str:
    """For whom the next moment is, as a piece of the composer."""
    recording = media.recording(recording_id, viewer=viewer())
    mine = viewer().is_person(recording.maker_id)
    return render_template("feedback/_seers.html", recording=recording, people=_seers(recording), is_maker=mine)


def _moments(recording: Recording) -> dict[str, Any]:
    """All moments in figures, and the first of those that are wanted written out."""
    wanted, by_kind = wanted_in(request.args), outline.read_by_kind(recording)
    outlines = outline.outline_of(recording, viewer=viewer())
    found = outline.chosen(outlines, wanted, recording, viewer=viewer(), by_kind=by_kind)
    after = max(request.args.get("after", 0, type=int), 0)
    page = [each.id for each in found[after : after + MOST_AT_ONCE]]
    return {
        "faces": faces_of(recording, queries.these(recording, page, viewer=viewer())),
        "outline": outline_data(recording, outlines),
        "wanted": wanted,
        "found": [each.id for each in found],
        "further": after + MOST_AT_ONCE if len(found) > after + MOST_AT_ONCE else None,
        "by_kind": by_kind,
    }


def _marking(recording: Recording) -> dict[str, Any]:
    """What the composer offers: forms, guides, whom one can name, and how the viewer likes to work."""
    return {
        "forms": [
            {"key": form, "name": str(name), "parts": [{"name": str(part), "hint": str(hint)} for part, hint in parts]}
            for form, (name, parts) in words.FORM_WORDS.items()
        ],
        "guides": [
            {
                "id": each.guide.id,
                "name": each.guide.name,
                "labels": [
                    {"id": label.id, "name": label.name, "key": label.key, "hint": label.hint} for label in each.labels
                ],
            }
            for each in guides.guides_of(recording.team_id, viewer=viewer())
        ],
        "people": _seers(recording),
        "preferences": guides.preferences_of(viewer()),
    }


def _seers(recording: Recording) -> list[dict[str, Any]]:
    return [{"id": person.id, "name": person.name} for person in queries.others_who_see(recording, viewer=viewer())]


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
        "tracks": captions.tracks_of(recording, viewer=viewer()),
        "refusal": "" if playing else why(recording.reason),
    }


def _allowed(recording: Recording) -> dict[str, Any]:
    """What this viewer may do here."""
    shared_here = [share for share in recording.open_shares if share.team_id == recording.team_id]
    return {
        "is_maker": viewer().is_person(recording.maker_id),
        "share": shared_here[0] if shared_here else None,
        "may_change_guides": policy.may_change_guides(viewer(), recording.team_id),
        "may_order": policy.may_order(viewer(), recording),
        "may_annotate": policy.may_annotate(viewer(), recording),
        "may_share": media_policy.may_share(viewer(), recording),
        "may_stop_sharing": media_policy.may_stop_sharing(viewer(), recording),
        "may_delete": media_policy.may_delete(viewer(), recording),
        "may_edit_recording": media_policy.may_edit(viewer(), recording),
    }


@bp.post("/recordings/<int:recording_id>/order")
@login_required
def order(recording_id: int) -> Response:
    """The maker says whether moments are read by kind or by time."""
    recording = media.recording(recording_id, viewer=viewer())
    actions.order(recording, request.form.get("order") == "kind", by=viewer())
    return see_other(url_for("feedback.studio.show", recording_id=recording.id))


def _asked_start() -> int:
    """Where the address asks to begin, in ms: `?t=134` (seconds) or `?t=2:14`; the beginning when it says neither."""
    asked = request.args.get("t", "")
    try:
        return timecode.read(asked) if ":" in asked else max(0, round(float(asked or 0) * 1000))
    except (ValueError, OverflowError):
        return 0
