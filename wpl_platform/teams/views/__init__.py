"""The doors of teams: choosing one, its members, what it agreed on, and the ways into it."""

from flask import Blueprint

from wpl_platform.teams.views import agreements, invitations, joining, lists, members, organising

bp = Blueprint("teams", __name__)
for door in (members, invitations, agreements, lists, joining, organising):
    bp.register_blueprint(door.bp)
