"""What was filmed and still lies on the device: it goes only when the server has it, or when its maker says so."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser import recording as world
from tests.browser.recording import (
    LAMP,
    PAGE,
    Opened,
    begin,
    enter,
    film,
    keeps_nothing,
    leave,
    left_behind,
    length,
    press,
)
from tests.media.conftest import ffmpeg
from tests.running import Product
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened

UNREADABLE = """
if (localStorage.unreadable) FileSystemFileHandle.prototype.getFile = () => Promise.reject(new Error("not now"));
"""


def test_a_take_that_cannot_be_read_now_is_not_taken_for_nothing(product: Product, opened: Opened) -> None:
    page = opened(LAMP, UNREADABLE)
    left_behind(page)
    page.evaluate("localStorage.unreadable = 1")
    keeps_nothing(page)
    page.reload()
    saved = page.locator(".saved")
    expect(saved).to_contain_text("Er staat een opname op dit apparaat die nu niet te lezen is")
    press(page, "Breng hem in")
    expect(saved.get_by_role("alert")).to_contain_text("Hij blijft op dit apparaat staan")
    page.unroute("**/vault-worker.js")
    page.reload()
    expect(saved).to_contain_text("Er staat nog een opname van")
    page.evaluate("localStorage.removeItem('unreadable')")
    page.reload()
    assert length(product, brought_in(page)) > 0.5


def brought_in(page: Page) -> int:
    """Brings in what the page offers; answers the recording's id."""
    press(page, "Breng hem in")
    link = page.locator(".saved").get_by_role("link", name="Bekijk je film")
    expect(link).to_be_visible(timeout=90_000)
    return int((link.get_attribute("href") or "").split("/")[-2])


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A film of ten seconds that was not filmed here, nor brought in before."""
    made = tmp_path / "kassa.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=10", "-metadata", f"title={tmp_path.name}"]
    ffmpeg(*picture, "-c:v", "libx264", "-preset", "ultrafast", str(made))
    return made


def half_sent_and_another_in_its_place(product: Product, page: Page, other: Path) -> int:
    """Films, sends a part and goes away; then another film is brought into that recording. Answers its id."""
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        begin(page)
    page.route("**/uploads/*", lambda route: route.abort())
    film(page, 2.5)
    leave(page)
    page.unroute("**/uploads/*")
    expect(page.locator(".saved")).to_have_count(1)
    recording = last(product)
    page.goto(f"/recordings/{recording}/arrival")
    page.set_input_files("[name=film]", str(other))
    page.get_by_role("button", name="Begin opnieuw met dit bestand").click()
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    enter(page, PAGE)
    return recording


def last(product: Product) -> int:
    """The recording that was begun last."""
    with product.app.app_context():
        return db.session.scalars(select(Recording.id).order_by(Recording.id.desc())).first() or 0


def test_a_take_whose_recording_got_another_film_becomes_a_recording_of_its_own(
    product: Product, opened: Opened, other: Path
) -> None:
    page = opened(LAMP)
    recording = half_sent_and_another_in_its_place(product, page, other)
    made = brought_in(page)
    assert made != recording
    assert 2 < length(product, made) < 8
    assert length(product, recording) == pytest.approx(10, abs=0.1)


def test_throwing_a_take_away_leaves_the_other_film_that_its_recording_got(
    product: Product, opened: Opened, other: Path
) -> None:
    page = opened(LAMP)
    recording = half_sent_and_another_in_its_place(product, page, other)
    press(page, "Gooi weg")
    press(page, "Gooi de opname weg")
    expect(page.locator(".saved")).to_have_count(0)
    expect(page.get_by_text("Op de server staat nog iets onder dezelfde titel")).to_be_visible()
    assert length(product, recording) == pytest.approx(10, abs=0.1)


def test_a_take_on_the_device_is_offered_once_and_not_as_a_film_to_choose(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    left_behind(page)
    enter(page, "/recordings/new")
    expect(page.locator(".saved")).to_have_count(1)
    asked_elsewhere = page.locator(f".unfinished [data-recording='{last(product)}']")
    expect(asked_elsewhere).to_have_count(1)
    expect(asked_elsewhere).to_be_hidden()


def test_throwing_a_take_away_takes_along_what_the_server_has_of_it(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    left_behind(page)
    recording = last(product)
    press(page, "Gooi weg")
    press(page, "Gooi de opname weg")
    expect(page.locator(".saved")).to_have_count(0)
    with product.app.app_context():
        assert db.session.get(Recording, recording) is None


def test_a_take_that_the_server_refused_can_be_brought_in_again_and_nothing_holds_it(
    product: Product, opened: Opened
) -> None:
    page = opened(LAMP)
    left_behind(page)
    refused: dict[str, Any] = {"status": 413, "json": {"error": "De video is te groot."}}
    page.route("**/uploads", lambda route: route.fulfill(**refused))
    said = page.locator(".saved").get_by_role("alert")
    press(page, "Breng hem in")
    expect(said).to_have_text("De video is te groot.")
    page.unroute("**/uploads")
    assert length(product, brought_in(page)) > 0.5


def test_the_start_page_offers_what_lies_on_the_device(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    left_behind(page)
    page.goto("/start")
    assert length(product, brought_in(page)) > 0.5
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".saved")).to_have_count(0)


def test_what_another_tab_brings_in_is_neither_brought_in_nor_thrown_away_here(opened: Opened) -> None:
    page = opened(LAMP)
    left_behind(page)
    other = page.context.new_page()
    enter(other, "/recordings/new")
    expect(other.locator(".saved")).to_have_count(1)
    page.route("**/uploads", lambda route: route.abort())
    press(page, "Breng hem in")
    expect(page.locator(".saved").get_by_role("alert")).to_contain_text("De server antwoordt even niet")
    said = other.locator(".saved").get_by_role("alert")
    press(other, "Breng hem in")
    expect(said).to_have_text("Een ander tabblad is al met deze opname bezig.")
    press(other, "Gooi weg")
    press(other, "Gooi de opname weg")
    expect(said).to_have_text("Een ander tabblad is al met deze opname bezig.")
    page.unroute("**/uploads")
    expect(page.locator(".saved").get_by_role("link", name="Bekijk je film")).to_be_visible(timeout=90_000)
