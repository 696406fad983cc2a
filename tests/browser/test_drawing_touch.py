"""Drawing and keeping a picture with fingers, on a phone that knows no mouse."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser import marking
from tests.browser.marking import Desk, enter, placed
from tests.browser.test_drawing import kept
from tests.browser.test_still import taken
from tests.browser.test_timeline_touch import touch
from tests.feedback import conftest as rooms
from tests.feedback import seeing as scene
from tests.feedback.seeing import Filmed
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, RenditionKind

private, shared, counted, give = rooms.private, rooms.shared, scene.counted, scene.film
chromium, address, desk = marking.chromium, marking.address, marking.desk
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
FINGER_PX = 44
INK = ".paper .ink"


@pytest.fixture
def page(desk: Desk, youssef: Person, shared: Recording, give: Filmed) -> Page:
    """Youssef's phone, in the studio, at ten seconds."""
    made = give(shared)
    made.kind, made.name = RenditionKind.DIRECT, RenditionKind.DIRECT.value
    film = shared.id
    db.session.commit()
    return enter(desk(youssef, phone=True), film, "?t=10")


@pytest.fixture
def fingers(page: Page) -> CDPSession:
    """What touches the glass."""
    return page.context.new_cdp_session(page)


def tap(what: Locator) -> None:
    """A finger on it, which has to be large enough for one."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= FINGER_PX - 0.5, box
    what.tap()


def stroke(page: Page, fingers: CDPSession, *places: tuple[float, float]) -> None:
    """One finger goes over the picture by these places, in shares of it."""
    box = page.locator("svg.paper").bounding_box()
    assert box is not None
    steps: list[Sequence[tuple[float, float]]] = []
    for x, y in places:
        steps.append([(box["x"] + x * box["width"], box["y"] + y * box["height"])])
    touch(fingers, *steps)


def pen(page: Page, what: str, value: str) -> None:
    """Takes another pen, and waits until the tap is heard."""
    choice = f"[name=draw-{what}][value={value}]"
    tap(page.locator(f".pens label:has({choice})"))
    expect(page.locator(f".pens {choice}")).to_be_checked()


def test_a_finger_marks_draws_takes_back_and_places(page: Page, fingers: CDPSession) -> None:
    tap(page.locator("[data-press=mark]"))
    tap(page.get_by_role("button", name="Teken op het beeld"))
    expect(page.locator(".pens")).to_be_visible()
    below = page.evaluate("() => window.scrollY")
    stroke(page, fingers, (0.2, 0.2), (0.35, 0.5), (0.5, 0.8))
    expect(page.locator(INK)).to_have_count(1)
    pen(page, "tool", "free")
    pen(page, "colour", "violet")
    stroke(page, fingers, (0.6, 0.3), (0.7, 0.4), (0.75, 0.5), (0.7, 0.6))
    stroke(page, fingers, (0.1, 0.9), (0.2, 0.9), (0.3, 0.9))
    expect(page.locator(INK)).to_have_count(3)
    tap(page.get_by_role("button", name="Eén stap terug"))
    expect(page.locator(INK)).to_have_count(2)
    assert page.evaluate("() => window.scrollY") == below, "the page goes along with the finger"
    tap(page.get_by_role("button", name="Klaar"))
    expect(page.locator(".pens")).to_be_hidden()
    tap(page.locator(".composer__send"))
    placed(page, 1)
    arrow, line = kept()
    assert (arrow["tool"], arrow["colour"]) == ("arrow", "yellow")
    assert arrow["points"] == [pytest.approx([0.2, 0.2], abs=0.01), pytest.approx([0.5, 0.8], abs=0.01)]
    assert (line["tool"], line["colour"], len(line["points"])) == ("free", "violet", 4)


def test_a_finger_wipes_one_shape(page: Page, fingers: CDPSession) -> None:
    tap(page.locator("[data-press=mark]"))
    tap(page.get_by_role("button", name="Teken op het beeld"))
    stroke(page, fingers, (0.2, 0.2), (0.4, 0.2))
    stroke(page, fingers, (0.6, 0.7), (0.8, 0.7))
    pen(page, "tool", "wipe")
    stroke(page, fingers, (0.3, 0.24))
    expect(page.locator(INK)).to_have_count(1)
    drawn: list[dict[str, Any]] = page.locator("moment-composer").evaluate("composer => composer.drawing")
    assert drawn[0]["points"][0] == pytest.approx([0.6, 0.7], abs=0.01)


def test_a_finger_keeps_a_picture_opens_it_and_plays_its_moment(page: Page) -> None:
    tap(page.locator("[data-press=mark]"))
    tap(page.locator("still-choice label"))
    expect(page.get_by_role("checkbox", name="Beeld erbij")).to_be_checked()
    tap(page.locator(".composer__send"))
    placed(page, 1)
    taken(10_000)
    picture = page.locator(".moment a[data-still]")
    expect(picture).to_be_visible()
    picture.evaluate("picture => picture.scrollIntoView({ block: 'center' })")
    tap(picture)
    large = page.locator("still-viewer dialog")
    expect(large).to_be_visible()
    sizes = large.locator("button").evaluate_all("all => all.map((each) => each.getBoundingClientRect().height)")
    assert min(sizes) >= 48
    tap(large.get_by_role("button", name="Speel dit moment af"))
    expect(large).to_be_hidden()
    page.wait_for_function("() => !document.querySelector('video').paused")
