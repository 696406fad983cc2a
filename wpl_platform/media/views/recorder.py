"""The door of filming in the browser: the page; what is filmed comes in by the doors of recordings and uploads.

Why it lies on the device first, and what a killed browser costs: docs/decisions/recorder.md.
"""

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask_login import login_required

from wpl_platform.core import clock
from wpl_platform.media import actions
from wpl_platform.media.plan import LONGEST_MS
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.security import permissions

bp = Blueprint("recorder", __name__)


@bp.get("/recordings/record")
@login_required
def new() -> Response:
    """Where one films with this device's camera or screen: the only page that may ask for them.

    With `?then=ask` it goes on to the question about what was filmed.
    """
    actions.require_welcome(team(), by=viewer())
    most = int(current_app.config["UPLOAD_MAX_BYTES"])
    onward = "/recordings/{recording}/requests/new" if request.args.get("then") == "ask" else ""
    page = render_template("media/record.html", most=most, longest=LONGEST_MS, zone=clock.HOME.key, next=onward)
    response = make_response(page)
    response.headers["Permissions-Policy"] = permissions("camera", "microphone", "display-capture")
    return response
