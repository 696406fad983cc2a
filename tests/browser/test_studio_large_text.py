"""The studio with letters at twice their size and at 400 %: nothing wider than the page, and all of it in reach."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import test_studio as studio
from tests.browser.serving import SignIn, rest
from tests.browser.test_studio import enter
from wpl_platform.accounts.models import Person
from wpl_platform.feedback.models import Annotation

private, shared, mark = studio.private, studio.shared, studio.mark
minute, deliver, film, marked = studio.minute, studio.deliver, studio.film, studio.marked
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

Mark = Callable[..., Annotation]
TWICE = "() => { document.documentElement.style.fontSize = '200%'; return document.documentElement.scrollWidth; }"
OUTSIDE = """() => {
  const shown = [...document.querySelectorAll(".studio :is(button, a, summary, textarea, h1, .chip)")].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".tl, .hide-visually"));
  return shown.filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 2 && (left < -1 || right > innerWidth + 1);
  }).map((one) => one.className + " " + one.textContent.trim());
}"""

ON_TOP = """one => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def at(page: Page, width: int, height: int) -> None:
    """A window of that many px, come to rest."""
    page.set_viewport_size(ViewportSize(width=width, height=height))
    rest(page, 300)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_at_twice_the_size_nothing_stands_outside_the_page(
    film: int, sign_in: SignIn, youssef: Person, width: int, height: int
) -> None:
    page = enter(sign_in(youssef), film)
    at(page, width, height)
    assert page.evaluate(TWICE) <= width
    rest(page, 300)
    page.locator(".composer__go").click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate(OUTSIDE) == []
    for part in (
        page.locator(".composer__send"),
        page.locator(".composer textarea").first,
        page.locator(".composer__private"),
    ):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=0.9)
        assert part.evaluate(ON_TOP)


def test_at_400_percent_what_has_the_focus_is_in_sight(
    marked: int, film: int, sign_in: SignIn, youssef: Person
) -> None:
    page = enter(sign_in(youssef), film)
    at(page, 320, 256)
    link = page.locator(f"#moment-{marked} [data-seek]")
    link.focus()
    expect(link).to_be_in_viewport(ratio=1)
    assert link.evaluate(ON_TOP)
    composer = page.locator(".composer").bounding_box()
    moment = page.locator(f"#moment-{marked}").bounding_box()
    assert composer is not None
    assert moment is not None
    assert composer["y"] + composer["height"] <= moment["y"]


@pytest.mark.parametrize(("width", "height"), [(390, 664), (320, 640)])
def test_nothing_lies_on_the_pens(film: int, sign_in: SignIn, youssef: Person, width: int, height: int) -> None:
    page = enter(sign_in(youssef), film)
    at(page, width, height)
    page.locator(".composer__go").click()
    page.locator(".composer__draw").click()
    covered = page.evaluate(
        """() => [...document.querySelectorAll(".pens__pen, .pens button:not([hidden])")].filter((pen) => {
          const { x, y, width, height } = pen.getBoundingClientRect();
          return !pen.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }).map((pen) => pen.textContent.trim())"""
    )
    assert covered == []
