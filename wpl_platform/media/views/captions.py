"""The doors of captions: bring in, show, change, take away and bring back."""

from collections.abc import Sequence

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import captioning, captions, policy, queries
from wpl_platform.media.caption_file import written
from wpl_platform.media.caption_models import CaptionTrack
from wpl_platform.media.captioning import Changed
from wpl_platform.media.delivery import SANDBOX
from wpl_platform.media.forms import CaptionFileForm, LinesForm, NewLineForm
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import watched
from wpl_platform.media.words import LANGUAGE_WORDS
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import say_with_undo, see_other

bp = Blueprint("captions", __name__)
bp.app_context_processor(lambda: {"language_name": LANGUAGE_WORDS.__getitem__, "captions_of": _captions_of})


def _captions_of(recording: Recording) -> Sequence[CaptionTrack]:
    """The captions of a film, for every page on which it plays."""
    return captions.tracks_of(recording, viewer=viewer())


@bp.get("/recordings/<int:recording_id>/captions")
@login_required
def index(recording_id: int) -> str:
    """Which captions there are, and a place to bring in others."""
    return _overview(_own(recording_id), CaptionFileForm(formdata=None))


@bp.post("/recordings/<int:recording_id>/captions")
@login_required
def create(recording_id: int) -> Response | tuple[str, int]:
    """Takes what can be read out of a file, or begins without a line."""
    recording, form = _own(recording_id), CaptionFileForm()
    try:
        form.require_valid()
    except Invalid:
        return _overview(recording, form), 422
    track = captioning.bring(recording, form.chosen, form.lines, by=viewer())
    flash(_("De ondertiteling staat erbij"))
    return see_other(url_for("media.captions.edit", track_id=track.id))


@bp.get("/captions/<int:track_id>")
@login_required
def show(track_id: int) -> Response:
    """As WebVTT, for who sees the film; written anew each time."""
    found = captions.track(track_id, viewer=viewer())
    watched(found.recording_id, Action.SEEN, by=viewer())
    answer = make_response(written(shown.line for shown in captions.lines_of(found, viewer=viewer())))
    answer.headers["Content-Type"] = "text/vtt; charset=utf-8"
    answer.headers["Content-Disposition"] = f'inline; filename="captions-{found.recording_id}-{found.language}.vtt"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/captions/<int:track_id>/edit")
@login_required
def edit(track_id: int) -> str:
    """A page of its lines, to be changed."""
    return _page(_own_track(track_id))


@bp.post("/captions/<int:track_id>")
@login_required
def update(track_id: int) -> Response | tuple[str, int]:
    """Keeps a page of lines; what cannot be kept, or was changed meanwhile, is shown again as it was typed."""
    track, form = _own_track(track_id), LinesForm()
    try:
        form.require_valid()
    except Invalid:
        return _page(track, form), 422
    changes = [Changed(entry["line_id"].data, entry.form.line) for entry in form.lines]
    try:
        captioning.change(track, changes, version=form.version.data or 0, by=viewer())
    except Conflict as conflict:
        form.version.raw_data, form.version.data = None, track.version
        return _page(track, form, conflict=conflict.sentence), 409
    flash(_("Bewaard"))
    return see_other(_place(track))


@bp.post("/captions/<int:track_id>/lines")
@login_required
def create_line(track_id: int) -> Response | tuple[str, int]:
    """One more line."""
    track, form = _own_track(track_id), NewLineForm()
    try:
        form.require_valid()
    except Invalid:
        return _page(track, new=form), 422
    captioning.add_line(track, form.line, by=viewer())
    flash(_("De regel staat erbij"))
    return see_other(_place(track))


@bp.post("/captions/<int:track_id>/delete")
@login_required
def delete(track_id: int) -> Response:
    """Takes them away, with the way back in sight."""
    track = _own_track(track_id)
    captioning.remove(track, by=viewer())
    say_with_undo(_("De ondertiteling is weg."), url_for("media.captions.restore", track_id=track.id))
    return see_other(url_for("media.captions.index", recording_id=track.recording_id))


@bp.post("/captions/<int:track_id>/restore")
@login_required
def restore(track_id: int) -> Response:
    """Brings them back."""
    track = captions.removed_track(track_id, viewer=viewer())
    captioning.restore(track, by=viewer())
    return see_other(url_for("media.captions.index", recording_id=track.recording_id))


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_caption(viewer(), recording), _("Alleen de maker maakt en verandert de ondertiteling."))
    return recording


def _own_track(track_id: int) -> CaptionTrack:
    track = captions.track(track_id, viewer=viewer())
    require(policy.may_caption(viewer(), track.recording), _("Alleen de maker maakt en verandert de ondertiteling."))
    return track


def _overview(recording: Recording, form: CaptionFileForm) -> str:
    tracks = captions.tracks_of(recording, viewer=viewer())
    counts = captions.counts_of(tracks, viewer=viewer())
    return render_template("media/captions.html", recording=recording, tracks=tracks, counts=counts, form=form)


def _page(
    track: CaptionTrack, form: LinesForm | None = None, *, new: NewLineForm | None = None, conflict: str = ""
) -> str:
    page = captions.page_of(track, _number(), viewer=viewer())
    return render_template(
        "media/caption_edit.html",
        track=track,
        recording=track.recording,
        form=form or _filled(track, page),
        new=new or NewLineForm(formdata=None),
        page=page,
        playing=queries.best_to_play(track.recording, viewer=viewer()),
        conflict=conflict,
    )


def _filled(track: CaptionTrack, page: captions.Page) -> LinesForm:
    lines = [
        {"line_id": shown.id, "start": shown.line.start, "end": shown.line.end, "text": shown.line.text}
        for shown in page.lines
    ]
    return LinesForm(formdata=None, version=track.version, lines=lines)


def _number() -> int:
    return request.args.get("page", 1, type=int)


def _place(track: CaptionTrack) -> str:
    return url_for("media.captions.edit", track_id=track.id, page=_number())
