"""Watching together by touch alone, two phones in two hands; and what else the top of the studio opens."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.marking import Desk, enter, now, playing
from tests.browser.phones import finger, wrong_for_a_finger
from wpl_platform.accounts.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
AT = "() => Math.abs(document.querySelector('practice-player').now - {ms}) < 1500"
PRESSED = ".studio__head :is(a, button, summary):visible"


def at(page: Page, ms: int) -> None:
    """Waits until the film is there, near enough."""
    page.wait_for_function(AT.format(ms=ms))


def roomy(page: Page) -> None:
    """All that is pressed at the top has room for a finger, and the page is as wide as the phone."""
    for each in page.locator(PRESSED).all():
        assert wrong_for_a_finger(each) == ""
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_one_leads_another_follows_lets_go_by_a_touch_of_the_film_and_follows_again(
    desk: Desk, tom: Person, sanne: Person, film: int
) -> None:
    leads, follows = enter(desk(tom, phone=True), film), enter(desk(sanne, phone=True), film)
    who = leads.locator("studio-company summary")
    expect(who).to_contain_text("1 ander is hier")
    roomy(leads)
    finger(who)
    expect(leads.locator(".company__menu")).to_contain_text("Sanne Visser")
    leads.touchscreen.tap(200, 600)
    expect(leads.locator(".company__menu")).to_be_hidden()
    finger(who)
    finger(leads.get_by_role("button", name="Kijk samen: ik ga voor"))
    stop = leads.get_by_role("button", name="Stop met voorgaan")
    expect(stop).to_be_visible()
    roomy(leads)
    follow = follows.locator("[data-company=follow]")
    expect(follow).to_have_text("Kijk mee met Tom")
    roomy(follows)
    finger(follow)
    finger(leads.locator("player-scrub"))
    at(follows, 30_000)
    finger(leads.get_by_role("button", name="Speel af"))
    follows.wait_for_function("() => !document.querySelector('video').paused")
    finger(leads.get_by_role("button", name="Zet stil"))
    follows.wait_for_function("() => document.querySelector('video').paused")
    stood = now(leads)
    finger(follows.get_by_role("button", name="5 seconden terug"))
    expect(follow).to_have_attribute("aria-pressed", "false")
    at(follows, stood - 5_000)
    finger(follow)
    at(follows, stood)
    finger(follow)
    expect(follow).to_have_text("Kijk mee met Tom")
    finger(stop)
    expect(follow).to_have_count(0)
    assert not playing(follows)


def test_the_menu_at_the_top_opens_closes_beside_it_and_leads_on_and_back(desk: Desk, sanne: Person, film: int) -> None:
    page = enter(desk(sanne, phone=True), film)
    roomy(page)
    menu = page.locator(".studio__head .drop > .menu").last
    more = page.get_by_label("Meer over deze video")
    finger(more)
    for each in menu.locator(":is(a, button):visible").all():
        assert wrong_for_a_finger(each) == ""
    page.touchscreen.tap(60, 600)
    expect(menu).to_be_hidden()
    assert not playing(page)
    finger(more)
    finger(menu.get_by_role("link", name="Analyse"))
    page.wait_for_url("**/analysis")
    enter(page, film)
    finger(page.get_by_role("link", name="Terug naar de video’s"))
    page.wait_for_url("**/recordings")
