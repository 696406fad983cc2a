"""A guest on a phone, by link and code: watches, marks, reads what the maker answers, and is stopped while it plays."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import marking
from tests.browser.marking import Desk, enter
from tests.browser.phones import finger
from wpl_platform.accounts.models import Person

chromium, address, desk = marking.chromium, marking.address, marking.desk
minute, film = marking.minute, marking.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
PURPOSE = "Meekijken voor mijn opdracht"


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def tap(what: Locator) -> None:
    what.scroll_into_view_if_needed()
    finger(what)


def invited(page: Page, film: int) -> tuple[str, str]:
    """The maker lets a guest look: the link and the code."""
    page.goto(f"/recordings/{film}/guests")
    page.get_by_label("Hoe heet de gast?").fill("Karin Smit")
    page.get_by_label("Waarvoor kijkt de gast?").fill(PURPOSE)
    button(page, "Maak een link en een code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Link voor Karin Smit")
    return page.locator(".team-link a").get_attribute("href") or "", page.locator(".team-code b").inner_text()


def phone(chromium: Browser, *, scripts: bool = True, locale: str = "nl-NL") -> Page:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale=locale,
        java_script_enabled=scripts,
    )
    return context.new_page()


def come(page: Page, link: str, code: str, word: str = "Bekijk de video") -> None:
    page.goto(link)
    expect(page.get_by_text(PURPOSE)).to_be_visible()
    page.get_by_label("Code").fill(code)
    tap(button(page, word))
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")


def test_a_guest_marks_where_the_film_is_and_goes_on_watching(
    desk: Desk, chromium: Browser, sanne: Person, film: int
) -> None:
    maker = desk(sanne)
    link, code = invited(maker, film)
    guest = phone(chromium)
    come(guest, link, code)
    guest.locator("video").evaluate("video => { video.currentTime = 12 }")
    expect(guest.get_by_label("Op welk moment?")).to_have_value("0:12")
    tap(guest.get_by_text("Top", exact=True))
    guest.get_by_label("Wat zie je?").fill("Je kijkt haar aan")
    tap(button(guest, "Plaats"))
    expect(guest.locator(".guest__list .moment")).to_contain_text("Je kijkt haar aan")
    expect(guest.get_by_label("Wat zie je?")).to_have_value("")
    expect(guest.locator("[data-said]")).to_have_text("Geplaatst op 0:12")
    assert guest.locator("video").evaluate("video => video.currentTime") == pytest.approx(12, abs=0.5)
    assert guest.evaluate("document.documentElement.scrollWidth") <= 390
    enter(maker, film)
    expect(maker.locator(".moment").filter(has_text="Karin Smit (gast)")).to_contain_text("Je kijkt haar aan")
    guest.locator("video").evaluate("video => { video.currentTime = 30 }")
    tap(button(guest, "Ga naar 0:12"))
    guest.wait_for_function("Math.abs(document.querySelector('video').currentTime - 12) < 0.5")


def test_stopping_closes_the_page_that_a_guest_has_open(
    desk: Desk, chromium: Browser, sanne: Person, film: int
) -> None:
    maker = desk(sanne)
    link, code = invited(maker, film)
    guest = phone(chromium)
    come(guest, link, code)
    guest.locator("video").evaluate("video => { video.muted = true; return video.play() }")
    button(maker, "Stop delen met Karin Smit").click()
    expect(maker.get_by_text("Link en code")).to_have_count(0)
    expect(guest.get_by_text("Deze link werkt niet meer.")).to_be_visible()
    expect(guest.locator("video")).to_have_count(0)


def test_it_works_without_scripts_and_in_english(desk: Desk, chromium: Browser, sanne: Person, film: int) -> None:
    link, code = invited(desk(sanne), film)
    guest = phone(chromium, scripts=False, locale="en-GB")
    come(guest, link, code, "Watch the video")
    guest.get_by_text("Suggestion", exact=True).click()
    guest.get_by_label("What do you see?").fill("Wait a moment")
    guest.get_by_label("At which moment?").fill("0:20")
    button(guest, "Post").click()
    expect(guest.locator(".guest__list .moment")).to_contain_text("Wait a moment")
    button(guest, "Done, close the video").click()
    expect(guest.get_by_label("Code")).to_be_visible()
    expect(guest.locator("video")).to_have_count(0)
