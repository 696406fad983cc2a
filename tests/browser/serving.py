"""A browser at a running application, for tests of what scripts do with the server's own pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from playwright.sync_api import BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.conftest import PASSWORD
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db

SignIn = Callable[[Person], Page]


REST = "ms => new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), ms))"


def rest(page: Page, ms: int) -> None:
    """Lets so much of the page's own time go by: what it put off until then is done, however busy the machine is."""
    page.evaluate(REST, ms)


def heard(page: Page, holds: Callable[[], bool], otherwise: str) -> None:
    """Waits until the test has heard of it from the page; fails saying what did not come."""
    for _look in range(600):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(otherwise)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the application, as long as the block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browsing(address: str) -> Iterator[SignIn]:
    """Gives each person a browser of their own, signed in by the form. No script may fail in any of them."""
    faults: list[object] = []

    def note(fault: object) -> None:
        faults.append(fault)

    def sign_in(person: Person) -> Page:
        email = person.email
        db.session.rollback()  # the test holds no transaction open while the server writes
        context: BrowserContext = browser.new_context(base_url=address, locale="nl-NL")
        page = context.new_page()
        page.on("pageerror", note)
        page.goto("/sign-in")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        return page

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield sign_in
        browser.close()
    assert faults == []
