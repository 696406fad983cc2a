"""The other language, for who is not signed in or is on their way in."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions
from wpl_platform.accounts.login import LANGUAGES, keep_language, me
from wpl_platform.accounts.models import Language
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("language", __name__)


@bp.post("/language")
def update() -> Response:
    """Keeps it on this device, and for who is signed in; back to the same page."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise Invalid(_("Die taal spreken we nog niet."), "language")
    person, answer = me(), see_other(safe_next("/"))
    if person is not None:
        actions.edit_me(person.name, Language(chosen), person.theme, by=person.id)
    return keep_language(answer, chosen)
