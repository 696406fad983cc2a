"""The door of being erased: what goes and what stays is shown first, and the words have to be typed."""

from flask import Blueprint, render_template, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response

from wpl_platform.accounts.proving import proved
from wpl_platform.core.errors import Conflict
from wpl_platform.mydata import actions, proofs, queries
from wpl_platform.mydata.forms import EraseForm, confirmation
from wpl_platform.teams.current import viewer
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("erasures", __name__)


@bp.get("/me/erase")
@proved
def new() -> str:
    """What goes, what stays without a name, and who has to be asked first."""
    return _page(EraseForm(formdata=None))


@bp.post("/me/erase")
@limiter.limit("20/hour")
@proved
def create() -> Response | tuple[str, int]:
    """Begins it, and leads to the proof; nobody is signed in here any more."""
    form = EraseForm()
    if not form.validate():
        return _page(form), 422
    try:
        asked = actions.ask_erasure(viewer().person_id or 0, withdraws=bool(form.withdraws.data), by=viewer())
    except Conflict:
        return _page(form), 409
    number = proofs.number_of(asked)
    logout_user()
    return see_other(url_for("mydata.proofs.show", number=number))


def _page(form: EraseForm) -> str:
    return render_template(
        "mydata/erase.html",
        form=form,
        outlook=queries.outlook(viewer=viewer()),
        words=confirmation(),
    )
