"""Sanne films in a browser that has no camera but makes one up: for tests of the recorder."""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, StorageState, expect, sync_playwright
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.running import Product, product_in, until
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.storage import storage

FAKE = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PAGE = "/recordings/record"
SCRIPTS = Path(__file__).parents[2] / "wpl_platform" / "static" / "js"
Opened = Callable[..., Page]

CLOCK = """(() => {
  let since = 0, before = 0;
  window.filmed = () => before + (since ? performance.now() - since : 0);
  document.addEventListener("DOMContentLoaded", () => {
    const recorder = document.querySelector("film-recorder");
    if (recorder) new MutationObserver(() => {
      const films = recorder.dataset.state === "recording";
      if (films && !since) since = performance.now();
      if (!films && since) { before += performance.now() - since; since = 0; }
    }).observe(recorder, {attributeFilter: ["data-state"]});
  });
})()"""
"""How long the sign that one is filmed was on the screen, in ms."""

LAMP = """(() => {
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  let lit = 0;
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const sound = await asked({audio: wanted.audio});
    const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
    const ink = canvas.getContext("2d");
    let step = 0;
    setInterval(() => {
      ink.fillStyle = lit-- > 0 ? "#fff" : "#024";
      ink.fillRect(0, 0, 320, 180);
      ink.fillStyle = "#046";
      ink.fillRect(step++ % 300, 80, 20, 20);
    }, 30);
    return new MediaStream([canvas.captureStream(30).getVideoTracks()[0], ...sound.getAudioTracks()]);
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-act=mark]")) lit = 10;
  }, true);
})()"""
"""A small camera that sees a lamp, which is lit for ten pictures whenever one is marked."""

SLOW = "(every => { setInterval = (act, ms) => every(act, ms === 1000 ? 1e6 : ms); })(setInterval);"
"""Nobody counts down."""

AT_ONCE = "(skip => skip.checkVisibility() && skip.click())(document.querySelector('[data-act=skip]'))"
"""Counts down no further, where that is not over already."""

