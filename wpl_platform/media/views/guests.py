"""The doors by which a maker lets a guest look: whom, for what and until when; then a link and a code to pass on."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import guests, policy, queries
from wpl_platform.media.guest_forms import GuestForm
from wpl_platform.media.models import Recording
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("guests", __name__)
bp.app_context_processor(lambda: {"guests_of": lambda recording: guests.links_of(recording, viewer=viewer())})


@bp.get("/recordings/<int:recording_id>/guests")
@login_required
def index(recording_id: int) -> str:
    """Who looks along from outside the team, and who in view lacks consent for that."""
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_see_guests(viewer(), recording), _("Alleen de maker laat een gast kijken."))
    return _page(recording, GuestForm(formdata=None, until=guests.usual_day(recording)))


@bp.post("/recordings/<int:recording_id>/guests")
@login_required
def create(recording_id: int) -> Response | tuple[str, int]:
    """A new guest, with a link and a code of their own."""
    recording, form = _own(recording_id), GuestForm()
    try:
        form.require_valid()
        made = guests.invite(recording, form.invited, by=viewer())
    except (Invalid, Conflict) as wrong:
        if not form.errors:
            form.wrong(wrong.field if isinstance(wrong, Invalid) else None, wrong.sentence)
        return _page(recording, form), 409 if isinstance(wrong, Conflict) else 422
    return see_other(url_for("media.guests.show", share_id=made.share_id))


@bp.get("/shares/<int:share_id>/guest")
@login_required
def show(share_id: int) -> str:
    """The link and the code, to be passed on apart from each other."""
    link = guests.link_to(share_id, viewer=viewer())
    address = url_for("feedback.guest.show", key=link.key, _external=True)
    recording = link.share.recording
    return render_template(
        "media/guest.html", link=link, recording=recording, address=address, lacking=guests.lacking(recording)
    )


@bp.post("/shares/<int:share_id>/guest/forget")
@login_required
def forget(share_id: int) -> Response:
    """The name of a guest goes; what they said stays."""
    found = queries.share(share_id, viewer=viewer())
    address = url_for("media.guests.index", recording_id=found.recording_id)
    guests.forget(found, by=viewer())
    flash(_("De naam van de gast is weg"))
    return see_other(address)


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker laat een gast kijken."))
    require(policy.may_share(viewer(), recording), _("Deze video kun je nu met niemand delen."))
    return recording


def _page(recording: Recording, form: GuestForm) -> str:
    return render_template(
        "media/guests.html",
        recording=recording,
        form=form,
        may_share=policy.may_share(viewer(), recording),
        links=guests.links_of(recording, viewer=viewer()),
        local=clock.local,
        past=guests.past_links(recording, viewer=viewer()),
        lacking=guests.lacking(recording),
        longest=guests.last_day(recording),
    )
