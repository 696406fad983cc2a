"""The bar at the bottom of a phone lies on nothing that just opened."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.marking import Desk
from wpl_platform.accounts.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
ABOVE = """what => {
  const bottom = (it) => it.getBoundingClientRect().bottom;
  return bottom(what) <= document.querySelector(".bar__plus").getBoundingClientRect().top;
}"""


@pytest.fixture
def page(desk: Desk, sanne: Person, film: int) -> Page:
    """Sanne's phone, at the page of her film."""
    page = desk(sanne, phone=True)
    page.goto(f"/recordings/{film}/arrival")
    return page


def lies_above_the_bar(page: Page, opened: Locator) -> None:
    """It stands wholly in sight, above the bar and the round button in it."""
    expect(opened).to_be_visible()
    page.wait_for_function(ABOVE, arg=opened.element_handle())


def test_the_last_question_before_a_film_goes_comes_into_sight(page: Page) -> None:
    page.locator(".removal > summary").tap()
    lies_above_the_bar(page, page.locator(".removal .notice"))


@pytest.mark.usefixtures("youssef")
def test_a_menu_near_the_bottom_comes_into_sight(page: Page) -> None:
    page.get_by_role("button", name="Stop met delen").tap()
    summary = page.get_by_text("Deel met een collega")
    summary.evaluate("what => scrollBy(0, what.getBoundingClientRect().bottom - innerHeight + 90)")
    summary.tap()
    lies_above_the_bar(page, page.locator("details[open] .menu"))
