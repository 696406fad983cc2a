"""The doors of being asked into a team: saying yes or no, and not asking any longer."""

from flask import Blueprint, flash
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.teams import current, inviting
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("invitations", __name__)


@bp.post("/invitations/<int:invitation_id>/accept")
@login_required
def accept(invitation_id: int) -> Response:
    """They are in the team, and go on there."""
    asked = inviting.invitation(invitation_id, viewer=viewer())
    inviting.accept(asked, by=viewer())
    current.choose(asked.team)
    flash(_("Je hoort nu bij %(team)s", team=asked.team.name))
    return see_other("/start")


@bp.post("/invitations/<int:invitation_id>/decline")
@login_required
def decline(invitation_id: int) -> Response:
    """They are not."""
    inviting.decline(inviting.invitation(invitation_id, viewer=viewer()), by=viewer())
    flash(_("Je doet niet mee. Het team ziet dat je niet meer gevraagd bent."))
    return see_other("/start")


@bp.post("/invitations/<int:invitation_id>/delete")
@login_required
def delete(invitation_id: int) -> Response:
    """The team asks no longer."""
    inviting.take_back(inviting.invitation(invitation_id, viewer=viewer()), by=viewer())
    flash(_("De uitnodiging is ingetrokken"))
    return see_other("/team/members")
