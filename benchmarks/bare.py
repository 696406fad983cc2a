"""The reference of a page: an application that only says hello, on the same server."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
@app.get("/healthz")
def hello() -> str:
    """Nothing but the way through the server and the framework."""
    return "<!doctype html><title>Hello</title><p>Hello"
