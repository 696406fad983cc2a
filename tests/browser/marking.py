"""A studio in which somebody marks: for tests of keys, fingers, and a line that goes away."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.serving import served
from tests.conftest import PASSWORD
from tests.media.conftest import ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.storage import storage

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
TEXT = "#moment-text"

Desk = Callable[..., Page]


@pytest.fixture(scope="session")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of small film."""
    file = tmp_path_factory.mktemp("film") / "minute.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=5:d=60", "-c:v", "libx264", "-preset", "ultrafast")
    ffmpeg(*picture, "-pix_fmt", "yuv420p", "-g", "5", "-movflags", "+faststart", str(file))
    return file


@pytest.fixture
def film(shared: Recording, minute: Path, tmp_path: Path) -> int:
    """The id of a shared recording that plays."""
    made = tmp_path / "made.mp4"
    made.write_bytes(minute.read_bytes())
    key, size = storage().keep(made)
    media.keep(shared.id, RenditionKind.DIRECT, key=key, media_type="video/mp4", size=size)
    shared.stage = Stage.READY
    found = shared.id
    db.session.commit()
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.fixture
def desk(address: str, chromium: Browser) -> Iterator[Desk]:
    """Opens somebody's browser, signed in: at a desk, or a phone in the hand. No script fails in it."""
    faults: list[str] = []
    opened: list[BrowserContext] = []

    def sit(person: Person, *, phone: bool = False, locale: str = "nl-NL") -> Page:
        email = person.email
        db.session.commit()
        handheld = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": DESK}
        context = chromium.new_context(base_url=address, locale=locale, **handheld)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto("/sign-in")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        return page

    yield sit
    for context in opened:
        context.close()
    assert not faults, faults


def enter(page: Page, film: int, where: str = "") -> Page:
    """Opens the studio and waits until the film can play."""
    page.goto(f"/recordings/{film}{where}")
    page.wait_for_selector("live-updates[data-state=live]", state="attached")
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    return page


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef at his desk, in the studio, at ten seconds."""
    return enter(desk(youssef), film, "?t=10")


def prefer(page: Page, **chosen: object) -> None:
    """How the person likes to mark, from now on."""
    page.evaluate(
        """async chosen => {
          const path = document.querySelector('script[src*="studio-room"]').src.replace("studio-room", "preferences");
          (await import(path)).preferences.set(chosen);
        }""",
        chosen,
    )


def play(page: Page) -> None:
    page.evaluate("() => document.querySelector('video').play()")
    page.wait_for_function("() => !document.querySelector('video').paused")


def playing(page: Page) -> bool:
    return not page.evaluate("() => document.querySelector('video').paused")


def hold(page: Page, key: str, ms: int) -> None:
    """A key that stays down for a while."""
    page.keyboard.down(key)
    page.wait_for_timeout(ms)
    page.keyboard.up(key)


def watch_hands(page: Page) -> None:
    """From now on the page notes where the film is when a key or finger goes down, and when it comes up."""
    page.evaluate(
        """() => {
          const note = (name) => (event) => {
            if (event.repeat || window.hands?.[name] !== undefined) return;
            window.hands = { ...window.hands, [name]: document.querySelector("video").currentTime * 1000 };
          };
          for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, note("down"), true);
          for (const name of ["keyup", "pointerup"]) document.addEventListener(name, note("up"), true);
        }"""
    )


def hands(page: Page) -> tuple[float, float]:
    """Where the film was when it first went down, and came up, in ms."""
    found = page.evaluate("() => window.hands")
    return found["down"], found["up"]


def now(page: Page) -> int:
    """Where the film is, in ms."""
    return int(page.evaluate("() => Math.round(document.querySelector('video').currentTime * 1000)"))


def placed(page: Page, count: int) -> None:
    """Waits until so many moments are there, and none is on its way."""
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(count)
    expect(page.locator("outbox-note")).to_be_hidden()


def moments() -> list[tuple[str, int, int | None, str]]:
    """What the server holds: kind, start, end and words, in the order of time."""
    db.session.rollback()
    found = db.session.query(Annotation).filter(Annotation.removed_at.is_(None)).order_by(Annotation.start_ms).all()
    kept = [(str(each.kind), each.start_ms, each.end_ms, each.text) for each in found]
    db.session.rollback()
    return kept


def comes_to_hold(page: Page, wanted: list[tuple[str, int, int | None, str]]) -> None:
    """Waits until the server holds these: words that were changed on their way come after."""
    for _look in range(100):
        if moments() == wanted:
            return
        page.wait_for_timeout(100)
    assert moments() == wanted
