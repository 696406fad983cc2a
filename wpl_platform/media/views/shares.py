"""The door of sharing: with the team, and not any more. The maker decides."""

from flask import Blueprint, flash, render_template
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.media import actions, queries
from wpl_platform.media.models import Recording
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, safe_next, see_other

bp = Blueprint("shares", __name__)


@bp.post("/recordings/<int:recording_id>/shares")
@login_required
def create(recording_id: int) -> Response | str:
    """From now on the team sees it."""
    recording = queries.recording(recording_id, viewer=viewer())
    actions.share(recording, by=viewer())
    return _answer(recording, _("Je team kan deze video nu zien"))


@bp.post("/recordings/<int:recording_id>/shares/delete")
@login_required
def delete(recording_id: int) -> Response | str:
    """From now on only the maker sees it."""
    recording = queries.recording(recording_id, viewer=viewer())
    actions.stop_sharing(recording, by=viewer())
    return _answer(recording, _("Alleen jij ziet deze video nu nog"))


def _answer(recording: Recording, said: str) -> Response | str:
    if is_fragment():
        return render_template("media/_sharing.html", recording=recording)
    flash(said)
    return see_other(safe_next(f"/recordings/{recording.id}"))
