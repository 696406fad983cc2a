"""The doors of how an organisation looks, for who belongs to it; others find nothing there."""

from flask import Blueprint, Response
from flask_login import login_required

from wpl_platform.core.errors import Missing
from wpl_platform.teams import branding
from wpl_platform.teams.branding_models import Branding
from wpl_platform.teams.current import viewer
from wpl_platform.web import accents
from wpl_platform.web.kept import kept_reply

bp = Blueprint("looks", __name__)


@bp.get("/organisation/<int:organisation_id>/look/<version>.css")
@login_required
def stylesheet(organisation_id: int, version: str) -> Response:
    """Its colour, as accents for light and dark."""
    found = _found(organisation_id, version)
    if not found.colour:
        raise Missing
    return kept_reply(accents.stylesheet(found.colour), "text/css; charset=utf-8")


@bp.get("/organisation/<int:organisation_id>/logo/<version>.png")
@login_required
def logo(organisation_id: int, version: str) -> Response:
    """Its logo."""
    found = _found(organisation_id, version)
    if found.logo is None:
        raise Missing
    return kept_reply(found.logo, "image/png")


def _found(organisation_id: int, version: str) -> Branding:
    found = branding.branding_of(organisation_id, viewer=viewer())
    if found is None or found.version != version:
        raise Missing
    return found
