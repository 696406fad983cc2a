"""How a view answers: a whole page, a fragment of one, JSON, or the way to the next page."""

from typing import Any

from flask import Response, flash, jsonify, redirect, request
from werkzeug.wrappers import Response as BaseResponse


def is_fragment() -> bool:
    """Whether a script on the page asks for a piece of it."""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch"


def wants_json() -> bool:
    """Whether the answer is read by a program."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return request.is_json or best == "application/json"


def see_other(address: str) -> BaseResponse:
    """After a change: go and look there (303)."""
    return redirect(address, code=303)


def say_with_undo(sentence: str, undo: str) -> None:
    """Says on the next page what was done, with a button that posts to `undo` to take it back."""
    flash({"text": sentence, "undo": undo})  # type: ignore[arg-type]  # typed as text; the session keeps any JSON


def json_reply(data: Any, status: int = 200) -> Response:
    """The data as JSON, kept by no cache."""
    response = jsonify(data)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def pdf_reply(content: bytes, name: str) -> Response:
    """A PDF to keep under that name, which we chose ourselves; kept by no cache."""
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def asked_for() -> str:
    """The address that was asked for, to come back to."""
    return request.full_path.rstrip("?")


def opens_a_page() -> bool:
    """Whether somebody opens a whole page, so that they can be led to another first."""
    return request.method == "GET" and not is_fragment() and not wants_json()


def safe_next(default: str) -> str:
    """Where the person wanted to go (`next`), when that lies within the product; else the default."""
    wanted = request.values.get("next", "")
    # A browser drops tabs and line ends from an address, so that "/<tab>/elsewhere" would lead away.
    inside = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if inside and wanted.isprintable() else default
