"""The doors of feedback: the studio, and what is said in it."""

from flask import Blueprint

from wpl_platform.feedback import queries
from wpl_platform.feedback.views import (
    annotations,
    company,
    guides,
    replies,
    requests,
    responses,
    spoken,
    stills,
    studio,
)

bp = Blueprint("feedback", __name__)
for noun in (studio, annotations, replies, responses, requests, guides, company, spoken, stills):
    bp.register_blueprint(noun.bp)

# The grid of recordings lies below this floor and knows no moments: its template asks by this name for their lines.
bp.app_context_processor(lambda: {"densities_of": queries.densities_of})
