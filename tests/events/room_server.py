"""An application with one open room, as a server loads it; the database and the folder come from the environment."""

import os
from pathlib import Path

from flask import Response, render_template_string

from tests.conftest import app_on
from wpl_platform.events import actions, queries, stream

PAGE = """<!doctype html><title>Room</title>
<script type="module" src="{{ asset('js/web/live-updates.js') }}"></script>
<live-updates src="/room" since="{{ number }}"></live-updates>"""

app = app_on(os.environ["ROOM_DATABASE"], Path(os.environ["ROOM_FOLDER"]))


stream.CHECK_SECONDS = float(os.environ["ROOM_LOOKS"])
stream.STREAMS_MAX = stream.EACH_MAX = int(os.environ["ROOM_STREAMS"])
closed = Path(os.environ["ROOM_FOLDER"]) / "closed"


@app.get("/room")
def show() -> Response:
    """The room, open to everybody until a file says that it is closed."""
    return stream.respond("recording:7", None, lambda: not closed.exists())


@app.get("/page")
def page() -> str:
    """A page that listens."""
    return render_template_string(PAGE, number=queries.last_number("recording:7"))


def say() -> Response:
    """Something happens in this process."""
    actions.publish("recording:7", "annotation", {"id": 1})
    return Response("said")


app.extensions["csrf"].exempt(say)
app.add_url_rule("/say", view_func=say, methods=["POST"])
stream.end_at_stop(app)
