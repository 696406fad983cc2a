"""Whether the house is in order: the address that a monitor asks."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app

from wpl_platform.web.replies import json_reply

bp = Blueprint("health", __name__)

Check = Callable[[], str]
"""Says `ok`, or in a few words what is wrong."""


@bp.get("/healthz")
def show() -> Response:
    """`ok` when the database answers, the storage takes bytes and a worker is at work; 503 when one is not."""
    checks: dict[str, Check] = current_app.extensions["health"]
    states = {name: _asked(check) for name, check in checks.items()}
    well = all(state == "ok" for state in states.values())
    return json_reply({"status": "ok" if well else "ill", **states}, 200 if well else 503)


def _asked(check: Check) -> str:
    try:
        return check()
    except Exception as error:
        current_app.logger.warning("health check failed: %s", error)
        return "unreachable"
