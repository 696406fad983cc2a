"""The door of who watched a recording: for its maker alone."""

from flask import Blueprint, render_template
from flask_login import login_required

from wpl_platform.core.errors import require
from wpl_platform.core.text import _
from wpl_platform.media import policy, queries
from wpl_platform.media.noted import watched
from wpl_platform.privacy.models import Action
from wpl_platform.privacy.queries import watchers_of
from wpl_platform.privacy.words import how_often
from wpl_platform.teams.current import viewer

bp = Blueprint("watchers", __name__)


@bp.get("/recordings/<int:recording_id>/watchers")
@login_required
def index(recording_id: int) -> str:
    """Who opened and played it, when last, and how often. That its maker looked is logged as well."""
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_see_watchers(viewer(), recording), _("Alleen de maker ziet wie er keek."))
    watched(recording.id, Action.LOG_READ, by=viewer())
    found = watchers_of(recording.id, viewer=viewer())
    return render_template("media/watchers.html", recording=recording, watchers=found, how_often=how_often)
