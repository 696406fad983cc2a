"""The doors of accounts: signing in and out, what one signs in with, and one's own page."""

from flask import Blueprint, flash
from flask_login import current_user
from werkzeug.wrappers import Response

from wpl_platform.accounts import welcome
from wpl_platform.accounts.views import door, language, links, me, passkeys, passwords, second_step, steps
from wpl_platform.web.replies import see_other

bp = Blueprint("accounts", __name__)
for noun in (door, steps, links, passwords, passkeys, me, second_step, language):
    bp.register_blueprint(noun.bp)
bp.context_processor(lambda: {"layout": second_step.layout})


@bp.app_errorhandler(welcome.Spent)
def _on_to_the_door(spent: welcome.Spent) -> Response:
    if not current_user.is_authenticated:
        flash(str(spent.sentence), "error")
    return see_other("/sign-in")
