"""The pages of an organisation on a phone: every one can be found, and what opens stays on the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.serving import SignIn
from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

PAGES = {
    OrganisationRole.ADMIN: ("people", "teams", "branding", "retention", "sign-in", "dossier"),
    OrganisationRole.FG: ("log", "papers", "retention", "destroyed", "dossier"),
}
WIDTHS = (320, 390, 768, 1024, 1440)


Open = Callable[[OrganisationRole], Page]


@pytest.fixture
def phone(sign_in: SignIn, house: House, bea: Person) -> Open:
    """A phone of somebody who is that in the organisation."""

    def hold(role: OrganisationRole) -> Page:
        teams.name_to(house.team.organisation, bea, role)
        db.session.commit()
        page = sign_in(bea)
        page.set_viewport_size(ViewportSize(width=390, height=844))
        return page

    return hold


def on_screen(page: Page, what: Locator) -> bool:
    """Whether all of it is between the left and the right edge."""
    box, size = what.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    return box["x"] >= 0 and box["x"] + box["width"] <= size["width"]


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_the_organisation_is_in_sight_among_the_tabs_of_each(phone: Open, role: OrganisationRole) -> None:
    page = phone(role)
    for part in PAGES[role]:
        page.goto(f"/organisation/{part}")
        tabs = page.get_by_role("navigation", name="Organisatie").get_by_role("link")
        assert tabs.count() == len(PAGES[role])
        hidden = [one.inner_text() for one in tabs.all() if not on_screen(page, one)]
        assert not hidden, f"{part}: {hidden}"
        assert on_screen(page, page.locator(".tabs [aria-current=page]"))


def test_what_the_log_is_exported_as_opens_inside_the_screen(phone: Open) -> None:
    page = phone(OrganisationRole.FG)
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=844))
        page.goto("/organisation/log")
        page.locator("summary", has_text="Exporteer").click()
        expect(page.get_by_role("link", name="CSV")).to_be_visible()
        assert on_screen(page, page.locator(".log__export .menu")), f"at {width}"
