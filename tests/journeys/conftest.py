"""The whole product at work, real films, and browsers that forgive nothing."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.conftest import PASSWORD
from tests.running import Product, product_in

Open = Callable[[str], Page]

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """A web server and a worker with a team in it."""
    with product_in(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Films with a moving picture and sound: one that plays at once (6 MB), one to convert, and a long one."""
    folder = tmp_path_factory.mktemp("films")
    made = {name: folder / f"{name}.{'webm' if name == 'vp8' else 'mp4'}" for name in ("h264", "vp8", "long")}
    picture = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=12"]
    sound = ["-f", "lavfi", "-i", "sine=frequency=300:duration=12"]
    command = ["ffmpeg", "-v", "error", "-y", *picture, *sound, "-pix_fmt", "yuv420p"]
    h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "4M", "-c:a", "aac"]
    vp8 = ["-t", "6", "-s", "640x360", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"]
    subprocess.run([*command, *h264, str(made["h264"])], check=True)
    subprocess.run([*command, *vp8, str(made["vp8"])], check=True)
    endless = ["ffmpeg", "-v", "error", "-stream_loop", "4", "-i", str(made["h264"]), "-c", "copy"]
    subprocess.run([*endless, str(made["long"])], check=True)
    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, product: Product) -> Iterator[Open]:
    """Opens a browser of somebody who signed in through the form (`sanne`); fails on every complaint in any of them."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def sign_in(who: str) -> Page:
        context = chromium.new_context(
            base_url=product.address, locale="nl-NL", viewport={"width": 1440, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, product.address, faults)
        page.goto("/sign-in")
        page.fill("[name=email]", f"{who}@lindehoeve.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Page, address: str, faults: list[str]) -> None:
    """Writes down script errors, refused answers, and requests to anywhere else."""

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status} for {response.url}")

    page.on("response", answered)
    page.on("pageerror", lambda fault: faults.append(f"script: {fault}"))
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "blob:", "data:")) else faults.append(asked.url)
    )
