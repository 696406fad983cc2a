"""What one signs in with is changed only by who showed a short while ago that it is them."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import is_proved
from wpl_platform.web.replies import asked_for, see_other

P = ParamSpec("P")
Answer = str | Response | tuple[str, int]


def proved(door: Callable[P, Answer]) -> Callable[P, Answer]:
    """The same door, for who is signed in and was asked for their password or a code within half an hour."""

    @wraps(door)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Answer:
        if is_proved():
            return door(*args, **kwargs)
        return see_other(url_for("accounts.second_step.show_proof", next=_back()))

    return login_required(guarded)  # type: ignore[no-any-return]  # it hands out what it was given


def _back() -> str:
    """Where they go on: what they asked for, or the page on which they pressed."""
    if request.method == "GET":
        return asked_for()
    return urlsplit(request.referrer or "").path or url_for("accounts.second_step.show")
