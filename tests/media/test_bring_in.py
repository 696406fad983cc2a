"""The bring-in screens in a real browser: many films, one that was here before, an ended session, nothing lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, StorageState, expect, sync_playwright
from sqlalchemy import select

from tests.browser.test_every_page import violations
from tests.conftest import PASSWORD
from tests.media import test_in_browser as browsers
from tests.media.conftest import ffmpeg
from tests.media.test_in_browser import begin, past, percent, slowly
from tests.running import Product, product_in, until
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Stage, Upload
from wpl_platform.media.storage import storage

pytestmark = pytest.mark.slow
large = browsers.large

HANDLES = """names => {
  window.showOpenFilePicker = async () => {
    const folder = await navigator.storage.getDirectory();
    return Promise.all(names.map((name) => folder.getFileHandle(name)));
  };
}"""
"""The browser's picker cannot be pressed by a test; files of its own store have handles of the same kind."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product_in(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture(scope="module")
def kept() -> dict[str, StorageState]:
    """Sanne's cookies from one test to the next: who signs in ten times a minute has to wait."""
    return {}


@pytest.fixture
def page(product: Product, kept: dict[str, StorageState]) -> Iterator[Page]:
    """Sanne's browser; no script fails in it and nothing is asked of another host."""
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=product.address, locale="nl-NL", storage_state=kept.get("sanne"))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(product.address) else faults.append(asked.url))
        page.goto("/start")
        if "/sign-in" in page.url:
            sign_in(page)
            page.wait_for_url("**/start")
        kept["sanne"] = context.storage_state()
        yield page
        browser.close()
    assert faults == []


@pytest.fixture(scope="module")
def films(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four films of 3 MB that differ, named as a person and as a camera name them."""
    folder = tmp_path_factory.mktemp("films")
    made = []
    for number, name in enumerate(["gesprek_aan-de-balie.mp4", "IMG_1234.MP4", "uitleg kassa.mp4", "overdracht.mp4"]):
        rest = 3_000_000 + number
        film = folder / name
        film.write_bytes(clip.read_bytes() + (rest + 8).to_bytes(4, "big") + b"free" + bytes(rest))
        made.append(film)
    return made


def choose(page: Page, *films: Path) -> None:
    page.set_input_files("[name=film]", [str(film) for film in films])


def recordings(product: Product, **where: object) -> list[Recording]:
    with product.app.app_context():
        found = list(db.session.scalars(select(Recording).filter_by(**where).order_by(Recording.id)))
        db.session.expunge_all()
        return found


def bytes_left(product: Product, filename: str) -> int:
    """How many uploads of this name, ended by the person, still have bytes on the disk."""
    with product.app.app_context():
        ended = select(Upload.id).where(Upload.filename == filename, Upload.ended_at.is_not(None))
        keys = list(db.session.scalars(ended))
        db.session.rollback()
        assert keys
        return sum((storage().root / "incoming" / key).exists() for key in keys)


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
    expect(page.locator("film-queue")).to_contain_text("Alles is binnen", timeout=20_000)
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
    assert row(page, "large.mp4").get_attribute("data-state") == "paused"
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


def sign_out_everywhere(page: Page) -> None:
    """Ends the session on the server, as another device can; this page does not know."""
    page.evaluate(
        """async () => {
          const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content };
          await fetch("/sign-out", { method: "POST", headers });
        }"""
    )


def sign_in(page: Page, email: str = "sanne@lindehoeve.example") -> None:
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


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
    assert asked == [kept]
    assert page.input_value("[name=learning_question]") == "Getypt na het afmelden"


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
    assert other.input_value("[name=title]") == "Half getypt"
    assert other.input_value("[name=learning_question]") == "Wat zie je mij doen?"
    other.get_by_role("button", name="Begin leeg").click()
    assert other.input_value("[name=title]") == ""
    other.reload()
    assert other.input_value("[name=title]") == ""


def test_what_is_typed_about_a_recording_is_kept_by_itself(product: Product, page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Eerst dit")
    page.fill("[name=title]", "Toen dat")
    expect(page.locator("[data-kept=kept]")).to_be_visible()
    assert len(recordings(product, title="Toen dat")) == 1
    page.fill("[name=title]", "")
    expect(page.locator("[data-kept=refused]")).to_have_text("Vul dit nog in.")
    page.route(re.compile(r"/recordings/\d+$"), lambda route: route.abort())
    page.fill("[name=title]", "Zonder verbinding")
    expect(page.get_by_text("Bewaard op dit apparaat")).to_be_visible()
    page.unroute_all()
    expect(page.locator("[data-kept=kept]")).to_be_visible(timeout=10_000)
    assert len(recordings(product, title="Zonder verbinding")) == 1


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
    assert page.input_value("[name=title]") == "Na een storing"
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
