"""The doors of the clear film that a maker kept, theirs alone: look, destroy it for good, take the covering back."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _
from wpl_platform.media import clear, clearing, policy, queries
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import watched
from wpl_platform.media.views.files import send
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("clear", __name__)


@bp.get("/recordings/<int:recording_id>/clear")
@login_required
def show(recording_id: int) -> str:
    """The film without what covers it, and what can be done with it."""
    recording = _own(recording_id)
    film = clear.film_of(recording, viewer=viewer())
    return render_template("media/clear.html", recording=recording, film=film)


@bp.get("/recordings/<int:recording_id>/clear/film")
@login_required
def film(recording_id: int) -> Response:
    """Its bytes or a range of them, as long as its maker may look at it."""
    found = clear.film_of(_own(recording_id), viewer=viewer())
    if request.method != "HEAD":
        watched(recording_id, Action.PLAYED, by=viewer(), what="clear")
    return send(found, may=clear.may_look)


@bp.post("/recordings/<int:recording_id>/clear/delete")
@login_required
def delete(recording_id: int) -> Response:
    """There is no clear film any more; asked twice is done, and said once."""
    recording = queries.recording(recording_id, viewer=viewer())
    if not policy.may_see_uncovered(viewer(), recording):
        raise Missing
    if clearing.destroy(recording, by=viewer()):
        flash(_("De heldere video is vernietigd"))
    return see_other(url_for("media.arrival.show", recording_id=recording_id))


@bp.post("/recordings/<int:recording_id>/clear/restore")
@login_required
def restore(recording_id: int) -> Response:
    """The film is clear again, for its maker first."""
    clearing.uncover(_own(recording_id), by=viewer())
    flash(_("De bedekking gaat van je video af"))
    return see_other(url_for("media.arrival.show", recording_id=recording_id))


def _own(recording_id: int) -> Recording:
    """For who is not its maker, or when it is not kept, it does not exist."""
    recording = queries.recording(recording_id, viewer=viewer())
    if not clear.may_look(viewer(), recording):
        raise Missing
    return recording
