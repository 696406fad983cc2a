"""Bringing a film in with a real browser, a real server and a real worker, while everything that can break does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import PASSWORD
from tests.media.conftest import ffmpeg
from tests.running import Product, product_in, until

pytestmark = pytest.mark.slow

SLOW = 2_000_000
"""Bytes a second: a film of some megabytes takes long enough to be interrupted."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product_in(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture
def page(product: Product) -> Iterator[Page]:
    """Sanne's browser; no script fails in it and nothing is asked of another host."""
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_context(base_url=product.address, locale="nl-NL").new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(product.address) else faults.append(asked.url))
        page.goto("/sign-in")
        page.fill("[name=email]", "sanne@lindehoeve.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        yield page
        browser.close()
    assert faults == []


@pytest.fixture(scope="module")
def large(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip with 20 MB behind it that no player looks at."""
    file = tmp_path_factory.mktemp("large") / "large.mp4"
    rest = 20_000_000
    file.write_bytes(clip.read_bytes() + (rest + 8).to_bytes(4, "big") + b"free" + bytes(rest))
    return file


def slowly(page: Page) -> None:
    """From now on the browser sends at SLOW."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    limits = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": SLOW}
    session.send("Network.emulateNetworkConditions", limits)


def begin(page: Page, film: Path, title: str) -> None:
    page.goto("/recordings/new")
    page.fill("[name=title]", title)
    page.set_input_files("[name=film]", str(film))
    page.click("[data-submit]")
    page.wait_for_url("**/arrival")


def percent(page: Page, where: str = "[data-part=percent]") -> int:
    return int(page.inner_text(where).rstrip("%"))


def past(page: Page, figure: int, where: str = "[data-part=percent]") -> None:
    """Waits until the page shows more than this figure."""
    for _ in range(600):
        if percent(page, where) > figure:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never past {figure}%")


def on_disk(product: Product) -> int:
    return max(file.stat().st_size for file in (product.folder / "uploads" / "incoming").iterdir())


def test_an_upload_pauses_outlives_its_server_and_arrives(product: Product, page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Met horten en stoten")
    past(page, 5)
    page.click("[data-part=pause]")
    page.wait_for_selector("text=Gepauzeerd")
    page.fill("[name=learning_question]", "Onderweg getypt")
    page.click("[data-submit]")
    page.wait_for_selector(".toast >> text=Bewaard")
    before = percent(page)
    page.click("[data-part=resume]")
    past(page, before + 5)
    asked: list[int] = []
    page.on("request", lambda r: asked.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None)
    product.kill("web")
    kept = on_disk(product)
    assert kept > 1_000_000
    product.start_web()
    page.wait_for_selector("[data-stage]", timeout=60_000)
    assert asked[0] == kept
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    expect(page.locator("[name=learning_question]")).to_have_value("Onderweg getypt")


def test_a_closed_page_goes_on_from_where_it_was(product: Product, page: Page, large: Path) -> None:
    slowly(page)
    begin(page, large, "Te vroeg dicht")
    past(page, 5)
    address = page.url
    other = page.context.new_page()
    with product.frozen("web"):  # SLOW ends a moment before the page does: all the rest would get through in it
        page.close(run_before_unload=False)
        other.wait_for_timeout(500)
    other.goto(address)
    expect(other.locator("film-arrival .notice").first).to_contain_text("is al binnen")
    asked: list[int] = []
    other.on("request", lambda r: asked.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None)
    other.set_input_files("[name=film]", str(large))
    other.wait_for_selector("[data-stage=ready]", timeout=60_000)
    assert asked[0] > 0


def test_what_is_no_video_is_refused_before_and_after_it_was_sent(page: Page, clip: Path, tmp_path: Path) -> None:
    text, disguised = tmp_path / "notes.txt", tmp_path / "film.mp4"
    text.write_text("geen film")
    disguised.write_text("<html>geen film</html>")
    page.goto("/recordings/new")
    page.set_input_files("[name=film]", str(text))
    page.wait_for_selector("[data-part=refusal] >> text=Dit bestand is geen video")
    begin(page, disguised, "Vermomd")
    page.wait_for_selector("[data-stage=refused] >> text=Dit bestand is geen video")
    expect(page.locator("[name=title]")).to_have_value("Vermomd")
    page.set_input_files("[name=film]", str(clip))
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_a_killed_worker_leaves_no_ffmpeg_and_the_film_is_made_once(
    product: Product, page: Page, tmp_path: Path
) -> None:
    begin(page, long_film(tmp_path), "Twee keer begonnen")
    page.wait_for_selector("[data-progress]")
    past(page, 0, "[data-progress]")
    product.kill("worker")
    until(lambda: encoders(product) == [], "an ffmpeg goes on")
    product.start_worker()
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    until(lambda: not list((product.folder / "uploads" / "scratch").iterdir()), "what was half made stays")


def long_film(folder: Path) -> Path:
    """A film that takes some seconds to convert."""
    file = folder / "long.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=25", "-c:v", "libx264", "-preset", "ultrafast", str(file))
    return file


def encoders(product: Product) -> list[str]:
    """The processes that work on this product's films."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "ffmpeg" in words and str(product.folder) in words:
            found.append(words)
    return found
