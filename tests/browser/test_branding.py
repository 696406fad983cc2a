"""An organisation chooses a colour and a logo, sees what becomes of it, and everybody's next page looks so."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import marking
from tests.browser.marking import Desk
from tests.conftest import House
from tests.media.signed import see_through
from tests.running import until
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.web import accents

chromium, address, desk = marking.chromium, marking.address, marking.desk
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def painted(page: Page, selector: str) -> str:
    """The colour of the ground of what is there, as #rrggbb."""
    found: str = page.locator(selector).first.evaluate(
        """one => { const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = getComputedStyle(one).backgroundColor; canvas.fillRect(0, 0, 1, 1);
        return "#" + [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map(
            (part) => part.toString(16).padStart(2, "0")).join(""); }"""
    )
    return found


def becomes(page: Page, selector: str, colour: str) -> None:
    """Waits until that is the colour of its ground: a page that was asked for may still be on its way."""
    until(lambda: painted(page, selector) == colour, f"never {colour}", 10)


def test_the_colour_is_tried_kept_and_worn_in_light_and_in_dark_and_taken_back(
    desk: Desk, bea: Person, sanne: Person, house: House, tmp_path: Path
) -> None:
    teams.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    database.commit()
    admin = desk(bea)
    admin.goto("/organisation/branding")
    before = painted(admin, ".button--primary")
    admin.get_by_label("Kleur", exact=False).last.fill("ffd400")
    expect(admin.get_by_text("We maken je kleur donkerder")).to_be_visible()
    expect(admin.get_by_role("img", name="Zo ziet het eruit: Donker")).to_be_visible()
    expect(admin.get_by_label("Kies een kleur")).to_have_value("#ffd400")
    assert painted(admin, ".button--primary") == before, "nothing is kept yet"
    (tmp_path / "logo.png").write_bytes(see_through())
    admin.locator("#logo").set_input_files(tmp_path / "logo.png")
    admin.get_by_role("button", name="Bewaar", exact=True).click()
    expect(admin.get_by_role("img", name="Het logo van")).to_be_visible()
    becomes(admin, ".button--primary", accents.light("#ffd400").tokens["brand"])
    maker = desk(sanne)
    maker.emulate_media(color_scheme="dark")
    maker.goto("/start")
    becomes(maker, ".button--primary", accents.dark("#ffd400").tokens["brand"])
    expect(maker.locator(".rail__team .logo")).to_be_visible()
    admin.get_by_role("button", name="Haal kleur en logo weg").click()
    expect(admin.get_by_text("weer de kleur van het product")).to_be_visible()
    becomes(admin, ".button--primary", before)
