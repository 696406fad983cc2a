"""The doors of media: recordings, their way in, with whom they are shared, their bytes and what happens to them."""

from flask import Blueprint

from wpl_platform.media.views import (
    arrival,
    branding,
    captions,
    certificates,
    clear,
    consent,
    downloads,
    events,
    files,
    guests,
    handing_over,
    in_view,
    information,
    looks,
    my_view,
    papers,
    recorder,
    recordings,
    redactions,
    retention,
    room,
    shares,
    trims,
    uploads,
    visits,
    watchers,
)

bp = Blueprint("media", __name__)
doors = (
    recordings,
    recorder,
    arrival,
    uploads,
    shares,
    guests,
    visits,
    handing_over,
    in_view,
    consent,
    papers,
    certificates,
    downloads,
    files,
    events,
    trims,
    redactions,
    clear,
    captions,
    information,
    my_view,
    branding,
    looks,
    room,
    retention,
    watchers,
)
for door in doors:
    bp.register_blueprint(door.bp)
