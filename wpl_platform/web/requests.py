"""One request, one transaction: committed when the answer is good, rolled back otherwise. A GET only reads.

Why: docs/decisions/one-transaction.md.
"""

from flask import Flask, Response, current_app, request

from wpl_platform.core import database

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FILM = "application/offset+octet-stream"
"""A piece of a film. No parser reads it: its door takes it from the socket and counts."""


def init_app(app: Flask) -> None:
    """Wraps every request of the application in its transaction."""
    app.before_request(_begin)
    app.after_request(_end)


def this_app() -> Flask:
    """The application itself, to be held by what outlives the context it was asked in: a stream, a thread."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask names no other way
    return app


def _begin() -> None:
    database.writing.set(request.method not in SAFE)
    if request.mimetype == FILM:
        request.max_content_length = int(current_app.config["UPLOAD_MAX_BYTES"])


def _end(response: Response) -> Response:
    if request.method in SAFE or response.status_code >= 400:
        database.db.session.rollback()
    else:
        database.commit()
    return response
