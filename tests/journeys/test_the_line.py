"""From a filmed moment to a proven improvement, in browsers, with real films, on a server that fails."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import Open
from tests.running import Product, until
from wpl_platform.core.database import db
from wpl_platform.media.models import Upload
from wpl_platform.media.storage import storage

pytestmark = pytest.mark.slow

SLOW_BYTES_PER_S = 700_000
READY_S = 180_000


def test_a_film_goes_the_whole_way_to_a_proven_card(product: Product, opened: Open, films: dict[str, Path]) -> None:
    sanne = opened("sanne")
    recording = bring_in_over_a_bad_network(sanne, product, films["h264"])
    youssef = opened("youssef")
    share(sanne, recording)
    watch_and_mark(sanne, youssef, recording)
    answer(sanne, youssef)
    reflect(sanne, recording)
    card = make_a_card(sanne)
    take_it_up(sanne, card)
    later = bring_in(sanne, "Nog eens aan de balie", films["vp8"])
    share(sanne, later)
    prove(youssef, card)
    expect(opened("tom").locator("main")).to_contain_text("Sanne")


def bring_in(page: Page, title: str, film: Path) -> int:
    """Details and a film, by the form; returns the recording's id once it is ready."""
    begin(page, title, film)
    page.locator("[data-stage=ready]").wait_for(timeout=READY_S)
    return recording_of(page)


def begin(page: Page, title: str, film: Path) -> None:
    """Fills the form in and sends it."""
    page.goto("/recordings/new")
    page.fill("[name=title]", title)
    page.fill("[name=learning_question]", "Zie ik de klant op tijd?")
    page.set_input_files("input[type=file]", film)
    page.get_by_role("button", name="Breng de video in").click()
    page.wait_for_url(re.compile(r"/recordings/\d+/arrival"))


def recording_of(page: Page) -> int:
    """The id in the address."""
    found = re.search(r"/recordings/(\d+)", page.url)
    assert found is not None
    return int(found[1])


def bring_in_over_a_bad_network(page: Page, product: Product, film: Path) -> int:
    """The server is killed with half of the film in; it goes on from the byte that was on disk."""
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": SLOW_BYTES_PER_S}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    begin(page, "Aan de balie", film)
    until(lambda: on_disk(product) > 500_000, "nothing came in")
    product.kill("web")
    kept = on_disk(product)
    assert 500_000 < kept < film.stat().st_size
    network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    product.start_web()
    page.locator("[data-stage=ready]").wait_for(timeout=READY_S)
    expect(page.locator("main")).to_contain_text("0:12")
    return recording_of(page)


def on_disk(product: Product) -> int:
    """Bytes of the one upload that lie on disk."""
    with product.app.app_context():
        upload = db.session.scalar(select(Upload))
        found = storage().received(upload.id) if upload else 0
        db.session.rollback()
        return found


def share(page: Page, recording: int) -> None:
    """By the maker, in the studio."""
    page.goto(f"/recordings/{recording}")
    page.get_by_role("button", name="Deel met mijn team").first.click()
    page.get_by_role("button", name="Er is niemand anders in beeld").click()
    expect(page.locator("main")).to_contain_text("Gedeeld met Welkom")


def watch_and_mark(sanne: Page, youssef: Page, recording: int) -> None:
    """Youssef marks a range at three seconds; it appears in the studio that Sanne has open."""
    sanne.goto(f"/recordings/{recording}")
    youssef.goto(f"/recordings/{recording}?t=3")
    youssef.locator(".chip[data-kind=question]").click()
    youssef.get_by_role("button", name="Begin hier").click()
    youssef.fill("#moment-text", "Wat zag je toen de klant wees?")
    youssef.press("#moment-text", "Control+Enter")
    expect(youssef.locator(".moment")).to_have_count(1)
    expect(sanne.locator(".moment")).to_have_count(1)
    expect(sanne.locator(".moment")).to_contain_text("Wat zag je toen de klant wees?")
    expect(sanne.locator("studio-timeline .tl__pin[data-kind=question]").first).to_be_visible()


def answer(sanne: Page, youssef: Page) -> None:
    """The maker takes it along, and says so; the colleague sees it without reloading."""
    sanne.locator(".moment [data-seek]").click()
    sanne.get_by_role("button", name="Dit neem ik mee").click()
    sanne.locator(".thread summary").click()
    sanne.fill(".thread textarea", "Ik keek naar de kassa.")
    sanne.locator(".thread").get_by_role("button", name="Reageer").click()
    expect(youssef.locator(".moment")).to_contain_text("1 reactie")
    expect(youssef.locator(".moment__answer")).to_be_visible()


def reflect(page: Page, recording: int) -> None:
    """STARR, kept as it is typed, with the moment as evidence, up to an intention with a date."""
    page.goto(f"/recordings/{recording}/reflections/new")
    page.get_by_role("button", name="Begin met STARR").click()
    page.fill("#text", "Het was druk aan de balie.")
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om")
    page.reload()
    expect(page.locator("#text")).to_have_value("Het was druk aan de balie.")
    page.locator("#momenten button").first.click()
    expect(page.locator("#momenten")).to_contain_text("Wat zag je toen de klant wees?")
    for _ in range(4):
        page.get_by_role("button", name="Volgende vraag").click()
    page.get_by_role("button", name="Naar je voornemen").click()
    page.fill("#text", "Ik kijk eerst op als er iemand binnenkomt.")
    page.get_by_role("button", name="Bewaar en rond af").click()
    expect(page.locator("main")).to_contain_text("Ik kijk eerst op als er iemand binnenkomt.")


def make_a_card(page: Page) -> int:
    """From the moment, in one step; returns the card's id."""
    page.goto("/recordings")
    page.get_by_role("link", name="Aan de balie").first.click()
    page.locator(".moment [data-seek]").click()
    page.locator(".moment.is-now").wait_for()
    page.locator(".moment__more summary").click()
    page.get_by_role("link", name="Maak er een verbeterkaart van").click()
    page.get_by_role("button", name="Zet op het bord").click()
    page.wait_for_url("**/improvements/*")
    expect(page.locator("#momenten")).to_contain_text("Wat zag je toen de klant wees?")
    return int(page.url.rsplit("/", 1)[1])


def take_it_up(page: Page, card: int) -> None:
    """Moved by the keyboard alone: from noticing to going."""
    page.goto("/board")
    link = page.locator(f".bcard__link[href$='/{card}']")
    link.focus()
    page.keyboard.press("ArrowRight")
    taken_up = page.locator(f"[data-stage=going] [data-card='{card}']")
    expect(taken_up).to_contain_text("vóór")


def prove(page: Page, card: int) -> None:
    """By a colleague, with the later recording: the card is a success, with then and now."""
    page.goto(f"/improvements/{card}")
    page.get_by_role("radio").first.check(force=True)
    page.fill("[name=at]", "0:02")
    page.get_by_role("button", name="Dit bewijst het").click()
    expect(page.locator("main")).to_contain_text("Toen en nu")
    page.goto("/board")
    expect(page.locator("[data-stage=success]")).to_contain_text("Zie verschil")
