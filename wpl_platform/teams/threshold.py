"""Nobody goes on without the second step that their role asks for: they are led to it from wherever they were going.

Why: docs/decisions/signing-in.md.
"""

from flask import Flask, abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import second_step
from wpl_platform.accounts.login import is_weak
from wpl_platform.teams.current import needs_second_step
from wpl_platform.web.replies import asked_for, opens_a_page, see_other

OPEN = (
    "None",  # what is no page at all
    "accounts.door.",
    "accounts.language.",
    "accounts.passkeys.",
    "accounts.second_step.",
    "accounts.steps.",
    "assets.",
    "health.",
)
"""What can be done without: setting the second step up or giving it, signing out, choosing a language."""


def init_app(app: Flask) -> None:
    """Asks before every request."""
    app.before_request(_lead)


def _lead() -> Response | None:
    if not _lies_behind() or not current_user.is_authenticated or not is_weak(current_user):
        return None
    if not needs_second_step(current_user.person):
        return None
    if not opens_a_page():
        abort(403)
    if second_step.has(current_user.person.id):
        return see_other(url_for("accounts.steps.show", next=asked_for()))
    return see_other(url_for("accounts.second_step.show"))


def _lies_behind() -> bool:
    """Whether what is asked for lies behind the threshold."""
    return not str(request.endpoint).startswith(OPEN)
