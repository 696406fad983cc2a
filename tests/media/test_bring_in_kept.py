"""The bring-in screens in a browser: what is typed is kept, an ended session is renewed, errors cost nothing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_every_page import violations
from tests.media import bringing as world
from tests.media import test_in_browser as browsers
from tests.media.bringing import bytes_left, choose, recordings, sign_in
from tests.media.test_in_browser import begin, past, percent, slowly
from tests.running import Product, until

pytestmark = pytest.mark.slow
product, kept, page, films, large = world.product, world.kept, world.page, world.films, browsers.large


def sign_out_everywhere(page: Page) -> None:
    """Ends the session on the server, as another device can; this page does not know."""
    page.evaluate(
        """async () => {
          const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content };
          await fetch("/sign-out", { method: "POST", headers });
        }"""
    )


def test_a_session_that_ends_halfway_is_renewed_and_no_byte_is_sent_twice(
    product: Product, page: Page, large: Path
) -> None:
    slowly(page)
    begin(page, large, "Afgemeld onderweg")
    past(page, 5)
    asked: list[int] = []
    page.on("request", lambda r: asked.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None)
    page.click("[data-part=pause]")
    sign_out_everywhere(page)
    page.fill("[name=learning_question]", "Getypt na het afmelden")
    page.click("[data-part=resume]")
    door = page.get_by_role("link", name="Meld je aan")
    door.wait_for()
    kept = browsers.on_disk(product)
    with page.expect_popup() as opened:
        door.click()
    sign_in(opened.value)
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert opened.value.is_closed()
    assert len(asked) == 1
    assert asked[0] >= kept  # what was on its way may still have come in
    expect(page.locator("[name=learning_question]")).to_have_value("Getypt na het afmelden")


def test_somebody_else_who_signs_in_does_not_get_the_film(product: Product, page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Van Sanne")
    past(page, 5)
    page.click("[data-part=pause]")
    sign_out_everywhere(page)
    page.click("[data-part=resume]")
    door = page.get_by_role("link", name="Meld je aan")
    with page.expect_popup() as opened:
        door.click()
    sign_in(opened.value, "youssef@lindehoeve.example")
    opened.value.wait_for_url("**/start")
    page.wait_for_timeout(4_000)
    expect(page.locator("sign-in-again")).to_be_visible()
    assert "Van Sanne" not in opened.value.content()


def test_stop_removes_what_was_in_and_the_form_takes_another(
    product: Product, page: Page, large: Path, clip: Path
) -> None:
    slowly(page)
    begin(page, large, "Toch maar niet")
    past(page, 5)
    page.click("[data-part=stop]")
    expect(page.locator("[data-part=progress]")).to_be_hidden()
    expect(page.locator("[data-part=name]")).to_have_text("Kies een bestand")
    until(lambda: bytes_left(product, "large.mp4") == 0, "the bytes stay")
    choose(page, clip)
    page.click("[data-submit]")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_what_was_typed_outlives_the_tab_before_there_is_a_recording(page: Page) -> None:
    page.goto("/recordings/new")
    page.fill("[name=title]", "Half getypt")
    page.fill("[name=learning_question]", "Wat zie je mij doen?")
    expect(page.get_by_text("Bewaard op dit apparaat")).to_be_visible()
    other = page.context.new_page()
    page.close()
    other.goto("/recordings/new")
    expect(other.locator("[name=title]")).to_have_value("Half getypt")
    expect(other.locator("[name=learning_question]")).to_have_value("Wat zie je mij doen?")
    other.get_by_role("button", name="Begin leeg").click()
    expect(other.locator("[name=title]")).to_have_value("")
    other.reload()
    expect(other.locator("[name=title]")).to_have_value("")


def test_what_is_typed_about_a_recording_is_kept_by_itself(product: Product, page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Eerst dit")
    page.fill("[name=title]", "Toen dat")
    expect(page.locator("[data-kept=kept]")).to_be_visible()
    until(lambda: len(recordings(product, title="Toen dat")) == 1, "what was typed is not kept")
    page.fill("[name=title]", "")
    expect(page.locator("[data-kept=refused]")).to_have_text("Vul dit nog in.")
    page.route(re.compile(r"/recordings/\d+$"), lambda route: route.abort())
    page.fill("[name=title]", "Zonder verbinding")
    expect(page.get_by_text("Bewaard op dit apparaat")).to_be_visible()
    page.unroute_all()
    expect(page.locator("[data-kept=kept]")).to_be_visible()
    assert len(recordings(product, title="Zonder verbinding")) == 1


def test_what_can_never_be_kept_is_said_and_not_sent_for_ever(page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Straks weg")
    expect(page.locator("[data-kept=kept]")).to_be_visible()
    sent: list[str] = []

    def gone(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=404, json={"error": "Die is er niet meer."})

    page.route(re.compile(r"/recordings/\d+$"), gone)
    page.fill("[name=learning_question]", "Voor niemand")
    told = page.locator("[data-kept=refused]")
    expect(told).to_have_text(
        "Die is er niet meer. Wat je typte is niet bewaard op de server. Het staat nog op dit apparaat.",
        timeout=15_000,
    )
    page.wait_for_timeout(6_000)
    assert len(sent) == 1


def test_a_film_is_done_only_when_the_server_says_so(page: Page, clip: Path) -> None:
    answers = [(429, "Even wachten."), (404, "Die is er niet meer.")]

    def finish(route: Route) -> None:
        status, error = answers.pop(0) if answers else (0, "")
        route.fulfill(status=status, json={"error": error}) if status else route.continue_()

    page.route("**/finish", finish)
    begin(page, clip, "Bijna binnen")
    expect(page.locator("[data-part=note]").first).to_have_text("Even wachten.")
    expect(page.locator("[data-part=why]")).to_have_text("Die is er niet meer.")
    page.click("[data-part=retry]")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_an_error_of_the_server_leaves_all_that_was_typed_and_the_film(page: Page, clip: Path) -> None:
    failing = [True]

    def answer(route: Route) -> None:
        route.fulfill(status=500, body="") if failing[0] and route.request.method == "POST" else route.continue_()

    page.route("**/recordings", answer)
    page.goto("/recordings/new")
    page.fill("[name=title]", "Na een storing")
    choose(page, clip)
    page.click("[data-submit]")
    page.wait_for_timeout(1_000)
    expect(page.locator("[name=title]")).to_have_value("Na een storing")
    failing[0] = False
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_a_refusal_takes_the_sharing_away_until_there_is_a_film(page: Page, tmp_path: Path) -> None:
    disguised = tmp_path / "film.mp4"
    disguised.write_text("<html>geen film</html>")
    begin(page, disguised, "Niets te delen")
    page.wait_for_selector("[data-stage=refused]", timeout=30_000)
    expect(page.get_by_role("heading", name="Wie ziet deze video?")).to_be_hidden()


def test_by_keyboard_alone(page: Page, clip: Path) -> None:
    page.goto("/recordings/new")
    page.keyboard.press("Tab")
    walked = []
    for _ in range(40):
        name = page.evaluate("document.activeElement.name || document.activeElement.dataset.part || ''")
        walked.append(name)
        if name == "title":
            page.keyboard.type("Met het toetsenbord")
        if name == "film":
            choose(page, clip)
        page.keyboard.press("Tab")
    assert walked.index("title") < walked.index("learning_question") < walked.index("film")
    page.locator("[data-submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


@pytest.mark.parametrize("many", [False, True])
def test_on_a_phone_nothing_is_wider_than_it_and_everything_has_a_name(
    page: Page, films: list[Path], large: Path, many: bool
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    slowly(page)
    page.goto("/recordings/new")
    if many:
        choose(page, large, *films)
        page.click("[data-submit]")
        page.wait_for_selector("film-row[data-state=going]")
    else:
        page.fill("[name=title]", "Op de telefoon")
        choose(page, large)
        page.click("[data-submit]")
        past(page, 1)
    assert percent(page) >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
