"""The one blueprint of the feature, and what its doors share."""

from flask import Blueprint, url_for

bp = Blueprint("reflection", __name__)


def step_address(reflection_id: int, step: str | None) -> str:
    """The page of one step; without a step the page to read back."""
    return url_for("reflection.show", reflection_id=reflection_id, vraag=step)
