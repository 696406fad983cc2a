"""The doors of feedback: the studio, and what is said in it."""

from flask import Blueprint

from wpl_platform.feedback.views import annotations, replies, responses, studio

bp = Blueprint("feedback", __name__)
for noun in (studio, annotations, replies, responses):
    bp.register_blueprint(noun.bp)
