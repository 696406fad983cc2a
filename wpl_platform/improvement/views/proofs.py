"""Proofs: the later recording that shows the difference."""

from flask import flash
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import timecode
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.improvement import moving, queries
from wpl_platform.improvement.forms import ProofForm
from wpl_platform.improvement.views.door import bp, card_address, card_page, complain
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other


@bp.post("/improvements/<int:improvement_id>/proofs", endpoint="create_proof")
@login_required
def create(improvement_id: int) -> Response | tuple[str, int]:
    """Makes the card a success, with what proves it."""
    card = queries.improvement(improvement_id, viewer=viewer())
    form = ProofForm()
    if not form.validate():
        return card_page(card, proof_form=form), 422
    try:
        at_ms = timecode.read(form.at.data or "0:00")
    except ValueError:
        form.at.errors = [_("Schrijf het moment als 2:14.")]
        return card_page(card, proof_form=form), 422
    try:
        moving.prove(card, form.recording.data, at_ms, by=viewer(), note=form.note.data)
    except Invalid as complaint:
        complain(form, complaint, {})
        return card_page(card, proof_form=form), 422
    flash(_("Ons succes. Iedereen in het team kan het verschil nu zien."))
    return see_other(card_address(card.id))
