"""Signing in through one's organisation by hand in Chromium, at a real provider (npm: oidc-provider)."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import served
from tests.browser.test_every_page import violations
from tests.conftest import PASSWORD, House
from tests.openid.fake import CLIENT
from tests.openid.real import SECRET, providing
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.openid import setting_up
from wpl_platform.openid.models import Provider, ProviderLink
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole

pytestmark = pytest.mark.slow

Phone = Callable[[], Page]
PEOPLE = {
    "s-1": {"email": "sanne@lindehoeve.example", "email_verified": True},
    "o-1": {"email": "olaf@lindehoeve.example", "email_verified": True},
    "b-1": {"email": "bea@lindehoeve.example", "email_verified": True},
}


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def phone(app: Flask, browser: Browser, house: House) -> Iterator[Phone]:
    """Phones at the product, whose first organisation has a real provider. No script fails on any of our pages."""
    faults: list[object] = []

    def opened() -> Page:
        context = browser.new_context(
            base_url=address, locale="nl-NL", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(fault) if page.url.startswith(address) else None)
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    with served(app) as address, providing(f"{address}/sign-in/back", PEOPLE) as issuer:
        wanted = Wanted(issuer, CLIENT, SECRET, ("lindehoeve.example",), on=True)
        setting_up.keep(house.team.organisation, wanted, by=None)
        database.commit()
        yield opened
    assert faults == []


def there(page: Page, subject: str) -> None:
    """Signs in at the provider, and lets it tell us who one is."""
    page.fill("[name=login]", subject)
    page.fill("[name=password]", "anything")
    page.click("button[type=submit]")
    page.click("button[type=submit]")


def sound(page: Page) -> None:
    """Nothing in a screen reader's way, nothing off the edge."""
    assert violations(page) == []
    over = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0


def test_somebody_signs_in_at_their_organisation_and_is_known_on_the_next_device(phone: Phone, sanne: Person) -> None:
    page = phone()
    page.goto("/sign-in?next=/board")
    page.get_by_role("link", name="Aanmelden via je organisatie").click()
    sound(page)
    page.fill("[name=email]", "sanne@lindehoeve.example")
    page.get_by_role("button", name="Verder").click()
    there(page, "s-1")
    page.wait_for_url("**/board")
    another = phone()
    another.goto("/sign-in/with")
    another.fill("[name=email]", "who.ever@lindehoeve.example")
    another.keyboard.press("Enter")
    there(another, "s-1")
    another.wait_for_url("**/start")
    assert db.session.query(ProviderLink).one().person_id == sanne.id


def test_who_is_of_another_organisation_reads_whom_to_ask(phone: Phone, olaf: Person) -> None:
    page = phone()
    page.goto(f"/sign-in/with/{db.session.query(Provider).one().key}")
    db.session.rollback()
    page.get_by_role("button", name="Verder").click()
    there(page, "o-1")
    page.wait_for_url("**/sign-in/with/*")
    expect(page.get_by_role("main")).to_contain_text("je hoort hier nog niet bij een team")
    expect(page.get_by_role("main")).to_contain_text("Vraag de beheerder van je team bij De Lindehoeve")
    sound(page)
    page.goto("/me")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_without_a_script_it_is_two_presses_more(phone: Phone, browser: Browser, sanne: Person) -> None:
    first = phone()
    first.goto("/sign-in/with")
    page = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    page.goto(first.url)
    page.fill("[name=email]", "sanne@lindehoeve.example")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Naar 127.0.0.1").click()
    there(page, "s-1")
    page.get_by_role("button", name="Aanmelden").click()
    page.wait_for_url("**/start")


def test_an_administrator_tries_it_and_makes_it_the_only_way(phone: Phone, bea: Person, house: House) -> None:
    teams.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    db.session.commit()
    page = phone()
    page.goto("/sign-in/with")
    page.fill("[name=email]", "bea@lindehoeve.example")
    page.keyboard.press("Enter")
    there(page, "b-1")
    page.wait_for_url("**/start")
    page.goto("/organisation/sign-in")
    page.get_by_role("button", name="Probeer de verbinding").click()
    expect(page.locator("body")).to_contain_text("De dienst antwoordt en noemt zichzelf zoals hier staat.")
    page.get_by_label("Dit is de enige manier").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("body")).to_contain_text("Bewaard")
    sound(page)
    another = phone()
    another.goto("/sign-in")
    another.fill("[name=email]", "bea@lindehoeve.example")
    another.fill("[name=password]", PASSWORD)
    another.keyboard.press("Enter")
    another.wait_for_url("**/sign-in/with/*")
    expect(another.get_by_role("main")).to_contain_text("Jouw organisatie wil dat je je hier aanmeldt.")
