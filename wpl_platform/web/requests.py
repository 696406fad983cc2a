"""One request, one transaction: committed when the answer is good, rolled back otherwise. A GET only reads.

Why: docs/decisions/one-transaction.md.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

from wpl_platform.core import database

Door = TypeVar("Door", bound=Callable[..., Any])
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


def no_form(door: Door) -> Door:
    """The same door, which reads no form: a body that is not a piece of a film is too large, however small it is.

    Else a stranger who sends a letter a minute would be waited for, a thread each, before anybody asks who it is.
    """
    door.__dict__["no_form"] = True
    return door


def _begin() -> None:
    database.writing.set(request.method not in SAFE)
    door = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype != FILM and getattr(door, "no_form", False):
        request.max_content_length = 0
    if request.mimetype == FILM:
        request.max_content_length = int(current_app.config["UPLOAD_MAX_BYTES"])


def _end(response: Response) -> Response:
    if request.method in SAFE or response.status_code >= 400:
        database.db.session.rollback()
    else:
        database.commit()
    return response
