"""The door of an organisation's room: what its recordings take, what they may take, and whether originals stay."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.media import actions, quota
from wpl_platform.media.forms import StorageForm
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("room", __name__)


@bp.get("/organisation/storage")
@login_required
def show() -> str:
    """How much each team uses, and what was chosen."""
    chosen = quota.choice_of(team(), viewer=viewer())
    limit = None if chosen.quota is None else chosen.quota // 1000**3
    return _page(StorageForm(formdata=None, limit=limit, keep_originals=chosen.keep_originals))


@bp.post("/organisation/storage")
@login_required
def update() -> Response | tuple[str, int]:
    """Keeps another choice."""
    quota.choice_of(team(), viewer=viewer())
    form = StorageForm()
    if not form.validate():
        return _page(form), 422
    actions.choose_storage(team(), keep_originals=form.keep_originals.data, quota=form.quota, by=viewer())
    flash(_("Bewaard"))
    return see_other(url_for("media.room.show"))


def _page(form: StorageForm) -> str:
    uses = quota.use_by_team(team(), viewer=viewer())
    return render_template("media/storage.html", form=form, uses=uses, room=quota.room_left(team()))
