"""One request, one transaction: committed when the answer is good, rolled back otherwise. A GET only reads; what the
access log says of it is written once the reading has ended, and before a byte of the answer leaves.

Why: docs/decisions/one-transaction.md.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, has_request_context, request

from wpl_platform.core import database
from wpl_platform.core.ids import new_key

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


def request_key() -> str:
    """What tells this request from others, wherever it is written down; empty outside one."""
    if not has_request_context():
        return ""
    if "request_key" not in g:
        g.request_key = new_key()[:16]
    key: str = g.request_key
    return key


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
    if response.status_code >= 400:
        database.undo()
    elif request.method in SAFE:
        database.end_reading()
    else:
        database.commit()
    return response
