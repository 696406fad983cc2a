"""The door of live updates: what happens in a room, to a browser that listens or asks.

Why rows are numbered, and how streams end: docs/decisions/live-updates.md.
"""

from collections.abc import Callable, Iterator
from time import monotonic

from flask import Flask, Response, current_app, request
from flask_login import current_user

from wpl_platform.core.database import apart
from wpl_platform.core.errors import Missing
from wpl_platform.events import queries
from wpl_platform.events.hub import Hub, Listener
from wpl_platform.events.stop import at_stop
from wpl_platform.events.wire import CLOSED, HERE, STILL_HERE, Message, messages
from wpl_platform.web.replies import json_reply
from wpl_platform.web.requests import this_app

STREAMS_MAX = 300
"""Streams a process: each holds a thread of the server."""

EACH_MAX = 12
"""Streams of one person on one device: nobody takes them all; a page too many polls."""

CHECK_SECONDS = 4.0
BEAT_SECONDS = 15.0
RETRY_MS = 2_000

Allowed = Callable[[], bool]
"""Whether the listener may still hear the room. Asked again and again, outside the request: it loads what it judges."""


def respond(
    room: str, since: int | None, still_allowed: Allowed, *, who: str = "", every: float | None = None
) -> Response:
    """What happened in the room after number `since`, and what happens from now on, as Server-Sent Events.

    `Last-Event-ID`, which a browser sends when it comes back, goes before `since`, and that before `?since=`; without
    any of them it begins now. Each message is `{number, kind, data}`.
    Asked with `?poll=1` or for JSON: a list of those that came since, at once.

    `still_allowed` is asked now (raises Missing), before each delivery and every few seconds. It runs in an application
    context with a session that only reads, and without a request; when it says no or raises Missing, the stream ends
    with the event `closed`. The event `missed` says that some are gone for good: read the page again. Answers 503
    when the process, or this person on this device, holds all the streams it can: poll then. `who` is said for somebody
    who is not signed in; `every` (s, CHECK_SECONDS unless said), for a room that says nothing when they may no longer.
    """
    if not still_allowed():
        raise Missing()
    asked = _asked_since(since)
    begin = queries.last_number(room) if asked is None else asked
    here = Message(HERE, {}, begin)
    if request.args.get("poll") or request.accept_mimetypes.best == "application/json":
        return json_reply([message.as_plain() for message in ([here] if asked is None else _news(room, begin))])
    if request.method == "HEAD":
        return _stream_of(iter(()))
    app = this_app()
    hub = _hub_of(app)
    listener = hub.enter(room, who or str(current_user.get_id()), most=STREAMS_MAX, each=EACH_MAX)
    if listener is None:
        return Response(status=503, headers={"Retry-After": "5"})
    response = _stream_of(_written(app, hub, listener, here, still_allowed, every or CHECK_SECONDS))
    response.call_on_close(lambda: hub.leave(listener))
    return response


def notify() -> None:
    """Something was committed in this process: listeners hear it now, not at the next look."""
    hub: Hub | None = current_app.extensions.get("events")
    if hub is not None:
        hub.tell()


def end_at_stop(app: Flask) -> None:
    """Lets the streams of this process end by themselves when it is told to stop. Called once, where it is served."""
    at_stop(_hub_of(app).close)


def close(app: Flask) -> None:
    """Ends the streams of this application, for good."""
    _hub_of(app).close()


def _hub_of(app: Flask) -> Hub:
    def look(rooms: set[str]) -> dict[str, int]:
        with apart(app, writes=False):
            return queries.last_numbers(rooms)

    hub: Hub = app.extensions.setdefault("events", Hub(look))
    return hub


def _asked_since(since: int | None) -> int | None:
    try:
        return max(0, int(request.headers["Last-Event-ID"]))
    except (KeyError, ValueError):
        return request.args.get("since", type=int) if since is None else since


def _stream_of(chunks: Iterator[str]) -> Response:
    response = Response(chunks, mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _written(
    app: Flask, hub: Hub, listener: Listener, here: Message, still_allowed: Allowed, every: float
) -> Iterator[str]:
    """The stream as text. Nothing of the database is held while it waits."""
    number, wrote = here.number or 0, monotonic()
    try:
        yield f"retry: {RETRY_MS}\n{here.as_text()}"
        while not hub.closing:
            news = _allowed_news(app, listener.room, number, still_allowed)
            if news:
                yield "".join(message.as_text() for message in news)
                if news[-1].kind == CLOSED:
                    return
                number, wrote = news[-1].number or number, monotonic()
            elif monotonic() - wrote >= BEAT_SECONDS:
                yield STILL_HERE
                wrote = monotonic()
            if len(news) < queries.BATCH:
                listener.wait(every)
    finally:
        hub.leave(listener)


def _allowed_news(app: Flask, room: str, number: int, still_allowed: Allowed) -> list[Message]:
    try:
        with apart(app, writes=False):
            return _news(room, number) if still_allowed() else [Message(CLOSED, {})]
    except Missing:
        return [Message(CLOSED, {})]
    except Exception:
        app.logger.exception("a live stream could not read its room")
        return []


def _news(room: str, number: int) -> list[Message]:
    # The number first: what it counts is committed, so an event that is not found is gone and not merely late.
    last = queries.last_number(room)
    return [] if last == number else messages(number, last, queries.since(room, number))
