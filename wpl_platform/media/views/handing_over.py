"""The door of handing a recording over to a colleague."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid, Missing
from wpl_platform.core.text import _
from wpl_platform.media import handing_over, papers, policy, queries
from wpl_platform.media.forms import HandOverForm
from wpl_platform.media.models import Recording
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("handing_over", __name__)


@bp.get("/recordings/<int:recording_id>/hand-over")
@login_required
def new(recording_id: int) -> str:
    """To whom it can go, and what that means."""
    return _page(_own(recording_id), HandOverForm(formdata=None))


@bp.post("/recordings/<int:recording_id>/hand-over")
@login_required
def create(recording_id: int) -> Response | tuple[str, int]:
    """It is theirs from now on."""
    recording, form = _own(recording_id), HandOverForm()
    try:
        form.require_valid()
        handing_over.hand_over(recording, form.person.data or 0, by=viewer())
    except Invalid as wrong:
        form.person.errors = [wrong.sentence]
        return _page(recording, form), 422
    flash(_("%(name)s beslist nu over deze video", name=recording.maker.name))
    return see_other(url_for("media.recordings.index"))


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    if not policy.may_hand_over(viewer(), recording):
        raise Missing
    return recording


def _page(recording: Recording, form: HandOverForm) -> str:
    return render_template(
        "media/hand_over.html",
        recording=recording,
        form=form,
        takers=handing_over.takers(recording, viewer=viewer()),
        held=handing_over.holds_more(recording),
        papers=papers.papers_in(recording, viewer=viewer()),
    )
