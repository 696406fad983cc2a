"""What hands do on the timeline: move and stretch one's own moments, choose several, zoom, scroll and follow."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import SignIn, rest
from tests.browser.timelines import asked, drawn, focused, give, moment, sight, studio, zoom
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.media.models import Recording

private, shared = rooms.private, rooms.shared
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
RESTS_MS = 900
UNDER = (
    "x => { const t = document.querySelector('studio-timeline'); return t.view.ms(x - t.sizes.left + t.view.scroll); }"
)


@pytest.fixture
def page(shared: Recording, youssef: Person, sign_in: SignIn) -> Page:
    """The studio of a shared recording."""
    return studio(sign_in, shared, youssef)


def middle(found: Locator) -> tuple[float, float]:
    """Where the middle of it stands on the screen."""
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, at: tuple[float, float], by: float) -> None:
    """Takes what is there and brings it so many px further."""
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + by / 2, at[1], steps=3)
    page.mouse.move(at[0] + by, at[1], steps=3)
    page.mouse.up()
    drawn(page)


def per_ms(page: Page) -> float:
    """How many px a ms takes."""
    return float(page.evaluate("() => document.querySelector('studio-timeline').view.scale"))


def test_ones_own_moment_is_moved_and_stretched_by_key_and_asked_once(page: Page) -> None:
    give(page, [moment(1, 10_000, own=True, author="Jij"), moment(2, 50_000)])
    page.locator(".tl__pin[data-moment='1']").focus()
    for keys in ("Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowLeft", "Shift+Alt+ArrowRight", "Shift+Alt+ArrowRight"):
        page.keyboard.press(keys)
    drawn(page)
    assert focused(page) == "Observatie op 0:11–0:13, Jij"
    expect(page.locator("studio-timeline [data-said]")).to_have_text("Verplaatst naar 0:11–0:13")
    rest(page, RESTS_MS)
    assert asked(page, "moved") == [{"id": 1, "start": 11_000, "end": 13_000}]


def test_the_ends_of_ones_own_are_grips_with_a_name_and_a_time(page: Page) -> None:
    give(page, [moment(1, 10_000, 20_000, own=True)])
    page.locator(".tl__pin").focus()
    drawn(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Begin van jouw moment"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert focused(page) == "Einde van jouw moment"
    page.keyboard.press("ArrowLeft")
    drawn(page)
    expect(page.locator(".tl__grip--end")).to_have_attribute("aria-valuetext", "0:19")
    rest(page, RESTS_MS)
    assert asked(page, "moved") == [{"id": 1, "start": 11_000, "end": 19_000}]


def test_a_colleagues_moment_stays_where_it_is(page: Page) -> None:
    give(page, [moment(1, 10_000), moment(2, 30_000, 40_000)])
    page.locator(".tl__pin").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    drag(page, middle(page.locator(".tl__pin").first), 80)
    rest(page, RESTS_MS)
    assert asked(page, "moved") == []
    expect(page.locator(".tl__grip--end")).to_be_hidden()


def test_ones_own_is_dragged_by_its_pin_and_stretched_by_the_end_of_its_bar(page: Page) -> None:
    give(page, [moment(1, 10_000, 20_000, own=True)])
    scale = per_ms(page)
    drag(page, middle(page.locator(".tl__pin")), 60)
    [moved] = asked(page, "moved")
    assert moved["start"] == pytest.approx(10_000 + 60 / scale, abs=60)
    assert moved["end"] - moved["start"] == 10_000
    box = page.locator(".tl__range").bounding_box()
    assert box is not None
    drag(page, (box["x"] + box["width"] - 3, box["y"] + 5), 40)
    stretched = asked(page, "moved")[-1]
    assert stretched["start"] == moved["start"]
    assert stretched["end"] == pytest.approx(moved["end"] + 40 / scale, abs=60)
    assert asked(page, "open") == []


def test_several_are_chosen_and_ones_own_among_them_move_together(page: Page) -> None:
    give(page, [moment(1, 10_000, own=True), moment(2, 20_000), moment(3, 30_000, own=True), moment(4, 50_000)])
    pins = page.locator(".tl__pin")
    pins.nth(0).click(modifiers=["Control"])
    pins.nth(2).click(modifiers=["Shift"])
    expect(page.locator(".tl__pin.is-chosen")).to_have_count(3)
    expect(page.locator("[data-chosen-count]")).to_have_text("3 gekozen")
    page.get_by_role("button", name="Als fragment").click()
    drawn(page)
    assert asked(page, "range") == [{"start": 10_000, "end": 30_000}]
    pins.nth(0).focus()
    page.keyboard.press("Alt+ArrowRight")
    rest(page, RESTS_MS)
    assert sorted((one["id"], one["start"]) for one in asked(page, "moved")) == [(1, 11_000), (3, 31_000)]
    page.keyboard.press("Escape")
    expect(page.locator(".tl__pin.is-chosen")).to_have_count(0)


def test_a_box_over_empty_lanes_chooses_what_is_in_it(page: Page) -> None:
    give(page, [moment(1, 10_000), moment(2, 20_000), moment(3, 21_000, kind="suggestion"), moment(4, 50_000)])
    (x1, y1), (x2, y2) = (
        middle(page.locator("[data-moment='1'].tl__pin")),
        middle(page.locator("[data-moment='3'].tl__pin")),
    )
    page.keyboard.down("Shift")
    page.mouse.move(x1 + 30, y1)
    page.mouse.down()
    page.mouse.move(x2 + 30, y2, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    drawn(page)
    chosen = page.locator(".tl__pin.is-chosen")
    assert sorted(str(pin.get_attribute("data-moment")) for pin in chosen.all()) == ["2", "3"]
    assert asked(page, "seek") == []


def test_keys_wheel_and_slider_zoom_and_the_small_map_scrolls(page: Page) -> None:
    give(page, [moment(1, 10_000)])
    page.locator("body").press("+")
    drawn(page)
    assert zoom(page) == pytest.approx(1.6)
    x, y = middle(page.locator(".tl__strip"))
    page.mouse.move(x, y)
    before = page.evaluate(UNDER, x)
    page.mouse.wheel(0, -400)
    drawn(page)
    after = page.evaluate(UNDER, x)
    assert zoom(page) > 3
    assert after == pytest.approx(before, abs=80)
    scrolled = sight(page)[0]
    page.locator(".tl-map").focus()
    page.keyboard.press("Home")
    drawn(page)
    assert sight(page)[0] == 0 < scrolled
    drag(page, middle(page.locator(".tl-map__sight")), 100)
    assert sight(page)[0] > 3_000
    assert page.evaluate("() => document.querySelector('.tl').scrollLeft") > 100
    page.locator("body").press("0")
    drawn(page)
    assert zoom(page) == 1
    expect(page.locator(".tl-map")).to_have_attribute("aria-hidden", "true")
    page.locator("[data-zoom-slider]").fill("1")
    drawn(page)
    assert zoom(page) == pytest.approx(40)


def test_who_types_zooms_nothing(page: Page) -> None:
    page.locator("#moment-text").press_sequentially("1+1-0")
    assert zoom(page) == 1


def test_it_follows_the_film_until_somebody_turns_that_off(page: Page) -> None:
    now = "ms => (document.querySelector('studio-timeline').now = ms)"
    give(page, [moment(1, 10_000)])
    page.evaluate("() => document.querySelector('studio-timeline').view.zoomTo(10, 0)")
    page.evaluate(now, 30_000)
    drawn(page)
    start, end = sight(page)
    assert start < 30_000 < end
    page.get_by_role("button", name="Volg de video").click()
    page.evaluate(now, 50_000)
    drawn(page)
    assert sight(page) == (start, end)


def test_the_ends_of_the_stretch_are_pulled_and_keyed(page: Page) -> None:
    give(page, [])
    page.evaluate("() => (document.querySelector('studio-timeline').range = { start: 10000, end: 20000 })")
    drawn(page)
    drag(page, middle(page.locator(".tl__out")), 40)
    assert asked(page, "range")[-1]["end"] == pytest.approx(20_000 + 40 / per_ms(page), abs=60)
    page.locator(".tl__in").focus()
    page.keyboard.press("ArrowRight")
    assert asked(page, "range")[-1] == {"start": 11_000, "end": 20_000}
