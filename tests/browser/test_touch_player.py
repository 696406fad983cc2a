"""The film and its timeline in the studio by touch alone, on a phone that knows no mouse."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.marking import Desk, enter, now, playing
from tests.browser.phones import finger, wrong_for_a_finger
from tests.browser.serving import rest
from tests.browser.test_player_screen import FLOATING
from tests.browser.test_timeline_touch import STILL_MS, touch
from tests.browser.timelines import asked, drawn, give, moment, sight, zoom
from tests.browser.timelines import enter as enter_timeline
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import captioning
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import Language
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
NEAR_MS = 1_500


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef's phone, in the studio, at ten seconds."""
    return enter(desk(youssef, phone=True), film, "?t=10")


@pytest.fixture
def timeline(desk: Desk, youssef: Person, film: int) -> Page:
    """The same; what the timeline asks for is kept and goes no further."""
    return enter_timeline(desk(youssef, phone=True), f"/recordings/{film}")


def fingers(page: Page) -> CDPSession:
    """What touches the glass."""
    return page.context.new_cdp_session(page)


def drag(page: Page, what: Locator, by: float) -> None:
    """One finger takes it by its middle, so many px to the right, and lets go."""
    fault = wrong_for_a_finger(what, 1)
    assert not fault, fault
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch(fingers(page), *([(x + by * step / 8, y)] for step in range(9)))


def stands_at(page: Page, ms: int) -> None:
    page.wait_for_function(f"() => Math.abs(document.querySelector('practice-player').now - {ms}) < {NEAR_MS}")


def more(page: Page, name: str) -> None:
    """What comes up from below the picture, and in it that."""
    finger(page.get_by_label("Meer bij het kijken"))
    finger(page.locator(".deck__more > .menu").get_by_role("button", name=name, exact=True))


def test_a_thumb_plays_leaps_and_drags_through_the_film(page: Page, film: int) -> None:
    finger(page.get_by_role("button", name="Speel af"))
    page.wait_for_function("() => !document.querySelector('video').paused")
    finger(page.get_by_role("button", name="Zet stil"))
    page.wait_for_function("() => document.querySelector('video').paused")
    finger(page.locator(".stage__film"))
    page.wait_for_function("() => !document.querySelector('video').paused")
    finger(page.locator(".stage__film"))
    page.wait_for_function("() => document.querySelector('video').paused")
    before = now(page)
    finger(page.get_by_role("button", name="5 seconden vooruit"))
    stands_at(page, before + 5_000)
    finger(page.get_by_role("button", name="5 seconden terug"))
    finger(page.get_by_role("button", name="5 seconden terug"))
    stands_at(page, before - 5_000)
    line = page.locator("player-scrub")
    finger(line)
    stands_at(page, 30_000)
    box = line.bounding_box()
    assert box is not None
    y, touches = box["y"] + box["height"] / 2, fingers(page)
    for step, share in enumerate((0.25, 0.5, 0.75)):
        places = [{"x": box["x"] + box["width"] * share, "y": y}]
        touches.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": places})
    expect(page.locator(".scrub__peek .num")).to_have_text("0:45")
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    stands_at(page, 45_000)
    expect(page.locator(".scrub__peek")).to_be_hidden()
    enter(page, film)
    stands_at(page, 45_000)
    finger(page.get_by_role("button", name="Vanaf het begin"))
    stands_at(page, 0)


