"""The door of sharing: with the team, with a colleague by name, and not any more. The maker decides."""

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.media import actions, policy, queries, withdrawals
from wpl_platform.media.consent import is_said
from wpl_platform.media.forms import ShareForm
from wpl_platform.media.models import Recording
from wpl_platform.media.words import who_sees, who_sees_shortly
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment, safe_next, see_other

bp = Blueprint("shares", __name__)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    """Who sees a recording is said in many places: their templates ask by these names."""
    return {
        "seers_of": lambda numbers: queries.seers_of(numbers, viewer=viewer()),
        "who_sees": lambda recording, named: who_sees(recording, named, viewer=viewer()),
        "who_sees_shortly": lambda recording, named: who_sees_shortly(recording, named, viewer=viewer()),
        "has_film": lambda recording: queries.has_film(recording, viewer=viewer()),
        "gone_on": withdrawals.gone_on,
        "colleagues_of": lambda team: queries.colleagues(team, viewer=viewer()),
    }


@bp.post("/recordings/<int:recording_id>/shares")
@login_required
def create(recording_id: int) -> Response | str:
    """From now on the team sees it; or the colleague who is named, and not the team."""
    recording, form = queries.recording(recording_id, viewer=viewer()), ShareForm()
    form.require_valid()
    if form.person.data is None:
        actions.share(recording, by=viewer())
        said = _("Je collega’s en je begeleider zien deze video nu. Je leidinggevende en beheerder niet.")
    else:
        actions.share_with(recording, form.person.data, by=viewer())
        said = _("Je collega kan deze video nu zien")
    if policy.is_cleared(recording):
        return _answer(recording, said)
    if is_said(recording) or is_fragment():
        return _answer(recording, _("Gedeeld. Tot iedereen in beeld het goed vindt, zie alleen jij de video."))
    flash(_("Zeg nog wie er in beeld is. Daarna is de video gedeeld."))
    return see_other(url_for("media.in_view.index", recording_id=recording.id))


@bp.post("/recordings/<int:recording_id>/shares/delete")
@login_required
def delete(recording_id: int) -> Response | str:
    """From now on only the maker sees it."""
    recording = queries.recording(recording_id, viewer=viewer())
    actions.stop_sharing(recording, by=viewer())
    return _answer(recording, _("Alleen jij ziet deze video nu nog"))


@bp.post("/shares/<int:share_id>/delete")
@login_required
def delete_one(share_id: int) -> Response | str:
    """From now on this team, or this colleague, does not see it."""
    found = queries.share(share_id, viewer=viewer())
    actions.stop_sharing_with(found, by=viewer())
    return _answer(found.recording, _("Delen gestopt"))


def _answer(recording: Recording, said: str) -> Response | str:
    if is_fragment():
        return render_template("media/_sharing.html", recording=recording)
    flash(said)
    return see_other(safe_next(f"/recordings/{recording.id}"))
