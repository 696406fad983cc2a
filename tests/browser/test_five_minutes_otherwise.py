"""The way in five minutes when the line is lost, the page is closed, there are no scripts, no fingers, or no file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import phones
from tests.browser.phones import Line, Open, Thumb, asked, made_by, part_way, tab_to
from tests.browser.recording import SLOW
from tests.running import Product, until

clip, product, chromium = phones.clip, phones.product, phones.chromium
kept, film, phone = phones.kept, phones.film, phones.phone
pytestmark = pytest.mark.slow


def test_without_internet_the_film_waits_and_the_question_goes_by_itself(
    product: Product, phone: Open, film: Path
) -> None:
    sanne, before = Thumb(phone("Sanne Visser")), made_by(product, "Sanne Visser")
    sanne.page.context.set_offline(True)
    sanne.choose("Kies een video", film)
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Je video staat hier klaar")
    sanne.types("Zonder internet gevraagd?")
    sanne.colleague("Youssef")
    sanne.send()
    sanne.page.context.set_offline(False)
    expect(sanne.done).to_contain_text("Je vraag staat klaar")
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=30_000)
    assert asked(product, "Zonder internet gevraagd?") == {"Youssef Amrani"}
    assert made_by(product, "Sanne Visser") == before + 1


def test_a_line_that_is_lost_halfway_loses_neither_film_nor_question(product: Product, phone: Open, film: Path) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    line = Line(sanne.page, speed=400_000)
    sanne.choose("Kies een video", film)
    sanne.types("Halverwege gevraagd?")
    part_way(sanne.page)
    line.cut()
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Geen internet")
    sanne.colleague("Youssef")
    sanne.send()
    expect(sanne.page.locator("[data-alarm=offline]")).to_be_visible()
    expect(sanne.page.locator("[name=question]")).to_have_value("Halverwege gevraagd?")
    line.mend()
    sanne.send()
    expect(sanne.done).to_contain_text("Je vraag staat klaar")
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=90_000)
    assert asked(product, "Halverwege gevraagd?") == {"Youssef Amrani"}


def test_a_page_closed_too_early_goes_on_with_the_same_film_and_what_was_typed(
    product: Product, phone: Open, film: Path
) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    Line(sanne.page, speed=400_000)
    sanne.choose("Kies een video", film)
    sanne.types("Te vroeg dicht?")
    part_way(sanne.page)
    sanne.page.wait_for_url("**/requests/new")
    before, context = made_by(product, "Sanne Visser"), sanne.page.context
    sanne.page.close(run_before_unload=False)
    again = Thumb(context.new_page())
    again.page.goto("/start")
    expect(again.page.locator(".unfinished")).to_contain_text("Nog niet klaar")
    again.choose("Kies een video", film)
    expect(again.page.locator("[name=question]")).to_have_value("Te vroeg dicht?")
    again.colleague("Tom")
    again.send()
    expect(again.done).to_contain_text("Je vraag staat klaar")
    expect(again.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=30_000)
    assert made_by(product, "Sanne Visser") == before
    again.page.goto("/start")
    expect(again.page.locator(".unfinished")).to_have_count(0)


def test_without_scripts_the_film_goes_first_and_the_question_follows(
    product: Product, phone: Open, film: Path
) -> None:
    page = phone("Sanne Visser", scripts=False)
    page.get_by_role("link", name="In 5 minuten").click()
    page.locator("[name=film]").last.set_input_files(str(film))
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/requests/new")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator("[data-part=wrong]")).to_be_visible()
    page.fill("[name=question]", "Zonder script?")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator("[data-part=wrong]")).to_have_text("Kies één tot drie collega’s.")
    expect(page.locator("[name=question]")).to_have_value("Zonder script?")
    page.get_by_label("Youssef Amrani").check(force=True)
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator("[data-part=done]")).to_contain_text("Je vraag staat klaar")
    assert asked(product, "Zonder script?") == {"Youssef Amrani"}


def test_without_scripts_and_without_a_film_the_page_says_what_is_missing(phone: Open) -> None:
    page = phone("Sanne Visser", scripts=False)
    page.goto("/five-minutes")
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/requests/new")
    expect(page.locator("main")).to_contain_text("Je video is nog niet helemaal binnen.")


def test_what_is_filmed_in_the_browser_leads_to_the_question(product: Product, phone: Open) -> None:
    page = phone("Sanne Visser", touch=False)
    page.context.grant_permissions(["camera", "microphone"])
    page.add_init_script(SLOW)
    page.goto("/five-minutes")
    page.get_by_role("link", name="Film in dit scherm").click()
    page.get_by_role("button", name="Begin met filmen").click()
    page.get_by_role("button", name="Niemand anders is in beeld: begin").click()
    page.get_by_role("button", name="Begin meteen").click()
    expect(page.locator("[data-part=time]").first).to_have_text(re.compile(r"0:(0[2-9]|[1-5]\d)"))
    page.get_by_role("button", name="Stop").click()
    page.wait_for_url("**/requests/new", timeout=30_000)
    seen = page.get_by_role("region", name="1 Je video")
    expect(seen.get_by_role("link", name="Bekijk eerst")).to_be_visible(timeout=60_000)
    until(lambda: seen.locator("video").evaluate("video => video.videoWidth > 0"), "what was filmed is not to be seen")
    page.fill("[name=question]", "Hier gefilmd?")
    page.get_by_label("Youssef Amrani").check(force=True)
    page.get_by_role("button", name="Vraag Youssef").click()
    expect(page.locator("[data-part=done]")).to_contain_text("Je vraag staat klaar")
    assert asked(product, "Hier gefilmd?") == {"Youssef Amrani"}


def test_the_whole_way_goes_by_keyboard(product: Product, phone: Open, film: Path) -> None:
    page = phone("Sanne Visser", touch=False)
    page.on("filechooser", lambda _picker: None)  # from now on no window of the system opens
    page.goto("/five-minutes")
    tab_to(page, page.locator("five-minutes .entry", has_text="Kies een video").locator("input"))
    with page.expect_file_chooser() as picker:
        page.keyboard.press("Enter")
    picker.value.set_files(str(film))
    expect(page.locator("[name=question]")).to_be_focused()
    page.keyboard.type("Met toetsen?")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=person]").first).to_be_focused()
    person = page.get_by_label("Youssef Amrani")
    tab_to(page, person)
    page.keyboard.press("Space")
    expect(person).to_be_checked()
    tab_to(page, page.locator("[data-part=send]"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=done]")).to_be_focused()
    assert asked(product, "Met toetsen?") == {"Youssef Amrani"}
