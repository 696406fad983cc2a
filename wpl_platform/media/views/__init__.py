"""The doors of media: recordings, their way in, with whom they are shared, their bytes and what happens to them."""

from flask import Blueprint

from wpl_platform.media.views import (
    arrival,
    captions,
    downloads,
    events,
    files,
    recorder,
    recordings,
    room,
    shares,
    trims,
    uploads,
)

bp = Blueprint("media", __name__)
for door in (recordings, recorder, arrival, uploads, shares, downloads, files, events, trims, captions, room):
    bp.register_blueprint(door.bp)
