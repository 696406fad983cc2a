"""Every page of a demo instance, as several people, wide and narrow, light and dark, in both languages.

The product is started as `make run` starts it. On each page: no complaint in the console, nothing asked of another
host, nothing that axe finds wrong, and no sideways scrolling on a phone.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from tests.architecture.source import ROOT, Law
from tests.running import free_port, until

pytestmark = pytest.mark.slow

WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=320, height=640)  # a desktop at 400 %
CHROMIUM = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENOUGH = 60
START_S = 240

SOUND = Law(
    "Every page is sound: no complaint, no other host, nothing in a screen reader's way, nothing off a phone's edge",
    "people come here to look at themselves; the page must not get in between",
    "open the page yourself, at that width and in that theme, and mend what is named",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo instance, from an empty folder, by the command that a newcomer gives."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    log = folder / "log"
    with log.open("wb") as output:
        product = subprocess.Popen(
            [sys.executable, "-m", "tools.serve"],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(folder / "data"), "PORT": str(port), "DEMO": ""},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: "Ctrl-C stops it" in log.read_text() or product.poll() is not None, "it does not open", START_S)
        assert product.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        product.send_signal(signal.SIGINT)
        assert product.wait(120) == 0, log.read_text()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


class Visit:
    """One person's walk through all the pages they can reach by links."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", self._complained)
        page.on("pageerror", lambda error: self.note(f"script: {error}"))
        page.on("request", lambda asked: self._asked(asked.url))

    def note(self, fault: str) -> None:
        """Writes down a fault with the page it is on."""
        self.faults.append(f"{urlsplit(self.page.url).path}: {fault}")

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.note(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "blob:", "data:")):
            self.note(f"asks {url}")

    def walk(self, begin: str) -> int:
        """Visits one page of every shape; returns how many."""
        waiting, seen = [begin], {shape_of(begin)}
        for path in waiting:
            answer = self.page.goto(path)
            if answer is None or answer.status != 200:
                self.note(f"answers {answer and answer.status}")
                continue
            self.look()
            for link in self.links():
                if shape_of(link) not in seen and len(seen) < ENOUGH:
                    seen.add(shape_of(link))
                    waiting.append(link)
        return len(waiting)

    def links(self) -> list[str]:
        """The pages of the product that this page leads to."""
        found = self.page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        whole = (urljoin(self.page.url, link) for link in found)
        return [url.partition("#")[0] for url in whole if url.startswith(self.address) and not_a_page(url) is None]

    def look(self) -> None:
        """Judges the page as it is now: wide and light, then narrow and dark."""
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.axe("light")
        self.page.set_viewport_size(PHONE)
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        self.axe("dark, phone")
        for size in (PHONE, NARROWEST):
            self.page.set_viewport_size(size)
            over = self.page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                self.note(f"is {over} px too wide at {size['width']}")

    def axe(self, how: str) -> None:
        """Has axe look at the page."""
        for rule in violations(self.page):
            where = "; ".join(" ".join(node["target"]) for node in rule["nodes"][:3])
            self.note(f"{rule['id']} ({how}): {where}")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong in a page; the source is handed to the browser, past the page's own policy."""
    page.evaluate(AXE.read_text() + "; undefined")
    found: list[dict[str, Any]] = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return found


def shape_of(url: str) -> str:
    """What is the same of pages that differ in what they show: numbers, names and questions are left out.

    A film from a moment on (`?t=`) is another page than a film: it has moments.
    """
    path = re.sub(r"\d+", "7", urlsplit(url).path) + ("?t" if "t=" in urlsplit(url).query else "")
    return re.sub(r"^/(register|articles)/.+", r"/\1/name", path)


def not_a_page(url: str) -> re.Match[str] | None:
    """Whether an address gives something to keep or to play, and no page."""
    return re.search(r"\.(xml|webp|mp4|ics|csv|pdf|jsonl)$|/(files|stills?|posters?|renditions)/", urlsplit(url).path)


def visit(browser: Browser, address: str) -> Visit:
    """A browser of somebody who was never here."""
    context = browser.new_context(base_url=address, locale="nl-NL", viewport=WIDE)
    return Visit(context.new_page(), address)


def sign_in(page: Page, name: str) -> None:
    """One click on the sign-in page."""
    page.goto("/sign-in")
    page.locator(".sign__person", has_text=name).first.click()
    page.wait_for_url("**/start")


@pytest.mark.parametrize("name", ["Sanne Visser", "Tom Dekker", "Ingrid Bos", "Bea Smit", "Femke de Groot"])
def test_every_page_of_a_person_is_sound(chromium: Browser, address: str, name: str) -> None:
    walk = visit(chromium, address)
    sign_in(walk.page, name)
    if name == "Tom Dekker":
        walk.page.goto("/me")
        walk.page.check("[name=language][value=en]")
        walk.page.locator("form[action='/me'] button, form:has([name=language]) button").last.click()
        walk.page.wait_for_selector("html[lang=en]")
    assert walk.walk("/start") > 5
    walk.page.context.close()
    SOUND.check(set(walk.faults))


def test_every_public_page_is_sound(chromium: Browser, address: str) -> None:
    walk = visit(chromium, address)
    assert walk.walk("/") > 4
    assert walk.walk("/?lang=en") > 4
    walk.page.context.close()
    SOUND.check(set(walk.faults))


def test_an_unsound_page_is_caught(chromium: Browser, tmp_path: Path) -> None:
    walk = visit(chromium, "http://127.0.0.1:9")
    walk.page.route("**/*", lambda route: route.abort())
    walk.page.set_content(
        "<img src='http://other.example/x.png'><p style='width: 900px; color: #eee; background: #fff'>faint</p>"
        "<script>console.error('oh'); nowhere()</script>"
    )
    walk.look()
    walk.page.context.close()
    found = " ".join(walk.faults)
    for part in (
        "asks http://other.example",
        "console: oh",
        "script: nowhere",
        "too wide",
        "color-contrast",
        "image-alt",
    ):
        assert part in found, f"{part} is not in {found}"
