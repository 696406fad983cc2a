"""An answer in a browser: nothing that was typed is lost, whatever becomes of the line, the tab or the other tab."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.serving import SignIn, browsing, served
from tests.reflection import conftest as films
from tests.reflection.conftest import Film
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.reflection import actions
from wpl_platform.teams.viewer import Viewer

film = films.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

SAVED, FAILED, CONFLICT = ("[data-say=saved]", "[data-say=failed]", "[data-say=conflict]")


@pytest.fixture
def address(film: Film, sanne: Person, as_viewer: Callable[[Person], Viewer]) -> str:
    """The page of the first question of a reflection just begun."""
    begun = actions.begin(film.recording, "starr", by=as_viewer(sanne))
    db.session.commit()
    return f"/reflections/{begun.id}?vraag=situatie"


@pytest.fixture
def page(app: Flask, address: str, sanne: Person) -> Iterator[Page]:
    """Sanne at that page."""
    with served(app) as home, browsing(home) as sign_in:
        opened: SignIn = sign_in
        tab = opened(sanne)
        tab.goto(address)
        yield tab


def left_on_the_device(page: Page) -> int:
    """How many texts the device keeps because the server has them not."""
    return int(page.evaluate("localStorage.length"))


def test_what_is_typed_is_kept_after_a_pause_and_leaves_nothing_on_the_device(page: Page, address: str) -> None:
    page.fill("#text", "Ik stond bij de kassa")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    assert left_on_the_device(page) == 0
    page.goto(address)
    expect(page.locator("#text")).to_have_value("Ik stond bij de kassa")


def test_without_a_line_the_text_stays_on_the_device_and_goes_when_the_line_is_back(page: Page) -> None:
    page.context.set_offline(True)
    page.fill("#text", "Zonder verbinding")
    expect(page.locator(FAILED)).to_be_visible()
    assert left_on_the_device(page) == 1
    page.context.set_offline(False)
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    assert left_on_the_device(page) == 0


def test_a_tab_that_was_closed_without_a_line_gives_its_text_back(page: Page, address: str) -> None:
    page.context.set_offline(True)
    page.fill("#text", "Nog niet bewaard")
    expect(page.locator(FAILED)).to_be_visible()
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("#text")).to_have_value("Nog niet bewaard")
    expect(again.locator(SAVED)).to_contain_text("Bewaard om")


def test_leaving_before_the_pause_is_over_keeps_the_text(page: Page, address: str) -> None:
    page.fill("#text", "Snel weg")
    page.goto("/me")
    page.goto(address)
    expect(page.locator("#text")).to_have_value("Snel weg")


def test_two_tabs_never_write_over_each_other_unseen(page: Page, address: str) -> None:
    other = page.context.new_page()
    other.goto(address)
    other.fill("#text", "In de andere tab")
    expect(other.locator(SAVED)).to_contain_text("Bewaard om")
    page.fill("#text", "In deze tab")
    expect(page.locator(SAVED)).to_contain_text("Bewaard om")
    other.fill("#text", "Nog eens in de andere")
    expect(other.locator(CONFLICT)).to_be_visible()
    expect(other.locator("#text")).to_have_value("Nog eens in de andere")
    other.get_by_role("button", name="Bewaar deze tekst").click()
    expect(other.locator(SAVED)).to_contain_text("Bewaard om")


def test_a_moment_is_pinned_without_leaving_the_page(page: Page) -> None:
    page.fill("#text", "Half af")
    page.locator("button[name=pin]").first.click()
    expect(page.locator("button[name=unpin]")).to_be_focused()
    expect(page.locator("#text")).to_have_value("Half af")
