"""The door of filming in the browser: the page; what is filmed comes in by the doors of recordings and uploads."""

from flask import Blueprint, current_app, render_template
from flask_login import login_required

from wpl_platform.core import clock
from wpl_platform.core.errors import require
from wpl_platform.core.text import _
from wpl_platform.media import policy
from wpl_platform.teams.current import team, viewer

bp = Blueprint("recorder", __name__)


@bp.get("/recordings/record")
@login_required
def new() -> str:
    """Where one films with this device's camera or screen."""
    require(policy.may_begin(viewer(), team().id), _("Alleen deelnemers en begeleiders brengen video’s in."))
    most = int(current_app.config["UPLOAD_MAX_BYTES"])
    return render_template("media/record.html", most=most, zone=clock.HOME.key)
