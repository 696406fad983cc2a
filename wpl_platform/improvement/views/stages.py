"""Stages: moving a card, by the board (JSON) or by a plain form."""

from flask import flash, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.improvement import moving, queries
from wpl_platform.improvement.columns import NAMES
from wpl_platform.improvement.forms import MoveForm
from wpl_platform.improvement.models import Stage
from wpl_platform.improvement.views.door import bp, card_address
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import json_reply, safe_next, say_with_undo, see_other, wants_json


@bp.post("/improvements/<int:improvement_id>/stages", endpoint="create_stage")
@login_required
def create(improvement_id: int) -> Response:
    """Moves the card. To *ons succes* without proof: a form is led to the place where proof is chosen."""
    card = queries.improvement(improvement_id, viewer=viewer())
    form = MoveForm(request.values)
    form.require_valid()
    stage, before = Stage(form.stage.data), card.stage
    seen = Stage(form.seen.data) if form.seen.data in list(Stage) else None
    unproven = stage is Stage.SUCCESS and not moving.can_succeed(card)
    if unproven and not wants_json():
        flash(_("Bijna een succes. Kies nog de video die laat zien dat het werkt."))
        return see_other(card_address(card.id, "bewijs"))
    moving.move(card, stage, by=viewer(), seen=seen, above=form.above.data, note=form.note.data)
    if wants_json():
        sentence = _("‘%(title)s’ staat nu bij %(stage)s", title=card.title, stage=NAMES[stage])
        return json_reply({"stage": stage.value, "sentence": sentence})
    undo = url_for("improvement.create_stage", improvement_id=card.id, stage=before.value, seen=stage.value)
    say_with_undo(_("De kaart staat nu bij %(stage)s", stage=NAMES[stage]), undo)
    return see_other(safe_next(url_for("improvement.board")))
