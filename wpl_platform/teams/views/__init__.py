"""The doors of teams: choosing one, its members, what it agreed on, how it looks, and the ways into it."""

from flask import Blueprint

from wpl_platform.teams.views import agreements, invitations, joining, lists, looks, members, organising

bp = Blueprint("teams", __name__)
for door in (members, invitations, agreements, lists, joining, organising, looks):
    bp.register_blueprint(door.bp)
