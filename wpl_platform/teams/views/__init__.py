"""The doors of teams: choosing one, its members, what it agreed on, and the ways into it."""

from flask import Blueprint

from wpl_platform.teams.views import agreements, joining, lists, looks, members, organising

bp = Blueprint("teams", __name__)
for door in (members, agreements, lists, joining, organising, looks):
    bp.register_blueprint(door.bp)
