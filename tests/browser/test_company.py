"""Together in a browser: who is here, one leads and others follow or let go."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_studio as studio
from tests.browser.serving import SignIn, rest
from tests.browser.test_every_page import violations
from tests.browser.test_studio import enter
from tests.running import until
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.company_models import Lead, Presence

private, shared, minute, deliver, film = studio.private, studio.shared, studio.minute, studio.deliver, studio.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def now(page: Page) -> float:
    """Where the film is, ms."""
    return float(page.locator("practice-player").evaluate("player => player.now"))


def paused(page: Page) -> bool:
    """Whether the film stands still."""
    return bool(page.locator("practice-player").evaluate("player => player.paused"))


def until_gone(person: Person, page: Page) -> None:
    """Waits until the server has heard that somebody closed a page."""
    gone, until = person.id, time.monotonic() + 30
    while time.monotonic() < until:
        db.session.rollback()
        if db.session.query(Presence).filter_by(person_id=gone).first() is None:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the page that closed did not say so")


def test_one_leads_the_other_follows_and_lets_go(film: int, sign_in: SignIn, tom: Person, sanne: Person) -> None:
    tom_page, sanne_page = enter(sign_in(tom), film), enter(sign_in(sanne), film)
    who = tom_page.locator("studio-company summary")
    expect(who).to_contain_text("1 ander is hier")
    who.click()
    expect(tom_page.locator(".company__menu")).to_contain_text("Sanne Visser")
    assert violations(tom_page) == []
    tom_page.get_by_role("button", name="Kijk samen: ik ga voor").click()
    follow = sanne_page.get_by_role("button", name="Kijk mee met Tom")
    expect(follow).to_be_visible()
    follow.click()
    tom_page.locator("practice-player").evaluate("player => player.seek(20000)")
    sanne_page.wait_for_function("() => Math.abs(document.querySelector('practice-player').now - 20000) < 500")
    tom_page.locator("practice-player").evaluate("player => player.play()")
    sanne_page.wait_for_function("() => !document.querySelector('practice-player').paused")
    tom_page.wait_for_function("() => document.querySelector('practice-player').now > 22000")
    until(lambda: abs(now(tom_page) - now(sanne_page)) < 1_000, "they run apart")
    tom_page.locator("practice-player").evaluate("player => player.pause()")
    sanne_page.wait_for_function("() => document.querySelector('practice-player').paused")
    sanne_page.keyboard.press("ArrowRight")
    expect(sanne_page.get_by_role("button", name="Kijk mee met Tom")).to_have_attribute("aria-pressed", "false")
    still = now(sanne_page)
    tom_page.locator("practice-player").evaluate("player => player.seek(40000)")
    rest(sanne_page, 700)
    assert now(sanne_page) == still
    tom_page.get_by_role("button", name="Stop met voorgaan").click()
    expect(sanne_page.get_by_role("button", name="Kijk mee met Tom")).to_have_count(0)
    tom_page.close()
    expect(sanne_page.locator("studio-company summary")).to_have_count(0)
    assert paused(sanne_page)


def test_who_leads_from_one_page_can_take_over_in_another(
    film: int, sign_in: SignIn, tom: Person, sanne: Person
) -> None:
    one = enter(sign_in(tom), film)
    enter(sign_in(sanne), film)
    one.locator("studio-company summary").click()
    one.get_by_role("button", name="Kijk samen: ik ga voor").click()
    expect(one.get_by_role("button", name="Stop met voorgaan")).to_be_focused()
    expect(one.locator("studio-company details")).not_to_have_attribute("open", "")
    other = enter(one.context.new_page(), film)
    expect(other.get_by_text("Je gaat voor op een andere pagina.")).to_be_visible()
    expect(other.get_by_role("button", name="Stop met voorgaan")).to_be_hidden()
    other.get_by_role("button", name="Ga hier voor").click()
    expect(other.get_by_role("button", name="Stop met voorgaan")).to_be_visible()
    expect(one.get_by_text("Je gaat voor op een andere pagina.")).to_be_visible()
    one.close(run_before_unload=True)
    until_gone(tom, other)
    assert [lead.person_id for lead in db.session.query(Lead)] == [tom.id]
    other.get_by_role("button", name="Stop met voorgaan").click()
    expect(other.get_by_role("button", name="Stop met voorgaan")).to_have_count(0)


def test_many_who_come_and_go_at_once_are_asked_for_once(film: int, sign_in: SignIn, sanne: Person) -> None:
    page = enter(sign_in(sanne), film)
    rest(page, 2_500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.url.endswith("/company") else None)
    with page.expect_request(lambda request: request.url.endswith("/company") and request.method == "GET"):
        page.evaluate(
            "() => { for (let each = 0; each < 20; each++) document.dispatchEvent(new CustomEvent('live:presence')); }"
        )
    rest(page, 2_000)
    assert asked.count("GET") == 1
