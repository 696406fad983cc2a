"""The application as a server loads it: wsgi:app."""

from wpl_platform import create_app

app = create_app()
