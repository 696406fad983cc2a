"""A film on its way in a browser goes on: after an ended session, a closed tab, a lost line, and on another day."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.media import bringing as world
from tests.media import test_in_browser as browsers
from tests.media.bringing import choose
from tests.media.test_in_browser import begin, past, slowly

pytestmark = pytest.mark.slow
product, kept, page, films, large = world.product, world.kept, world.page, world.films, browsers.large

HANDLES = """names => {
  window.showOpenFilePicker = async () => {
    const folder = await navigator.storage.getDirectory();
    return Promise.all(names.map((name) => folder.getFileHandle(name)));
  };
}"""
"""The browser's picker cannot be pressed by a test; files of its own store have handles of the same kind."""


def test_the_same_file_goes_on_after_a_reload_and_another_is_noticed(
    page: Page, large: Path, films: list[Path]
) -> None:
    slowly(page)
    begin(page, large, "Op een andere dag")
    past(page, 5)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/recordings")
    waiting = page.locator(".unfinished li", has_text="Op een andere dag")
    expect(waiting).to_contain_text(re.compile(r"\d+% is binnen"))
    expect(waiting).to_contain_text("large.mp4")
    waiting.get_by_role("link").click()
    page.wait_for_url("**/arrival")
    expect(page.locator("film-arrival")).to_contain_text("Kies large.mp4 nog een keer")
    choose(page, films[0])
    expect(page.locator("[data-ask=other]")).to_contain_text("Dit is een ander bestand")
    asked: list[int] = []
    page.on("request", lambda r: asked.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None)
    choose(page, large)
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert asked[0] > 0


def test_a_half_film_that_is_chosen_for_a_new_recording_goes_on_where_it_was(page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Al begonnen")
    past(page, 5)
    address = page.url
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/recordings/new")
    choose(page, large)
    expect(page.locator("[data-ask=half]")).to_contain_text("Al begonnen")
    page.get_by_role("button", name="Ga daarmee verder").click()
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert page.url == address


def test_a_browser_that_knows_where_the_file_is_goes_on_by_itself(page: Page, large: Path) -> None:
    page.goto("/recordings/new")
    page.evaluate(
        """async (size) => {
          const folder = await navigator.storage.getDirectory();
          const file = await (await folder.getFileHandle("opname.mp4", { create: true })).createWritable();
          await file.write(new Uint8Array(size));
          await file.close();
        }""",
        20_000_000,
    )
    slowly(page)
    page.evaluate(HANDLES, ["opname.mp4"])
    page.fill("[name=title]", "Vanzelf verder")
    page.click("[name=film]")
    expect(page.locator("[data-part=name]")).to_have_text("opname.mp4")
    page.click("[data-submit]")
    page.wait_for_url("**/arrival")
    past(page, 5)
    address, other = page.url, page.context.new_page()
    page.close(run_before_unload=False)
    other.on("pageerror", lambda error: pytest.fail(str(error)))
    asked: list[int] = []
    other.on("request", lambda r: asked.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None)
    other.goto(address)
    other.wait_for_selector("[data-stage=refused]", timeout=60_000)  # zeros are no film; but all of them came
    assert asked[0] > 0


def test_a_second_tab_waits_and_goes_on_when_the_first_is_closed(page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "In twee tabbladen")
    past(page, 5)
    other = page.context.new_page()
    other.goto(page.url)
    choose(other, large)
    expect(other.locator("film-upload [data-part=note]")).to_contain_text("ander tabblad")
    page.close(run_before_unload=False)
    other.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_a_lost_line_and_its_return_need_no_hand(page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "In de tunnel")
    past(page, 5)
    page.context.set_offline(True)
    expect(page.locator("film-upload [data-part=note]")).to_contain_text("Geen internet")
    page.wait_for_timeout(1_500)
    page.context.set_offline(False)
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
