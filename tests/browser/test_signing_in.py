"""Signing in by hand in Chromium: a second step that a role asks for, and a passkey in a device that it plays."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import served
from tests.browser.test_every_page import violations
from tests.conftest import PASSWORD
from wpl_platform.accounts import queries
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db

pytestmark = pytest.mark.slow

Phone = Callable[[], Page]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def phone(app: Flask, browser: Browser, tom: Person) -> Iterator[Phone]:
    """Pages on a phone, at a name: passkeys are bound to one. Facilitators need a second step."""
    app.config["SECOND_STEP_FOR"] = ("facilitator",)
    db.session.commit()
    faults: list[object] = []

    def note(fault: object) -> None:
        faults.append(fault)

    def opened() -> Page:
        context = browser.new_context(
            base_url=address, locale="nl-NL", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.on("pageerror", note)
        return page

    with served(app) as served_at:
        address = served_at.replace("127.0.0.1", "localhost")
        yield opened
    assert faults == []


def by_password(page: Page) -> None:
    """The first step of Tom."""
    page.goto("/sign-in")
    page.fill("[name=email]", "tom@lindehoeve.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def sound(page: Page) -> None:
    """Nothing in a screen reader's way, nothing off the edge."""
    assert violations(page) == []
    over = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0


def with_device(page: Page) -> Any:
    """The page's browser with a device in it that makes passkeys."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools


def test_a_facilitator_is_led_through_the_second_step_and_uses_it(phone: Phone) -> None:
    page = phone()
    by_password(page)
    page.wait_for_url("**/me/second-step")
    sound(page)
    page.get_by_role("button", name=re.compile("Zet klaar App met codes")).click()
    page.wait_for_url("**/me/second-step/codes")
    page.get_by_text("Lukt scannen niet?").click()
    sound(page)
    app = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
    page.fill("[name=code]", app.at(clock.now()))
    page.get_by_role("button", name="Klaar").click()
    expect(page.locator(".papers li")).to_have_count(10)
    sound(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.wait_for_url("**/start")

    paper = phone()
    by_password(paper)
    paper.wait_for_url("**/sign-in/second")
    sound(paper)
    paper.fill("[name=code]", "000 000")
    paper.get_by_role("button", name="Verder").click()
    expect(paper.get_by_role("alert")).to_contain_text("Deze code klopt niet")


def test_a_passkey_is_made_on_a_phone_and_opens_the_door_alone(phone: Phone, tom: Person) -> None:
    page = phone()
    with_device(page)
    by_password(page)
    page.wait_for_url("**/me/second-step")
    page.locator(".passkey__new > summary").click()
    page.fill("[name=name]", "Mijn telefoon")
    sound(page)
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.locator(".papers li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.wait_for_url("**/start")
    page.goto("/me/second-step")
    expect(page.get_by_text("Mijn telefoon").first).to_be_visible()
    sound(page)

    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url("**/start")
    page.context.clear_cookies()
    by_password(page)
    page.wait_for_url("**/sign-in/second")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url("**/start")
    (passkey,) = queries.passkeys_of(tom.id)
    assert passkey.used_at is not None


def test_a_device_without_that_key_says_so_and_lets_one_go_on(phone: Phone) -> None:
    page = phone()
    with_device(page)
    page.goto("/sign-in")
    button = page.get_by_role("button", name="Aanmelden met een passkey")
    button.click()
    expect(page.locator(".passkey [data-part=failed]")).to_be_visible()
    expect(button).to_be_enabled()
    sound(page)
