"""The keys: all of them in one list, each can be another, and how somebody marks is kept with the person."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.marking import TEXT, Desk, enter, moments, placed
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Label, ViewingGuide
from wpl_platform.media.models import Recording

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def silences(film: int) -> None:
    """The team looks for silences."""
    guide = ViewingGuide(team_id=db.session.get_one(Recording, film).team_id, name="Gesprek")
    db.session.add(guide)
    db.session.flush()
    db.session.add(Label(guide_id=guide.id, name="Stilte", key="h", position=0))
    db.session.commit()


def change(page: Page, command: str, key: str) -> None:
    """Gives a command another key, in the list of keys."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("?")
    page.get_by_label(f"Verander de toets: {command}").click()
    page.keyboard.press(key)


def test_a_key_is_changed_and_stays_so_on_another_device(page: Page, desk: Desk, youssef: Person, film: int) -> None:
    with page.expect_response("**/preferences"):
        change(page, "Markeer een top", "b")
    expect(page.locator("[data-command=strength] kbd")).to_have_text("b")
    elsewhere = enter(desk(youssef), film, "?t=10")
    elsewhere.keyboard.press("2")
    expect(elsewhere.locator(TEXT)).not_to_be_focused()
    elsewhere.keyboard.press("b")
    elsewhere.keyboard.type("Mooi")
    elsewhere.keyboard.press("Enter")
    placed(elsewhere, 1)
    assert moments() == [("strength", 10_000, None, "Mooi")]


def test_a_key_that_is_taken_says_of_whom_and_is_taken_over_only_when_asked(page: Page) -> None:
    change(page, "Markeer een top", "m")
    said = page.locator("[data-say]:visible").first
    expect(said).to_contain_text("m hoort al bij: Markeer nu.")
    expect(page.locator("[data-command=strength] kbd")).to_have_text("2")
    page.get_by_role("button", name="Gebruik hem hier").click()
    expect(page.locator("[data-command=strength] kbd")).to_have_text("m")
    expect(page.locator("[data-command=mark] .keys__keys")).to_have_text("geen toets")
    page.get_by_role("button", name="Zet alle toetsen terug").click()
    expect(page.locator("[data-command=mark] kbd")).to_have_text("m")
    expect(page.locator("[data-command=strength] kbd")).to_have_text("2")


@pytest.mark.usefixtures("silences")
def test_a_key_of_a_label_is_taken_only_when_asked_and_then_goes_with_alt(page: Page, film: int) -> None:
    enter(page, film, "?t=10")
    page.keyboard.press("?")
    expect(page.locator("[data-label-key]")).to_have_text(["Stilteh"])
    change(page, "Markeer een top", "h")
    expect(page.locator("[data-say]:visible").first).to_contain_text("h hoort al bij: label Stilte.")
    expect(page.locator("[data-command=strength] kbd")).to_have_text("2")
    page.get_by_role("button", name="Gebruik hem hier").click()
    expect(page.locator("[data-command=strength] kbd")).to_have_text("h")
    expect(page.locator("[data-label-key] kbd")).to_have_text(["Alt", "h"])
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator("[name=kind][value=strength]")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Stilte")).not_to_be_checked()
    page.keyboard.press("Alt+h")
    expect(page.get_by_role("checkbox", name="Stilte")).to_be_checked()


def test_escape_while_choosing_leaves_the_key_and_the_list_as_they_were(page: Page) -> None:
    change(page, "Markeer een top", "Escape")
    expect(page.locator("dialog.keys")).to_be_visible()
    expect(page.locator("[data-command=strength] kbd")).to_have_text("2")


def test_how_one_marks_is_kept_with_the_person(page: Page, film: int) -> None:
    page.keyboard.press("?")
    page.get_by_label("Een markering begint zo lang voor je drukt").fill("3500")
    page.get_by_label("Kijk ik verder; schrijven kan later met Enter").check()
    with page.expect_response(lambda answer: "typing%22%3Afalse" in (answer.request.post_data or "")):
        page.get_by_label("De film wacht terwijl ik schrijf").uncheck()
    enter(page, film)
    page.keyboard.press("?")
    expect(page.locator("output")).to_have_text("3,5 s")
    expect(page.get_by_label("Kijk ik verder; schrijven kan later met Enter")).to_be_checked()
    expect(page.get_by_label("De film wacht terwijl ik schrijf")).not_to_be_checked()


def test_keys_have_the_names_of_the_language(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("[data-command=play] kbd")).to_have_text("spatie")
    expect(page.locator("[data-command=back] kbd")).to_have_text("Shift + ←")
