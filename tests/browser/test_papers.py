"""A maker photographs what was signed on paper; the one who signed sees it by their link, and nobody else does."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import marking, test_consent
from tests.browser.marking import Desk
from tests.browser.test_consent import Letter, button, named, status_of, tap
from tests.media.signed import PDF, photo
from wpl_platform.accounts.models import Person

chromium, address, desk = marking.chromium, marking.address, marking.desk
minute, film, letter = marking.minute, marking.film, test_consent.letter
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def test_front_and_back_are_gathered_one_taken_away_again_and_kept(
    desk: Desk, letter: Letter, sanne: Person, youssef: Person, film: int, tmp_path: Path
) -> None:
    maker, colleague = desk(sanne, phone=True), desk(youssef, phone=True)
    for name, content in (("voor.jpg", photo((900, 1200))), ("achter.jpg", photo()), ("scan.pdf", PDF)):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    client = letter(named(maker, film))
    camera, files = maker.locator("input[name=pages]").first, maker.locator("input[name=pages]").last
    expect(camera).to_have_attribute("capture", "environment")
    maker.get_by_label("Het team mag ervan leren").check()
    camera.set_input_files(tmp_path / "voor.jpg")
    files.set_input_files([tmp_path / "achter.jpg", tmp_path / "scan.pdf"])
    gathered = maker.get_by_role("listitem").filter(has_text="Bladzijde")
    expect(gathered).to_have_text(["Bladzijde 1Haal weg", "Bladzijde 2Haal weg", "Bladzijde 3 (PDF)Haal weg"])
    files.set_input_files(tmp_path / "drawing.svg")
    expect(maker.get_by_role("alert")).to_have_text("Kies een foto (JPEG, PNG of WebP) of een PDF.")
    tap(maker.get_by_role("button", name="Haal weg: Bladzijde 2"))
    expect(gathered).to_have_count(2)
    tap(button(maker, "Schrijf dit op"))
    expect(maker.get_by_text("Getekend papier:")).to_be_visible()
    links = maker.get_by_role("link", name="bladzijde")
    expect(links).to_have_count(2)
    page = links.first.get_attribute("href") or ""
    assert status_of(maker, page) == 200
    assert status_of(colleague, page) == 404
    client.reload()
    own = client.get_by_role("link", name="bladzijde 1")
    expect(own).to_be_visible()
    with client.expect_popup() as opened:
        own.tap()
    expect(opened.value.locator("img")).to_be_visible()
    tap(button(client, "Stop ermee"))
    expect(client.get_by_role("heading", level=1)).to_have_text("Je bent gestopt")
    assert status_of(maker, page) == 404


def test_by_keyboard_alone_and_without_a_scan_one_says_where_the_paper_is(desk: Desk, sanne: Person, film: int) -> None:
    maker = desk(sanne, phone=True)
    named(maker, film)
    maker.get_by_label("Het team mag ervan leren").focus()
    maker.keyboard.press("Space")
    maker.get_by_label("Ik voeg een foto of scan toe").focus()
    expect(maker.get_by_label("Waar bewaren jullie het?")).to_be_hidden()
    maker.keyboard.press("ArrowRight")
    maker.get_by_label("Waar bewaren jullie het?").focus()
    maker.keyboard.type("Kast 2")
    maker.keyboard.press("Enter")
    expect(maker.get_by_text("Het papier ligt in: Kast 2")).to_be_visible()
