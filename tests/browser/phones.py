"""A product at work, phones that look at it, and a thumb that counts its taps: for tests of the way in five minutes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect, sync_playwright
from sqlalchemy import func, select

from tests.conftest import PASSWORD
from tests.media import conftest as films
from tests.running import Product, product_in
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.feedback.models import FeedbackRequest
from wpl_platform.media.models import Recording
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role, Team

clip = films.clip

PHONE = {"width": 390, "height": 844}
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SLOW = 2_000_000
"""Bytes a second: the film is still on its way when the question is asked."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product_in(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", *FAKE_CAMERA])
        yield browser
        browser.close()


@pytest.fixture
def film(clip: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The clip with 12 MB behind it that no player looks at; another file for each test."""
    file, rest = tmp_path / "gesprek aan de balie.mp4", 12_000_000 + len(request.node.name)
    file.write_bytes(clip.read_bytes() + (rest + 8).to_bytes(4, "big") + b"free" + bytes(rest))
    return file


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def kept() -> dict[str, StorageState]:
    """Everybody's cookies from one test to the next: who signs in ten times a minute has to wait."""
    return {}


@pytest.fixture
def phone(product: Product, chromium: Browser, kept: dict[str, StorageState]) -> Iterator[Open]:
    """Opens a phone in somebody's hand, at their start page. No script fails on it, and it asks nothing elsewhere."""
    faults: list[str] = []
    opened: list[BrowserContext] = []

    def own(url: str) -> bool:
        return url.removeprefix("blob:").startswith(product.address)

    def hold(name: str, *, touch: bool = True, scripts: bool = True) -> Page:
        if name not in kept:
            kept[name] = signed_in(chromium, product.address, name)
        handheld: Any = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if touch else {}
        context = chromium.new_context(
            base_url=product.address,
            locale="nl-NL",
            java_script_enabled=scripts,
            storage_state=kept[name],
            **handheld,
        )
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if own(asked.url) else faults.append(asked.url))
        page.goto("/start")
        return page

    yield hold
    for context in opened:
        context.close()
    assert faults == []


def signed_in(chromium: Browser, address: str, name: str) -> StorageState:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=email]", f"{name.split()[0].lower()}@lindehoeve.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/start")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def crowd(product: Product) -> Iterator[None]:
    """Two more colleagues in the team of Sanne, for as long as the test lasts."""
    with product.app.app_context():
        team = db.session.scalars(select(Team).where(Team.name == "Welkom")).one()
        people = [joined(name, team) for name in ("Mila Bakker", "Joris de Wit")]
        db.session.commit()
        yield
        for person in people:
            db.session.delete(person)
        db.session.commit()


@pytest.fixture
def alone(product: Product) -> None:
    """Noor, the only one in a team of her own."""
    with apart(product.app, writes=True):
        joined("Noor Smit", teams.found_team(teams.found_organisation("De Es"), "Nieuw"))


def joined(name: str, team: Team) -> Person:
    person = accounts.create_person(name, f"{name.split()[0].lower()}@lindehoeve.example")
    accounts.set_password(person, PASSWORD, by=None)
    teams.place(person, team, Role.PARTICIPANT)
    return person


class Thumb:
    """Does what a thumb does, and counts: a tap is one, and so is choosing a film in the phone's own picker."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.tap()

    def choose(self, way: str, film: Path) -> None:
        """A tap on that way of filming, and a film in the picker that opens."""
        with self.page.expect_file_chooser() as picker:
            self.tap(self.page.locator("five-minutes .entry", has_text=way))
        picker.value.set_files(str(film))

    def types(self, question: str) -> None:
        """Into what has the focus already; Enter lets the keyboard go."""
        expect(self.page.locator("[name=question]")).to_be_focused()
        self.page.keyboard.type(question)
        self.page.keyboard.press("Enter")

    def colleague(self, name: str) -> None:
        self.tap(self.page.locator(".person", has_text=name))

    def send(self) -> None:
        self.tap(self.page.locator("[data-part=send]"))

    @property
    def done(self) -> Locator:
        """What the page says at the end."""
        return self.page.locator("[data-part=done]")


def asked(product: Product, question: str) -> set[str]:
    """Who was asked this."""
    with product.app.app_context():
        named = select(Person.name).join(FeedbackRequest, FeedbackRequest.person_id == Person.id)
        found = set(db.session.scalars(named.where(FeedbackRequest.question == question)))
        db.session.rollback()
        return found


def made_by(product: Product, name: str) -> int:
    """How many recordings somebody has."""
    with product.app.app_context():
        count = select(func.count()).select_from(Recording).join(Recording.maker).where(Person.name == name)
        found = db.session.scalar(count) or 0
        db.session.rollback()
        return found


def asked_first(page: Page) -> str:
    """What stands first on somebody's start page, as it is now."""
    page.goto("/start")
    return page.locator(".start__main h2:visible").first.inner_text()


FINGER_PX = 44
INTO_REACH = "what => what.closest('.side__list, dialog') && what.scrollIntoView({ block: 'center' })"
UNDER_A_FINGER = """(what, least) => {
  const box = what.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const own = (it) => it && (what.contains(it) || it.control === what || (it.matches("label") && it.contains(what)));
  const over = document.elementFromPoint(x, y);
  if (!own(over)) return `${over?.outerHTML.slice(0, 120)} lies on it`;
  const far = (right, down) => {
    let at = 1;
    while (at < least && own(document.elementFromPoint(x + right * at, y + down * at))) at += 1;
    return at - 0.5;
  };
  const size = [Math.max(box.width, far(-1, 0) + far(1, 0)), Math.max(box.height, far(0, -1) + far(0, 1))];
  return Math.min(...size) < least - 1 ? size.map(Math.round).join(" by ") + " px" : "";
}"""
"""What the page says of it. What is drawn small may be hit in a wider ring, as long as that is all its own."""


def wrong_for_a_finger(what: Locator, least: int = FINGER_PX) -> str:
    """What a finger would meet there: too little room (px), or something on its middle. Empty when all is well."""
    return str(what.evaluate(UNDER_A_FINGER, least))


def finger(what: Locator, least: int = FINGER_PX) -> None:
    """A tap on it, where a finger has room and nothing lies on it."""
    expect(what).to_be_visible()
    what.evaluate(INTO_REACH)
    fault = "moves"
    for _look in range(50):  # what opens or leaves may still be on its way; a toast stays longer than this
        fault = wrong_for_a_finger(what, least)
        if not fault:
            break
        what.page.wait_for_timeout(100)
    assert not fault, f"{what}: {fault}"
    what.tap()


def tab_to(page: Page, what: Locator) -> None:
    """Presses Tab until it has the focus."""
    for _ in range(60):
        if what.evaluate("what => what === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not come there")


class Line:
    """The line of a page: from now on it sends so many bytes a second; `cut` and `mend` it."""

    def __init__(self, page: Page, *, speed: int = SLOW) -> None:
        self._speed = speed
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self.mend()

    def cut(self) -> None:
        self._is(offline=True)

    def mend(self) -> None:
        self._is(offline=False)

    def _is(self, *, offline: bool) -> None:
        limits = {"offline": offline, "latency": 5, "downloadThroughput": -1, "uploadThroughput": self._speed}
        self._session.send("Network.emulateNetworkConditions", limits)


def part_way(page: Page) -> None:
    """Until some of the film is in, and not all."""
    page.wait_for_function("() => +document.querySelector('[data-part=percent]').textContent.replace('%', '') > 5")
