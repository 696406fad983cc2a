"""How an organisation looks for who opens a personal link: by the secret of that link, and by nothing else."""

from flask import Blueprint, Response

from wpl_platform.core.errors import Missing
from wpl_platform.media import guests, in_view
from wpl_platform.media.models import Recording
from wpl_platform.teams import branding
from wpl_platform.teams.branding_models import Branding
from wpl_platform.web import accents
from wpl_platform.web.kept import kept_reply
from wpl_platform.web.limits import limiter

bp = Blueprint("looks", __name__)
TRIES = "120/minute"


@bp.get("/<any(consent, guest):link>/<key>/look/<version>.css")
@limiter.limit(TRIES)
def stylesheet(link: str, key: str, version: str) -> Response:
    """Its colour, as accents for light and dark."""
    found = _found(link, key, version)
    if not found.colour:
        raise Missing
    return kept_reply(accents.stylesheet(found.colour), "text/css; charset=utf-8")


@bp.get("/<any(consent, guest):link>/<key>/logo/<version>.png")
@limiter.limit(TRIES)
def logo(link: str, key: str, version: str) -> Response:
    """Its logo."""
    found = _found(link, key, version)
    if found.logo is None:
        raise Missing
    return kept_reply(found.logo, "image/png")


def _found(link: str, key: str, version: str) -> Branding:
    found = branding.chosen_by(_recording(link, key).team.organisation_id)
    if found is None or found.version != version:
        raise Missing
    return found


def _recording(link: str, key: str) -> Recording:
    return guests.link(key).share.recording if link == "guest" else in_view.holder_of(key).recording
