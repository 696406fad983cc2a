"""An application with one open room, as a server loads it; the database and the folder come from the environment."""

import os
from pathlib import Path

from flask import Response

from tests.conftest import app_on
from wpl_platform.events import actions, stream

app = app_on(os.environ["TEST_DATABASE_URL"], Path(os.environ["TEST_FOLDER"]))


@app.get("/room")
def show() -> Response:
    """The room, open to everybody."""
    return stream.respond("recording:7", None, lambda: True)


def say() -> Response:
    """Something happens in this process."""
    actions.publish("recording:7", "annotation", {"id": 1})
    return Response("said")


app.extensions["csrf"].exempt(say)
app.add_url_rule("/say", view_func=say, methods=["POST"])
stream.end_at_stop(app)
