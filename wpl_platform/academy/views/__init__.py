"""The doors of the academy: pages, register, texts. One module a noun; all are read without an account."""

from typing import Any

from flask import Blueprint, current_app

from wpl_platform.academy.views import articles, pages, register
from wpl_platform.academy.words import KINDS, KINDS_MANY, PROVINCES, SECTORS

bp = Blueprint("academy", __name__)
bp.register_blueprint(pages.bp)
bp.register_blueprint(register.bp)
bp.register_blueprint(articles.bp)


@bp.context_processor
def vocabulary() -> dict[str, Any]:
    """What every page of the academy may name."""
    words = {"PROVINCES": PROVINCES, "SECTORS": SECTORS, "KINDS": KINDS, "KINDS_MANY": KINDS_MANY}
    return words | {"contact": current_app.config.get("ACADEMY_CONTACT") or None}
