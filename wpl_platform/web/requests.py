"""One request, one transaction: committed when the answer is good, rolled back otherwise. A GET only reads."""

from flask import Flask, Response, request

from wpl_platform.core import database

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Wraps every request of the application in its transaction."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    database.writing.set(request.method not in SAFE)


def _end(response: Response) -> Response:
    if request.method in SAFE or response.status_code >= 400:
        database.db.session.rollback()
    else:
        database.commit()
    return response
