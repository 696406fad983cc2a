"""The doors of privacy: an organisation's log, one's own lines in it, and who is what in an organisation."""

from flask import Blueprint

from wpl_platform.privacy.views import log, mine, people

bp = Blueprint("privacy", __name__)
for door in (log, mine, people):
    bp.register_blueprint(door.bp)