def test_what_comes_up_from_below_is_tapped(page: Page, film: int, sanne: Person) -> None:
    recording = db.session.get_one(Recording, film)
    captioning.bring(recording, Language.DUTCH, [Line(0, 60_000, "Goedemorgen")], by=viewer_of(sanne))
    db.session.commit()
    page.add_init_script(FLOATING % "true")
    enter(page, film, "?t=10")
    video, menu = page.locator("video"), page.locator(".deck__more > .menu")
    more(page, "0,5×")
    expect(video).to_have_js_property("playbackRate", 0.5)
    more(page, "Geluid aan of uit")
    expect(video).to_have_js_property("muted", value=True)
    more(page, "Beeld vooruit")
    finger(menu.get_by_role("button", name="2 s eerder"))
    expect(menu.get_by_role("button", name="2 s eerder")).to_have_attribute("aria-pressed", "true")
    finger(page.locator(".stage__film"))
    expect(menu).to_be_hidden()
    if playing(page):
        finger(page.get_by_role("button", name="Zet stil"))
    more(page, "Herhaal een stuk")
    finger(page.get_by_role("button", name="5 seconden vooruit"))
    more(page, "Herhaal een stuk")
    expect(page.locator(".scrub__loop")).to_be_visible()
    more(page, "Herhaal een stuk")
    expect(page.locator(".scrub__loop")).to_be_hidden()
    finger(page.locator("player-deck > [data-do=captions]"))
    expect(page.locator("player-captions > p")).to_have_text("Goedemorgen")
    more(page, "Uit")
    expect(page.locator("player-captions > p")).to_have_count(0)
    more(page, "Beeld in een eigen venster")
    page.wait_for_function("() => window.floated === 1")
    finger(page.get_by_role("button", name="Groot beeld"))
    page.wait_for_function("() => document.fullscreenElement?.matches('practice-player')")
    finger(page.get_by_role("button", name="Klein beeld"))
    page.wait_for_function("() => document.fullscreenElement === null")


def test_a_tap_goes_there_a_number_opens_until_its_moments_part_and_the_small_map_scrolls(timeline: Page) -> None:
    give(timeline, [moment(1, 10_000), moment(2, 11_000), *(moment(at, 45_000) for at in (3, 4, 5))])
    drag(timeline, timeline.locator(".tl__strip"), 0)
    assert abs(asked(timeline, "seek")[-1]["ms"] - 30_000) < NEAR_MS
    pins = timeline.locator(".tl__pin")
    finger(pins.first)
    drawn(timeline)
    assert zoom(timeline) > 1
    expect(pins).not_to_have_count(0)
    assert {each["id"] for each in asked(timeline, "open")} == set()
    finger(pins.first)
    drawn(timeline)
    assert asked(timeline, "open") == [{"id": 1}]
    finger(timeline.locator(".time__lens").get_by_role("button", name="Zoom in"))
    drawn(timeline)
    start, _ = sight(timeline)
    drag(timeline, timeline.locator(".tl-map__sight"), 60)
    drawn(timeline)
    assert sight(timeline)[0] > start + 3_000
    while zoom(timeline) > 1:
        finger(timeline.locator(".time__lens").get_by_role("button", name="Zoom uit"))
        drawn(timeline)
    finger(pins.last)
    drawn(timeline)
    items = timeline.locator(".tl__list .menu__item")
    expect(items).to_have_count(3)
    finger(items.nth(1))
    expect(items.first).to_be_hidden()
    assert asked(timeline, "open")[-1] == {"id": 4}


def test_a_finger_stretches_ones_own_and_pulls_the_ends_of_a_fragment(timeline: Page) -> None:
    give(timeline, [moment(1, 15_000, 30_000, own=True)])
    finger(timeline.locator(".tl__pin").first)
    drawn(timeline)
    drag(timeline, timeline.locator(".tl__grip--end"), 60)
    rest(timeline, STILL_MS)
    [moved] = asked(timeline, "moved")
    assert moved["start"] == 15_000
    assert moved["end"] > 35_000
    timeline.evaluate("() => (document.querySelector('studio-timeline').range = { start: 20000, end: 50000 })")
    drawn(timeline)
    finger(timeline.locator(".tl__in"))
    drag(timeline, timeline.locator(".tl__in"), -60)
    drag(timeline, timeline.locator(".tl__out"), -60)
    found = asked(timeline, "range")
    assert min(each["start"] for each in found) < 15_000
    assert min(each["end"] for each in found) < 45_000


def test_on_its_side_everything_that_is_pressed_has_room_too(page: Page) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    pressed = "player-deck > :is(button, details > summary):visible, .time__lens button:visible, player-scrub"
    for each in page.locator(pressed).all():
        assert wrong_for_a_finger(each) == ""
    finger(page.get_by_role("button", name="Speel af"))
    page.wait_for_function("() => !document.querySelector('video').paused")
    more(page, "0,5×")
    expect(page.locator("video")).to_have_js_property("playbackRate", 0.5)
    finger(page.locator("player-scrub"))
    stands_at(page, 30_000)
