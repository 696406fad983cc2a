"""Filming when something beneath it gives way: a worker that dies, memory that fills up, a line that says nothing."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser import recording as world
from tests.browser.recording import (
    LAMP,
    NEAR,
    PAGE,
    Opened,
    altered,
    arrived,
    begin,
    film,
    filmed,
    keeps_nothing,
    length,
    moments,
    press,
    reach,
    stop,
)
from tests.running import Product

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened

PATIENT = "const SILENT_MS = 45_000;"
LISTENS = "self.onmessage = async (/** @type {MessageEvent<Ask>} */ event) => {"
SCREEN = """(() => {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 640, height: 360});
    const ink = canvas.getContext("2d");
    let step = 0;
    setInterval(() => {
      ink.fillStyle = "#fff";
      ink.fillRect(0, 0, 640, 360);
      ink.fillStyle = "#024";
      ink.fillRect(step++ % 600, 9, 9, 9);
    }, 30);
    return canvas.captureStream(30);
  };
})()"""
"""A screen of 640 by 360 that is white."""


def test_storage_that_answers_no_more_ends_the_film_in_words_and_what_was_filmed_arrives(
    product: Product, opened: Opened
) -> None:
    page = opened(LAMP, path="/start")
    altered(page, "recorder/vault.js", "const ANSWER_MS = 20_000;", "const ANSWER_MS = 1_000;")
    dies = "let asked = 0;\n" + LISTENS + " if ((asked += 1) > 9) return;"
    altered(page, "recorder/vault-worker.js", LISTENS, dies)
    page.goto(PAGE)
    begin(page)
    page.wait_for_selector("film-recorder:not([data-state=recording])")
    seconds = filmed(page)
    expect(page.locator("[data-part=note]")).to_contain_text("Je browser stopte met filmen")
    reach(page, "done")
    press(page, "Bekijk je film")
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=1.5)


def test_memory_that_fills_up_ends_the_film_in_words_and_what_was_filmed_arrives(
    product: Product, opened: Opened
) -> None:
    page = opened(LAMP, path="/start")
    altered(page, "recorder/vault.js", "MOST_IN_MEMORY = 300_000_000;", "MOST_IN_MEMORY = 150_000;")
    keeps_nothing(page)
    page.goto(PAGE)
    begin(page)
    page.context.set_offline(True)
    page.wait_for_selector("film-recorder:not([data-state=recording])", timeout=40_000)
    seconds = filmed(page)
    expect(page.locator("[data-part=note]")).to_contain_text("De opslag van dit apparaat is vol")
    page.context.set_offline(False)
    reach(page, "done")
    press(page, "Bekijk je film")
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=1.5)


def test_a_line_that_says_nothing_is_said_and_tried_again(product: Product, opened: Opened) -> None:
    page = opened(LAMP, path="/start")
    altered(page, "media/patience.js", PATIENT, PATIENT.replace("45_000", "1_500"))
    page.goto(PAGE)
    page.route("**/uploads/*", lambda route: None)  # never an answer
    begin(page)
    expect(page.locator("[data-part=trouble]")).to_contain_text("De server antwoordt even niet")
    page.unroute("**/uploads/*")
    expect(page.locator("[data-part=trouble]")).to_be_hidden()
    seconds = stop(page)
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=NEAR)


def test_a_moment_whose_answer_was_lost_stands_there_once(product: Product, opened: Opened) -> None:
    page = opened(LAMP)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        route.fetch()
        return route.abort()

    page.route("**/annotations", lose)
    begin(page)
    film(page, 1)
    before = filmed(page)
    press(page, "Markeer")
    after = filmed(page)
    film(page, after + 1)
    stop(page)
    [at] = moments(product, arrived(page))
    assert before - NEAR <= at <= after + NEAR
    assert lost


def test_a_screen_with_the_camera_in_it_is_filmed_and_sent(product: Product, opened: Opened) -> None:
    page = opened(SCREEN)
    reach(page, "ready")
    page.get_by_text("Scherm met camera").click()
    page.wait_for_function("() => document.querySelector('video').videoWidth === 640")
    begin(page)
    film(page, 3)
    seconds = stop(page)
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=NEAR)
