"""The doors of one's own data: the archive, erasing, and the proof of that."""

from flask import Blueprint

from wpl_platform.mydata.views import archives, erasures, proofs

bp = Blueprint("mydata", __name__)
for door in (archives, erasures, proofs):
    bp.register_blueprint(door.bp)
