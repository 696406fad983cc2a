"""The film larger or elsewhere: across the page, over the whole screen, or in a window of its own."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_player as player
from tests.browser.test_player import enter, press, until
from tests.feedback import conftest as rooms

private, shared = rooms.private, rooms.shared
playlists, film, page = player.playlists, player.film, player.page
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def test_a_wide_picture_makes_room_as_soon_as_somebody_writes(page: Page) -> None:
    timeline = page.locator(".time")
    before = page.locator(".stage__pic").bounding_box()
    press(page, "theatre")
    expect(timeline).to_be_hidden()
    after = page.locator(".stage__pic").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.3
    page.locator("#moment-text").focus()
    expect(timeline).to_be_visible()
    written = page.locator("#moment-text").bounding_box()
    assert written is not None
    assert written["width"] > 100
    page.locator("player-scrub").focus()
    expect(timeline).to_be_hidden()
    press(page, "theatre")
    expect(timeline).to_be_visible()


FLOATING = """
Object.defineProperty(Document.prototype, "pictureInPictureEnabled", { configurable: true, get: () => %s });
HTMLVideoElement.prototype.requestPictureInPicture = async function () {
  window.floated = (window.floated ?? 0) + 1;
  if (window.refuses) throw new DOMException("", "NotAllowedError");
};
"""


def test_the_picture_in_a_window_of_its_own_is_asked_for_and_a_refusal_is_said(page: Page, film: int) -> None:
    page.add_init_script(FLOATING % "true")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    enter(page, film)
    for refuses in ("false", "true"):
        page.evaluate(f"() => {{ window.refuses = {refuses}; }}")
        page.locator(".deck__more summary").click()
        page.get_by_role("button", name="Beeld in een eigen venster").click()
        expect(page.get_by_text("Je browser geeft het beeld nu geen eigen venster.")).to_have_count(
            int(refuses == "true")
        )
    assert (page.evaluate("() => window.floated"), faults) == (2, [])


def test_where_a_browser_has_no_window_of_its_own_the_choice_is_not_there(page: Page, film: int) -> None:
    page.add_init_script(FLOATING % "false")
    enter(page, film)
    page.locator(".deck__more summary").click()
    expect(page.get_by_role("button", name="Beeld vooruit")).to_be_visible()
    expect(page.locator("[data-do=pip]")).to_be_hidden()


def test_who_writes_leaves_the_full_screen(page: Page) -> None:
    press(page, "full")
    until(page, "document.fullscreenElement === p")
    expect(page.locator("player-deck > [data-do=full]")).to_have_attribute("aria-label", "Klein beeld")
    page.keyboard.press("m")
    until(page, "document.fullscreenElement === null")
    expect(page.locator("#moment-text")).to_be_focused()