NEAR = 1.0
"""How far a film may be from what stood on the screen (s): who draws the sign and who films are busy apart."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A web server and a worker with a team in it."""
    with product_in(tmp_path_factory.mktemp("product")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium with a camera and a microphone that it makes up."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FAKE)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kept() -> dict[str, StorageState]:
    """Sanne's cookies from one test to the next: who signs in ten times a minute has to wait."""
    return {}


@pytest.fixture
def opened(product: Product, chromium: Browser, kept: dict[str, StorageState]) -> Iterator[Opened]:
    """Opens a page of the product as Sanne, in a browser in which these scripts run first; no script fails in it."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(*scripts: str, path: str = PAGE) -> Page:
        context = chromium.new_context(base_url=product.address, locale="nl-NL", storage_state=kept.get("sanne"))
        contexts.append(context)
        for script in (CLOCK, *scripts):
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        enter(page, path)
        kept["sanne"] = context.storage_state()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def enter(page: Page, address: str) -> None:
    """Opens a page, and signs in where that is asked."""
    page.goto(address)
    if "/sign-in" in page.url:
        page.fill("[name=email]", "sanne@lindehoeve.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        page.goto(address)


def altered(page: Page, script: str, before: str, after: str) -> None:
    """From here on this script of the product, as `recorder/vault.js`, has something else in one place."""
    text, name = (SCRIPTS / script).read_text(), re.compile(rf"/{re.escape(script)}$")
    assert text.count(before) == 1
    body = text.replace(before, after)
    page.route(name, lambda route: route.fulfill(body=body, content_type="text/javascript"))


def keeps_nothing(page: Page) -> None:
    """From here on the browser's own storage cannot be opened."""
    nothing = "self.onmessage = ({data}) => self.postMessage({id: data.id, fault: {name: 'Error', message: ''}});"
    page.route("**/vault-worker.js", lambda route: route.fulfill(body=nothing, content_type="text/javascript"))


def left_behind(page: Page) -> None:
    """Films a little, and goes away before it could be sent."""
    page.route("**/uploads", lambda route: route.abort())
    begin(page)
    film(page, 1.5)
    leave(page)
    page.unroute("**/uploads")
    expect(page.locator(".saved")).to_have_count(1)


def leave(page: Page) -> None:
    """Goes away in the middle, and comes back."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


def reach(page: Page, state: str, seconds: float = 60) -> None:
    """Waits until the recorder is in a state."""
    page.wait_for_selector(f"film-recorder[data-state={state}]", timeout=seconds * 1000)


def press(page: Page, name: str) -> None:
    """Presses a button or follows a link by its name."""
    page.locator("button:visible, a.button:visible").filter(has_text=name).first.click()


def begin(page: Page) -> None:
    """From the page that shows the camera to one that films."""
    reach(page, "ready")
    press(page, "Begin met filmen")
    press(page, "Ik heb het gezegd: begin")
    page.wait_for_selector("film-recorder:is([data-state=counting], [data-state=recording])")
    page.evaluate(AT_ONCE)
    reach(page, "recording")


def film(page: Page, seconds: float) -> None:
    """Lets it film until so many seconds stand on the screen in all."""
    page.wait_for_function("ms => filmed() >= ms", arg=1000 * seconds)


def filmed(page: Page) -> float:
    """How many seconds were filmed by the screen until now."""
    return float(page.evaluate("filmed()")) / 1000


def stop(page: Page) -> float:
    """Ends filming; answers how many seconds were filmed by the screen."""
    press(page, "Stop")
    return filmed(page)


def arrived(page: Page) -> int:
    """Waits until the browser is led to the film's own page; answers the recording's id."""
    page.wait_for_url("**/arrival", timeout=90_000)
    return int(page.url.split("/")[-2])


def length(product: Product, recording: int) -> float:
    """Waits until the film is ready; answers how long it is (s)."""
    until(lambda: _film(product, recording).stage is Stage.READY, "the film does not become ready", 90)
    return (_film(product, recording).duration_ms or 0) / 1000


def _film(product: Product, recording: int) -> Recording:
    with product.app.app_context():
        found = db.session.get_one(Recording, recording)
        db.session.expunge(found)
        return found


def moments(product: Product, recording: int) -> list[float]:
    """Where moments stand on it (s)."""
    asked = select(Annotation.start_ms).where(Annotation.recording_id == recording).order_by(Annotation.start_ms)
    with product.app.app_context():
        return [at / 1000 for at in db.session.scalars(asked)]


def flashes(product: Product, recording: int) -> list[float]:
    """When the lamp goes on in what the browser sent (s)."""
    asked = select(Rendition.key).filter_by(recording_id=recording, kind=RenditionKind.ORIGINAL)
    with product.app.app_context(), storage().local(db.session.scalars(asked).one()) as file:
        read = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time"]
        said = subprocess.run([*read, "-of", "csv=p=0", str(file)], check=True, capture_output=True, text=True).stdout
        grey = ["-vf", "scale=1:1:flags=area,format=gray", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
        light = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", str(file), *grey], check=True, capture_output=True
        ).stdout
    times = [float(line.strip(",")) for line in said.split()]
    return [at for at, now, before in zip(times[1:], light[1:], light, strict=False) if now > 150 >= before]


def seekable(page: Page, recording: int, to: float, address: str = "") -> None:
    """Fails unless the film stands still at that moment (s), with a picture, after it was asked to."""
    page.goto(f"{address}/recordings/{recording}")
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    page.evaluate("at => { document.querySelector('video').currentTime = at; }", to)
    page.wait_for_function(
        "at => (v => !v.seeking && v.readyState > 1 && Math.abs(v.currentTime - at) < 0.05"
        " && Number.isFinite(v.duration))(document.querySelector('video'))",
        arg=to,
    )


@contextmanager
def one_browser(kind: BrowserType, profile: Path) -> Iterator[tuple[Page, Callable[[], None]]]:
    """A browser of its own, with what it kept in a folder; and what kills all its processes, as a flat battery does."""
    door = profile / "DevToolsActivePort"
    door.unlink(missing_ok=True)
    quiet = ["--headless=new", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        ["/usr/bin/chromium", *quiet, *FAKE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def kill() -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    try:
        until(lambda: door.exists() and door.read_text().count("\n") > 0, "the browser does not open")
        browser = kind.connect_over_cdp(f"http://127.0.0.1:{door.read_text().split()[0]}")
        page = browser.contexts[0].new_page()
        page.add_init_script(CLOCK)
        yield page, kill
    finally:
        kill()
