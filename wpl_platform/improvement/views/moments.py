"""Moments: one more put with a card that is on the board already."""

from flask import flash
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.improvement import actions, queries
from wpl_platform.improvement.forms import MomentForm
from wpl_platform.improvement.views.door import bp, card_address
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other


@bp.post("/improvements/moments", endpoint="create_moment")
@login_required
def create() -> Response:
    """Puts the moment with the chosen card."""
    form = MomentForm()
    form.require_valid()
    card = queries.improvement(form.improvement.data, viewer=viewer())
    actions.add_moment(card, form.annotation.data or 0, by=viewer())
    flash(_("Het moment staat bij de kaart"))
    return see_other(card_address(card.id))
