"""What the bring-in screens say once it matters: a film that is none, one that goes on elsewhere, no internet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.serving import rest
from tests.media import bringing as world
from tests.media import test_in_browser as browsers
from tests.media.bringing import choose
from tests.media.test_in_browser import SLOW, begin, past, slowly
from tests.running import Product

pytestmark = pytest.mark.slow
SELDOM_MS = 17_000
"""As long as a page waits at most before it asks again how a film is, and a little."""

product, kept, page, films, large = world.product, world.kept, world.page, world.films, browsers.large


def row(page: Page, name: str) -> Locator:
    return page.locator("film-row", has=page.get_by_text(name, exact=True))


def line(session: CDPSession, *, there: bool, speed: int = SLOW) -> None:
    """Gives the browser of this session a line that sends so many bytes a second (-1: all it can), or none."""
    limits = {"offline": not there, "latency": 5, "downloadThroughput": -1, "uploadThroughput": speed}
    session.send("Network.emulateNetworkConditions", limits)


@pytest.fixture
def disguised(tmp_path: Path) -> Path:
    """Words in a file that is called a film."""
    film = tmp_path / "verslag.mp4"
    film.write_text("Geen film, maar een verslag van het overleg. " * 200)
    return film


def test_a_file_that_is_no_film_says_so_in_its_row_and_in_the_whole(
    page: Page, films: list[Path], disguised: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/status") else None)
    page.goto("/recordings/new")
    choose(page, disguised, films[0])
    page.get_by_role("button", name="Breng 2 video’s in").click()
    bad = row(page, "verslag.mp4")
    expect(bad).to_have_attribute("data-state", "refused", timeout=30_000)
    expect(bad).to_contain_text("Dit bestand is geen video, of het is kapot.")
    expect(bad).not_to_contain_text("Alles is binnen")
    whole = page.locator(".queue__total [data-part=note]")
    said = "Bij 1 video lukte het niet: bij die video staat waarom. De andere worden nu klaargemaakt, dat gaat vanzelf."
    expect(whole).to_have_text(said, timeout=30_000)
    expect(row(page, films[0].name)).to_have_attribute("data-state", "done")
    for _look in range(8):
        asked.clear()
        page.wait_for_timeout(SELDOM_MS)
        if not asked:
            break
    assert asked == [], "what is known is not asked again"
    bad.get_by_role("link", name="Kies een ander bestand").click()
    page.wait_for_selector("[data-stage=refused] film-upload")
    page.goto("/start")
    expect(page.locator(".unfinished li", has_text="Verslag").first).to_contain_text("Dit bestand is geen video")


def test_the_notice_about_the_last_file_goes_when_the_next_is_sent(page: Page, disguised: Path, large: Path) -> None:
    begin(page, disguised, "Eerst verkeerd")
    page.wait_for_selector("[data-stage=refused]", timeout=30_000)
    told = page.get_by_text("Dit bestand is geen video, of het is kapot.")
    expect(told).to_be_visible()
    slowly(page)
    choose(page, large)
    past(page, 5)
    expect(told).to_be_hidden()
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)


def test_a_title_leads_nowhere_before_its_film_is_in_and_to_a_tab_while_another_is_sent(
    page: Page, films: list[Path], large: Path
) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line(session, there=True, speed=SLOW // 3)
    page.goto("/recordings/new")
    choose(page, large, films[0])
    page.get_by_role("button", name="Breng 2 video’s in").click()
    title = row(page, "large.mp4").locator("[data-part=link]")
    expect(title).to_have_text("Large")
    assert title.get_attribute("href") is None
    ready = row(page, films[0].name)
    expect(ready).to_have_attribute("data-state", "done", timeout=30_000)
    link = ready.get_by_role("link", name="Gesprek aan de balie")
    expect(link).to_have_accessible_description(re.compile("nieuw tabblad"))
    with page.expect_popup() as opened:
        link.click()
    assert "/arrival" in opened.value.url
    opened.value.close()
    line(session, there=True, speed=-1)
    expect(page.locator("film-queue")).to_have_attribute("data-done", "true", timeout=60_000)
    assert not link.get_attribute("target")
    assert re.search(r"/arrival$", title.get_attribute("href") or "")


def test_without_internet_the_whole_says_so_and_tells_no_speed(page: Page, films: list[Path], large: Path) -> None:
    page.goto("/recordings/new")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line(session, there=True)
    choose(page, large, films[3])
    page.get_by_role("button", name="Breng 2 video’s in").click()
    amounts = page.locator(".queue__total [data-part=amount]")
    expect(amounts).to_contain_text("/s")
    line(session, there=False)
    expect(page.locator(".queue__total [data-part=note]")).to_contain_text("Geen internet")
    said = amounts.inner_text()
    assert "/s" not in said
    assert "nog" not in said
    line(session, there=True)
    expect(page.locator("film-queue")).to_have_attribute("data-done", "true", timeout=60_000)


def test_a_half_film_that_goes_on_in_the_queue_stands_there_only(page: Page, films: list[Path], large: Path) -> None:
    slowly(page)
    begin(page, large, "Halverwege het overleg")
    past(page, 5)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/recordings/new")
    half = page.locator(".unfinished li", has_text="Halverwege het overleg")
    expect(half).to_be_visible()
    choose(page, large, films[2])
    expect(row(page, "large.mp4")).to_contain_text("Deze was al deels binnen")
    expect(half).to_be_hidden()
    page.get_by_role("button", name="Laat large.mp4 weg").click()
    expect(half).to_be_visible()
    choose(page, large)
    expect(half).to_be_hidden()
    page.get_by_role("button", name=re.compile("Breng 2 video")).click()
    expect(page.locator("film-queue")).to_have_attribute("data-done", "true", timeout=60_000)
    expect(half).to_be_hidden()


def test_a_toast_makes_room_for_the_menu_that_opens_under_it(product: Product, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/start")
    page.evaluate(
        """() => {
          const spot = document.createElement("div");
          spot.innerHTML = `<details class="drop" data-menu><summary>Kies</summary><div class="menu">
            <button>Een</button><button>Twee</button></div></details>`;
          spot.id = "spot";
          document.body.append(spot);
          const style = new CSSStyleSheet();
          style.replaceSync("#spot { position: fixed; inset-block-end: 9rem; inset-inline-start: 40rem; }");
          document.adoptedStyleSheets.push(style);
          window.dispatchEvent(new CustomEvent("toast", { detail: { text: "Alleen jij ziet de video nu nog." } }));
        }"""
    )
    toast = page.locator(".toast")
    rest(page, 600)
    before = toast.bounding_box()
    page.locator("#spot summary").click()
    rest(page, 300)
    beside = toast.bounding_box()
    menu = page.locator("#spot .menu").bounding_box()
    assert before
    assert beside
    assert menu
    assert before["y"] < menu["y"] + menu["height"], "it would have lain over the menu"
    assert beside["y"] + beside["height"] < menu["y"]
    page.keyboard.press("Escape")
    rest(page, 300)
    after = toast.bounding_box()
    assert after
    assert after["y"] == before["y"]
