"""Filming in the browser: what it says of itself, to who looks and who listens, and what it says when it cannot."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import recording as world
from tests.browser.recording import (
    LAMP,
    NEAR,
    PAGE,
    SLOW,
    Opened,
    altered,
    arrived,
    begin,
    film,
    filmed,
    keeps_nothing,
    length,
    press,
    reach,
    stop,
)
from tests.browser.test_every_page import NARROWEST, PHONE, WIDE, violations
from tests.running import Product

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened

REFUSES = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '%s'));"
NOT_YET = "navigator.permissions.query = () => Promise.resolve({state: 'prompt'});"
STAYS = "addEventListener('recorder:finished', (event) => event.preventDefault());"

OTHERWISE = """(() => {
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await asked(wanted);
    return new MediaStream([...stream.getVideoTracks(), ...%s]);
  };
})()"""
SILENT = OTHERWISE % "new AudioContext().createMediaStreamDestination().stream.getAudioTracks()"
DEAF = OTHERWISE % "[]"

FULL_AT = 60_000


def test_only_this_page_may_ask_for_a_camera_a_microphone_or_a_screen(opened: Opened) -> None:
    page = opened()
    given = {path: page.request.get(path).headers["permissions-policy"] for path in (PAGE, "/start", "/recordings/new")}
    for device in ("camera", "microphone", "display-capture"):
        assert [f"{device}=(self)" in policy for policy in given.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("scripts", "says", "goes_on"),
    [
        ([REFUSES % "NotAllowedError"], "Tik op het slotje of het camerateken naast het adres", True),
        ([REFUSES % "NotFoundError"], "We vinden geen camera", True),
        ([REFUSES % "NotReadableError"], "Misschien gebruikt een ander programma hem", True),
        (["delete window.MediaRecorder;"], "Deze browser kan niet filmen", False),
        (
            ["Object.defineProperty(window, 'isSecureContext', {value: false});"],
            "alleen op een beveiligde pagina",
            False,
        ),
    ],
    ids=["refused", "no camera", "busy", "old browser", "no https"],
)
def test_who_cannot_film_reads_why_and_what_can_be_done(
    opened: Opened, scripts: list[str], says: str, goes_on: bool
) -> None:
    page = opened(*scripts)
    reach(page, "cant")
    expect(page.locator(".recorder__panel")).to_contain_text(says)
    expect(page.locator(".recorder__panel h2:visible")).to_have_count(1)
    expect(page.get_by_role("link", name="Breng een video in")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer het opnieuw")).to_have_count(int(goes_on))
    assert violations(page) == []


@pytest.mark.parametrize(
    "refuses",
    [
        "if (at + bytes.length > %s) throw new DOMException('', 'QuotaExceededError'); %s",
        "if (at + bytes.length > %s) wrote = file.write(bytes.subarray(0, 99), { at }); else %s",
    ],
    ids=["with an error", "half of it"],
)
def test_a_disk_that_is_full_ends_the_film_in_words_and_what_was_filmed_arrives(
    product: Product, opened: Opened, refuses: str
) -> None:
    page = opened(LAMP, path="/start")
    fills_up(page, refuses)
    page.goto(PAGE)
    begin(page)
    page.wait_for_selector("film-recorder:not([data-state=recording])")
    seconds = filmed(page)
    note = page.locator("[data-part=note]")
    expect(note).to_contain_text("De opslag van dit apparaat is vol")
    reach(page, "done")
    expect(note).to_be_visible()
    press(page, "Bekijk je film")
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=1.5)


def fills_up(page: Page, refuses: str) -> None:
    """From here on the browser's own storage takes so many bytes of a film and no more."""
    write = "wrote = file.write(bytes, { at });"
    altered(page, "recorder/vault-worker.js", write, refuses % (FULL_AT, write))


def test_a_browser_that_keeps_nothing_says_so_while_it_films(product: Product, opened: Opened) -> None:
    page = opened(LAMP, path="/start")
    keeps_nothing(page)
    page.goto(PAGE)
    begin(page)
    expect(page.locator(".recorder__panel")).to_contain_text("Houd deze pagina open tot alles binnen is")
    film(page, 2)
    page.context.set_offline(True)
    seconds = stop(page)
    expect(page.locator(".recorder__panel [data-in=sending]")).to_contain_text("Houd deze pagina open")
    expect(page.get_by_text("staat er een kopie op dit apparaat")).to_be_hidden()
    page.context.set_offline(False)
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=NEAR)


def test_who_is_not_heard_reads_so_before_filming(opened: Opened) -> None:
    page = opened(LAMP, SILENT)
    reach(page, "ready")
    expect(page.get_by_role("status").filter(has_text="We horen niets.")).to_be_visible()
    page = opened(LAMP, DEAF)
    reach(page, "ready")
    expect(page.get_by_role("status").filter(has_text="Je film heeft zo geen geluid.")).to_be_visible()


def test_a_camera_that_falls_away_ends_the_film_in_words(opened: Opened) -> None:
    page = opened(LAMP)
    begin(page)
    film(page, 1)
    falls_away(page)
    reach(page, "done")
    expect(page.locator("[data-part=note]")).to_contain_text("viel weg, daarom is het filmen gestopt")
    page.reload()
    reach(page, "ready")
    press(page, "Begin met filmen")
    press(page, "Niemand anders is in beeld")
    falls_away(page)
    reach(page, "cant")
    press(page, "Probeer het opnieuw")
    reach(page, "ready")


