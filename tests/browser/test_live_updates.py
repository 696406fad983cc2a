"""The page's side of live updates: each event once and in order, whatever happens to the line."""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, sync_playwright

from tests.events import conftest as rooms
from tests.events.conftest import Serve
from wpl_platform.core.database import apart
from wpl_platform.events import actions

port, serve = rooms.port, rooms.serve

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

HEARD = """window.heard = []; for (const kind of ["annotation", "closed"])
document.addEventListener(`live:${kind}`, (event) => window.heard.push([kind, event.detail]));"""
HIDE = """(hidden) => { Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
document.dispatchEvent(new Event("visibilitychange")); }"""


@pytest.fixture
def page() -> Iterator[Page]:
    """A tab that keeps what it hears, and in which no script may fail."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        faults: list[str] = []

        def keep(fault: object) -> None:
            faults.append(str(fault))

        tab.on("pageerror", keep)
        tab.add_init_script(HEARD)
        yield tab
        browser.close()
        assert faults == []


@pytest.fixture
def say(app: Flask) -> Callable[[int], None]:
    """Something happens, written by another process than the server."""

    def publish(number: int) -> None:
        with apart(app, writes=True):
            actions.publish("recording:7", "annotation", {"id": number})

    return publish


def ids(page: Page) -> list[int]:
    return [detail["id"] for kind, detail in page.evaluate("window.heard") if kind == "annotation"]


def until_heard(page: Page, expected: list[int], seconds: float = 30) -> None:
    page.wait_for_function(
        "(all) => JSON.stringify(window.heard.map(([kind, detail]) => detail.id)) === all",
        arg=json.dumps(expected, separators=(",", ":")),
        timeout=seconds * 1000,
    )


def until_state(page: Page, state: str) -> None:
    page.wait_for_selector(f"live-updates[data-state={state}]", state="attached")


def test_a_tab_hears_each_event_once_and_catches_up_after_it_was_hidden(
    page: Page, serve: Serve, port: int, say: Callable[[int], None]
) -> None:
    serve()
    say(1)
    page.goto(f"http://127.0.0.1:{port}/page")
    until_state(page, "live")
    say(2)
    until_heard(page, [2])
    assert page.evaluate("window.heard[0][1]") == {"id": 2, "number": 2}
    page.evaluate(HIDE, True)
    until_state(page, "away")
    say(3)
    say(4)
    time.sleep(1)
    assert ids(page) == [2]
    page.evaluate(HIDE, False)
    until_heard(page, [2, 3, 4])


def test_a_tab_goes_on_where_it_was_when_the_server_was_killed_and_started_again(
    page: Page, serve: Serve, port: int, say: Callable[[int], None]
) -> None:
    server = serve()
    page.goto(f"http://127.0.0.1:{port}/page")
    say(1)
    until_heard(page, [1])
    os.killpg(server.pid, 9)
    server.wait()
    say(2)
    serve()
    until_heard(page, [1, 2])


def test_a_tab_that_gets_no_stream_asks_every_few_seconds(
    page: Page, serve: Serve, port: int, say: Callable[[int], None]
) -> None:
    serve(streams=0)
    page.goto(f"http://127.0.0.1:{port}/page")
    until_state(page, "polling")
    say(1)
    until_heard(page, [1])
    say(2)
    until_heard(page, [1, 2])


@pytest.mark.parametrize("streams", [0, 300])
def test_a_tab_that_lost_the_room_is_told_and_asks_no_more(
    page: Page, serve: Serve, port: int, tmp_path: Path, say: Callable[[int], None], streams: int
) -> None:
    serve(streams)
    page.goto(f"http://127.0.0.1:{port}/page")
    until_state(page, "live" if streams else "polling")
    (tmp_path / "closed").touch()
    say(1)
    until_state(page, "closed")
    assert page.evaluate("window.heard.map(([kind]) => kind)") == ["closed"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    time.sleep(3.5)
    assert asked == []
