"""The timeline under fingers, on a phone."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from tests.browser.serving import rest, served
from tests.browser.timelines import asked, drawn, enter, give, moment, sight, zoom
from tests.conftest import PASSWORD
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording

private, shared = rooms.private, rooms.shared
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
FINGER_PX = 44
STILL_MS = 800


@pytest.fixture
def page(app: Flask, shared: Recording, youssef: Person) -> Iterator[Page]:
    """The studio on a phone that knows no mouse."""
    address, email = f"/recordings/{shared.id}", youssef.email
    db.session.commit()
    with served(app) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        size = ViewportSize(width=390, height=844)
        context = browser.new_context(base_url=base, locale="nl-NL", viewport=size, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        yield enter(page, address)
        browser.close()


@pytest.fixture
def fingers(page: Page) -> CDPSession:
    """What touches the glass."""
    return page.context.new_cdp_session(page)


def touch(fingers: CDPSession, *steps: Sequence[tuple[float, float]]) -> None:
    """Fingers come down at the first places, go by the others, and let go."""
    for at, places in enumerate(steps):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": "touchMove" if at else "touchStart", "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def lane(page: Page) -> float:
    """The height on the screen at which the moments stand."""
    box = page.locator(".tl__lane").first.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_two_fingers_zoom_and_one_shifts(page: Page, fingers: CDPSession) -> None:
    give(page, [moment(at, at * 5_000) for at in range(1, 11)])
    y = lane(page)
    touch(fingers, *([(190 - apart, y), (200 + apart, y)] for apart in range(20, 120, 10)))
    drawn(page)
    assert zoom(page) > 3
    start, _end = sight(page)
    touch(fingers, *([(300 - by, y)] for by in range(0, 150, 15)))
    rest(page, 600)
    assert sight(page)[0] > start + 1_000
    assert asked(page, "seek") == []
    page.locator(".time__lens button").first.tap()
    drawn(page)
    assert zoom(page) < 3


def test_a_tap_opens_a_moment_and_a_drag_over_the_whole_film_seeks(page: Page, fingers: CDPSession) -> None:
    give(page, [moment(1, 15_000), moment(2, 45_000)])
    page.locator(".tl__pin").nth(1).tap()
    drawn(page)
    assert asked(page, "open") == [{"id": 2}]
    y = lane(page)
    touch(fingers, *([(x, y)] for x in range(150, 240, 10)))
    drawn(page)
    assert len(asked(page, "seek")) > 1


def test_a_finger_moves_ones_own_only_when_it_was_tapped_before(page: Page, fingers: CDPSession) -> None:
    give(page, [moment(1, 20_000, own=True)])
    y = lane(page)
    box = page.locator(".tl__pin").bounding_box()
    assert box is not None
    x = box["x"] + box["width"] / 2
    touch(fingers, *([(x + by, y)] for by in range(0, 60, 6)))
    assert asked(page, "moved") == []
    rest(page, STILL_MS)
    page.locator(".tl__pin").tap()
    drawn(page)
    touch(fingers, *([(x + by, y)] for by in range(0, 60, 6)))
    drawn(page)
    assert [one["id"] for one in asked(page, "moved")] == [1]


def test_everything_that_is_pressed_has_room_for_a_finger(page: Page) -> None:
    give(page, [moment(1, 15_000, 30_000, own=True), moment(2, 45_000)])
    page.locator(".tl__pin").first.tap()
    page.evaluate("() => (document.querySelector('studio-timeline').range = { start: 10000, end: 20000 })")
    page.evaluate("() => document.querySelector('studio-timeline').zoomTo(1.5)")
    drawn(page)
    for name in (".tl__pin", ".tl__in", ".tl__out", ".tl__grip--end", ".time__lens button"):
        for found in page.locator(f"studio-timeline {name}").all():
            box = found.bounding_box()
            assert box is not None, name
            assert min(box["width"], box["height"]) >= FINGER_PX, name
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