def falls_away(page: Page) -> None:
    """The camera is pulled out."""
    page.evaluate("document.querySelector('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")


def test_a_film_that_the_server_refuses_stays_here_and_is_tried_again_when_asked(
    product: Product, opened: Opened
) -> None:
    page = opened(LAMP)
    refused: dict[str, Any] = {"status": 413, "json": {"error": "De video is te groot."}}
    page.route("**/uploads", lambda route: route.fulfill(**refused))
    begin(page)
    expect(page.locator("[data-part=trouble]")).to_contain_text("De video is te groot.")
    film(page, 1.5)
    seconds = stop(page)
    again = page.get_by_role("button", name="Probeer het opnieuw")
    expect(again).to_be_visible()
    page.unroute("**/uploads")
    again.click()
    assert length(product, arrived(page)) == pytest.approx(seconds, abs=NEAR)


def test_the_recorder_is_used_with_the_keyboard_alone_and_is_heard(opened: Opened) -> None:
    page = opened(LAMP, NOT_YET, STAYS, SLOW)
    reach(page, "start")
    tab_to(page, "Zet camera en microfoon aan").press("Enter")
    reach(page, "ready")
    expect(here(page)).to_have_text("Begin met filmen")
    expect(page.get_by_role("meter", name="Hoe hard het geluid is")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="We horen je")).to_be_visible()
    here(page).press("Enter")
    expect(here(page)).to_have_text("Zeg dit eerst tegen wie in beeld of te horen is")
    tab_to(page, "Nog niet").press("Enter")
    expect(here(page)).to_have_text("Begin met filmen")
    here(page).press("Space")
    tab_to(page, "Ik heb het gezegd: begin").press("Enter")
    expect(here(page)).to_have_text("Begin meteen")
    expect(page.locator("[data-part=count]")).to_have_attribute("aria-live", "assertive")
    here(page).press("Enter")
    reach(page, "recording")
    expect(page).to_have_title(re.compile("^Je filmt"))
    said = page.locator("[role=status][data-part=said]")
    expect(said).to_have_text("Je filmt")
    expect(here(page)).to_have_text("Markeer")
    here(page).press("m")
    expect(said).to_have_text(re.compile(r"^Gemarkeerd op 0:\d\d"))
    tab_to(page, "Pauze").press("Enter")
    expect(said).to_have_text("Pauze: er wordt niets opgenomen")
    expect(here(page)).to_have_text("Ga verder")
    here(page).press("Enter")
    reach(page, "recording")
    tab_to(page, "Stop").press("Enter")
    reach(page, "done")
    expect(here(page)).to_have_text("Alles staat veilig op de server")
    expect(said).to_have_text("Alles staat veilig op de server")
    tab_to(page, "Bekijk je film").press("Enter")
    arrived(page)


def here(page: Page) -> Locator:
    """What has the keyboard."""
    return page.locator(":focus")


def tab_to(page: Page, name: str) -> Locator:
    """Steps on until something of this name has the keyboard, back where it stands before."""
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 50:
        if here(page).count() and name == here(page).inner_text().strip():
            return here(page)
        page.keyboard.press(key)
    raise AssertionError(f"no key leads to {name}")


def test_what_goes_to_the_server_is_said_at_every_quarter(opened: Opened) -> None:
    page = opened(LAMP, STAYS)
    begin(page)
    page.context.set_offline(True)
    film(page, 8)
    page.evaluate(
        "() => { window.said = []; const place = document.querySelector('[data-part=said]');"
        " new MutationObserver(() => window.said.push(place.textContent)).observe(place, {childList: true}); }"
    )
    stop(page)
    page.context.set_offline(False)
    reach(page, "done")
    said = page.evaluate("window.said")
    assert 2 <= len(said) <= 5
    assert re.fullmatch(r"[\d,.]+ van [\d,.]+ .B staat veilig op de server", said[0])
    assert said[-1] == "Alles staat veilig op de server"


def test_nothing_is_in_a_screen_readers_way_in_any_state_wide_or_narrow_light_or_dark(opened: Opened) -> None:
    page = opened(LAMP, NOT_YET, STAYS, SLOW)
    steps = {
        "start": "Zet camera en microfoon aan",
        "ready": "Begin met filmen",
        "saying": "Ik heb het gezegd: begin",
        "counting": "Begin meteen",
        "recording": "Pauze",
        "paused": "Stop",
        "done": "",
    }
    wrong: list[str] = []
    for state, then in steps.items():
        reach(page, state)
        wrong += [f"{state}: {fault}" for fault in faults(page)]
        if then:
            press(page, then)
    assert wrong == []


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is: for axe, and beyond a phone's edge."""
    found: list[str] = []
    for size, theme in ((WIDE, "light"), (PHONE, "dark"), (NARROWEST, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{rule['id']} {rule['nodes'][0]['target']}" for rule in violations(page)]
        over = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{over} px too wide at {size['width']}"] if over > 0 else []
    return found
