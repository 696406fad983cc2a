"""The application as a server loads it: wsgi:app."""

from wpl_platform import create_app
from wpl_platform.events import stream

app = create_app()
stream.end_at_stop(app)
