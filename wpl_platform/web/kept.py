"""Answers that a browser keeps for good, under an address that changes with what is in them."""

from flask import Response

FOREVER = "private, max-age=31536000, immutable"


def kept_reply(content: str | bytes, media_type: str) -> Response:
    """For who asked and for nobody behind the same cache; nothing in it can act."""
    response = Response(content, content_type=media_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
