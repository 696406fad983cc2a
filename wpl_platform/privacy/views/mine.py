"""The door of one's own lines in the access log."""

from datetime import datetime

from flask import Blueprint, render_template, request
from flask_login import login_required

from wpl_platform.privacy import queries, words
from wpl_platform.teams.current import viewer

bp = Blueprint("mine", __name__)


@bp.get("/me/log")
@login_required
def show() -> str:
    """What was written down of what one did, and of what was done to one."""
    lines, goes_on = queries.lines_about(viewer(), _before())
    last = lines[-1].entry if goes_on else None
    further = f"{last.at.isoformat()}~{last.organisation_id}~{last.seq}" if last else ""
    return render_template("privacy/mine.html", lines=lines, further=further, first=_before() is None, words=words)


def _before() -> tuple[datetime, int, int] | None:
    """After which line the page begins; what makes no sense counts as the first page."""
    try:
        at, organisation_id, seq = request.args.get("before", "").split("~")
        moment = datetime.fromisoformat(at)
        return (moment, int(organisation_id), int(seq)) if moment.tzinfo else None
    except ValueError:
        return None
