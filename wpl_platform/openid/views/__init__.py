"""The doors of signing in through an organisation: the way there and back, and setting it up."""

from flask import Blueprint

from wpl_platform.openid import coming_in
from wpl_platform.openid.views import door, settings

bp = Blueprint("openid", __name__)
for noun in (door, settings):
    bp.register_blueprint(noun.bp)
bp.app_context_processor(lambda: {"organisations_sign_in": coming_in.anybody_does})
