"""The bring-in screens in a browser: many films, one that was here before, and nothing that was typed lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.media import bringing as world
from tests.media import test_in_browser as browsers
from tests.media.bringing import choose, recordings
from tests.media.conftest import ffmpeg
from tests.media.test_in_browser import begin, slowly
from tests.running import Product
from wpl_platform.media.models import Stage

pytestmark = pytest.mark.slow
product, kept, page, films, large = world.product, world.kept, world.page, world.films, browsers.large


def test_many_films_become_a_recording_each_two_at_a_time(product: Product, page: Page, films: list[Path]) -> None:
    slowly(page)
    page.goto("/recordings/new")
    page.fill("[name=learning_question]", "Zie ik de klant op tijd?")
    choose(page, *films)
    expect(page.locator("film-row")).to_have_count(4)
    titles = [field.input_value() for field in page.locator("film-row [data-part=title]").all()]
    assert titles[0] == "Gesprek aan de balie"
    assert titles[1].startswith("Video van ")
    expect(page.locator("[name=title]")).to_be_hidden()
    page.get_by_label("Titel van overdracht.mp4").fill("De overdracht van half drie")
    page.get_by_role("button", name="Breng 4 video’s in").click()
    at_once = 0
    for _ in range(600):
        at_once = max(at_once, page.locator("film-row[data-state=going]:has(progress:not([hidden]))").count())
        if page.locator("film-queue[data-done=true]").count():
            break
        page.wait_for_timeout(50)
    expect(page.locator("film-queue")).to_contain_text("Alles is binnen")
    assert at_once == 2
    kept = recordings(product, learning_question="Zie ik de klant op tijd?")
    assert [one.title for one in kept] == [*titles[:3], "De overdracht van half drie"]
    page.get_by_role("link", name="Bekijk je video’s").click()
    page.wait_for_url("**/recordings?mine=1")


def test_a_film_of_many_is_paused_and_left_out_and_the_rest_goes_on(
    product: Product, page: Page, large: Path, films: list[Path]
) -> None:
    slowly(page)
    page.goto("/recordings/new")
    choose(page, large, films[0], films[1])
    page.get_by_role("button", name="Laat IMG_1234.MP4 weg").click()
    page.get_by_role("button", name="Breng 2 video’s in").click()
    pause = page.get_by_role("button", name="Pauzeer large.mp4")
    pause.click()
    expect(row(page, "large.mp4")).to_contain_text("Gepauzeerd")
    expect(row(page, films[0].name)).to_have_attribute("data-state", "done", timeout=30_000)
    expect(row(page, "large.mp4")).to_have_attribute("data-state", "paused")
    assert len(recordings(product, title="Large")) == 1
    page.get_by_role("button", name="Laat large.mp4 weg").click()
    expect(page.locator("film-row")).to_have_count(1)
    assert recordings(product, title="Large") == []
    expect(page.locator("film-queue")).to_contain_text("Alles is binnen")


def row(page: Page, name: str) -> Locator:
    return page.locator("film-row", has=page.get_by_text(name, exact=True))


def test_a_photo_among_the_films_is_said_and_the_films_go(page: Page, films: list[Path], tmp_path: Path) -> None:
    photo = tmp_path / "IMG_0007.HEIC"
    photo.write_bytes(b"foto")
    page.goto("/recordings/new")
    choose(page, films[2], photo)
    expect(row(page, "IMG_0007.HEIC")).to_contain_text("Dit is een foto")
    page.get_by_role("button", name="Breng de video in").click()
    expect(row(page, films[2].name)).to_have_attribute("data-state", "done", timeout=30_000)


def test_a_film_that_was_here_before_is_said_with_the_way_to_it_and_not_refused(
    page: Page, product: Product, tmp_path: Path
) -> None:
    film = tmp_path / "kassa.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2", "-c:v", "libx264", "-preset", "ultrafast", str(film))
    begin(page, film, "De eerste keer")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    page.goto("/recordings/new")
    choose(page, film)
    known = page.locator("[data-ask=known]")
    expect(known).to_contain_text("Deze video bracht je al eens in: De eerste keer")
    expect(known.get_by_role("link", name="De eerste keer")).to_have_attribute("href", re.compile(r"/recordings/\d+"))
    page.fill("[name=title]", "De tweede keer")
    page.click("[data-submit]")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert len(recordings(product, title="De tweede keer", stage=Stage.READY)) == 1


def test_who_sends_before_the_file_was_looked_at_sends_it_the_same_way(page: Page, clip: Path) -> None:
    page.goto("/recordings/new")
    page.fill("[name=title]", "Heel snel")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.method) if "/uploads" in asked.url else None)
    page.evaluate(
        """() => {
          const reckon = crypto.subtle.digest.bind(crypto.subtle);
          crypto.subtle.digest = async (...all) => {
            await new Promise((resolve) => setTimeout(resolve, 1000));
            return reckon(...all);
          };
        }"""
    )
    choose(page, clip)
    page.click("[data-submit]")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert "PATCH" in sent
