"""Filming in the browser: what was filmed arrives, as long as it was, with its moments, over any line."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import recording as world
from tests.browser.recording import (
    LAMP,
    NEAR,
    PAGE,
    Opened,
    arrived,
    begin,
    enter,
    film,
    filmed,
    flashes,
    left_behind,
    length,
    moments,
    one_browser,
    press,
    reach,
    seekable,
    stop,
)
from tests.running import Product

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened

LOST = 2
"""How much a killed browser may cost (s)."""
OFFERED = r"nog een opname van (\d+) seconden op dit apparaat"


def test_what_is_filmed_with_a_pause_is_as_long_as_was_filmed_and_can_be_sought_in(
    product: Product, opened: Opened
) -> None:
    page = opened()
    begin(page)
    film(page, 3)
    press(page, "Pauze")
    reach(page, "paused")
    before = filmed(page)
    page.wait_for_timeout(2_500)
    assert filmed(page) == before
    press(page, "Ga verder")
    film(page, 6)
    seconds = stop(page)
    made = arrived(page)
    assert seconds >= 6
    assert length(product, made) == pytest.approx(seconds, abs=NEAR)
    seekable(page, made, 4.5)


def test_moments_stand_where_they_were_marked_before_and_after_a_pause(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    begin(page)
    for until in (1, 3):
        film(page, until)
        press(page, "Markeer")
        film(page, filmed(page) + 1)
        press(page, "Pauze")
        page.wait_for_timeout(2_500)
        press(page, "Ga verder")
    expect(page.locator("[data-part=marks] li")).to_have_count(2)
    stop(page)
    made = arrived(page)
    length(product, made)
    lit = flashes(product, made)
    assert len(lit) == 2
    assert moments(product, made) == pytest.approx(lit, abs=NEAR)


def test_a_line_that_is_cut_costs_nothing_and_it_is_said_as_long_as_it_lasts(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    begin(page)
    film(page, 1.5)
    page.context.set_offline(True)
    told = page.locator("[data-part=trouble]")
    expect(told).to_contain_text("Geen internet")
    for _ in range(10):
        page.wait_for_timeout(150)
        expect(told).to_be_visible()
    page.context.set_offline(False)
    expect(told).to_be_hidden()
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    seconds = stop(page)
    reach(page, "sending")
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=NEAR)


def test_who_films_again_in_the_same_browser_has_two_films_and_no_moment_of_the_first(
    product: Product, opened: Opened
) -> None:
    page = opened(LAMP)
    made = []
    for marks in (1, 0):
        begin(page)
        film(page, 1)
        for _ in range(marks):
            page.keyboard.press("m")
        film(page, 2)
        stop(page)
        made.append(arrived(page))
        assert length(product, made[-1]) > 1.5
        enter(page, PAGE)
        expect(page.locator(".saved")).to_have_count(0)
    assert made[0] != made[1]
    assert [len(moments(product, one)) for one in made] == [1, 0]


def test_a_killed_browser_costs_two_seconds_at_most_and_the_next_visit_offers_the_rest(
    product: Product, chromium: Browser, tmp_path: Path
) -> None:
    with one_browser(chromium.browser_type, tmp_path) as (page, kill):
        enter(page, product.address + PAGE)
        begin(page)
        film(page, 2)
        before = filmed(page)
        page.keyboard.press("m")
        after = filmed(page)
        film(page, after + 1)
        press(page, "Pauze")
        page.wait_for_timeout(2_500)
        press(page, "Ga verder")
        film(page, 6)
        page.route("**/uploads/*", lambda route: route.abort())  # the last of it never left the device
        film(page, 8)
        seconds = filmed(page)
        kill()
    with one_browser(chromium.browser_type, tmp_path) as (page, _kill):
        enter(page, product.address + PAGE)
        offer = page.locator(".saved")
        expect(offer).to_contain_text(re.compile(OFFERED))
        [said] = re.findall(OFFERED, offer.inner_text())
        assert seconds - LOST - 1 <= int(said) <= seconds + 1
        press(page, "Breng hem in")
        link = page.locator(".saved").get_by_role("link", name="Bekijk je film")
        expect(link).to_be_visible(timeout=90_000)
        expect(link).to_be_focused()
        made = int((link.get_attribute("href") or "").split("/")[-2])
        there = length(product, made)
        assert seconds - LOST <= there <= seconds + NEAR
        [at] = moments(product, made)
        assert before - NEAR <= at <= after + NEAR
        seekable(page, made, there - 1, product.address)
        enter(page, product.address + PAGE)
        reach(page, "ready")
        expect(page.locator(".saved")).to_have_count(0)


def test_what_is_left_on_the_device_can_be_thrown_away_after_a_second_thought(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    left_behind(page)
    press(page, "Gooi weg")
    press(page, "Bewaar hem toch")
    press(page, "Gooi weg")
    press(page, "Gooi de opname weg")
    expect(page.locator(".saved")).to_have_count(0)
    page.reload()
    reach(page, "ready")
    expect(page.locator(".saved")).to_have_count(0)
