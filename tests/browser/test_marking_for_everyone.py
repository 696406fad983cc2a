"""The composer for everyone: axe finds nothing in any of its states, and what happens is said aloud."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.marking import TEXT, Desk, enter
from tests.browser.serving import rest
from tests.browser.test_every_page import violations
from wpl_platform.accounts.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def wrong(page: Page, state: str) -> list[str]:
    """What axe finds in the composer and the list of keys, light and dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        rest(page, 300)
        for rule in violations(page):
            where = "; ".join(" ".join(node["target"]) for node in rule["nodes"][:3])
            found.append(f"{state}, {scheme}: {rule['id']} at {where}")
    return found


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_axe_finds_nothing_in_any_state(desk: Desk, youssef: Person, film: int, phone: bool) -> None:
    page = enter(desk(youssef, phone=phone), film, "?t=10")
    found = wrong(page, "empty")
    page.locator(".composer__go").click()
    found += wrong(page, "marked")
    page.locator(TEXT).press_sequentially("Zag jij dit @sa")
    expect(page.locator(".mention")).to_be_visible()
    found += wrong(page, "mention")
    page.locator(TEXT).press("Escape")
    page.get_by_label("Alleen voor mij").check()
    found += wrong(page, "private")
    page.get_by_title("Vorm van je feedback").click()
    found += wrong(page, "forms")
    page.get_by_role("button", name="SBI").click()
    found += wrong(page, "parts")
    page.context.set_offline(True)
    page.locator(".composer__send").click()
    expect(page.locator("[data-waiting]")).to_be_visible()
    found += wrong(page, "waiting")
    page.locator(".composer__go").click()
    body = json.dumps({"error": "Dat gaat niet."})
    page.route("**/annotations", lambda route: route.fulfill(status=422, body=body, content_type="application/json"))
    page.context.set_offline(False)
    expect(page.locator(".outbox__item")).to_be_visible()
    found += wrong(page, "refused")
    page.evaluate("() => document.querySelector('studio-keys').show()")
    page.get_by_label("Verander de toets: Markeer een top").click()
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Gebruik hem hier")).to_be_visible()
    found += wrong(page, "keys")
    assert found == []


def test_a_mark_is_said_aloud(desk: Desk, youssef: Person, film: int) -> None:
    page = enter(desk(youssef), film, "?t=10")
    page.keyboard.press("2")
    expect(page.locator("[data-status]")).to_have_text("Top gemarkeerd op 0:10")
