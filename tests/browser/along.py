"""A colleague who marks along with a phone of their own, while Sanne films: for tests of both."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.recording import press, reach
from tests.conftest import PASSWORD
from tests.running import Product
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording

PHONE = ViewportSize(width=390, height=844)

PRESSED = """for (const kind of ["pointerdown", "keydown", "keyup"]) {
  window.addEventListener(kind, () => { window.pressed = Date.now(); }, {capture: true});
}"""
"""When a finger or a key was last put down or lifted, by the clock that all pages of this machine share (ms)."""

LISTENS = """(every => {
  setInterval = (act, ms) => every(() => (ms !== 15_000 || window.looks) && act(), ms);
})(setInterval);"""
"""The page of who marks along does not look every so often how far it is, until it `looks`: it is told."""


@contextmanager
def colleague(chromium: Browser, product: Product, name: str = "youssef", **how: object) -> Iterator[Page]:
    """Somebody else with a phone of their own, which is told how far the filming is; no script fails in it."""
    settings = {"viewport": PHONE, "has_touch": True, "locale": "nl-NL", **how}
    context = chromium.new_context(base_url=product.address, **settings)  # type: ignore[arg-type]
    faults: list[str] = []
    context.add_init_script(PRESSED)
    context.add_init_script(LISTENS)
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto("/sign-in")
    page.fill("[name=email]", f"{name}@lindehoeve.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/start")
    yield page
    context.close()
    assert faults == []


def asked(films: Page) -> str:
    """Asks the team to mark along; answers the code."""
    reach(films, "ready")
    press(films, "Laat collega’s meemarkeren")
    return films.locator(".invite__code").inner_text()


def tap(marks: Page, kind: str) -> None:
    """A finger on one of the four."""
    marks.locator(f"[data-press={kind}]").tap()


def pressed(films: Page, marks: Page) -> float:
    """How many seconds of film there were by the recorder's sign when the colleague pressed, a moment ago."""
    at = marks.evaluate("pressed")
    return float(films.evaluate("at => filmed() - (Date.now() - at)", at)) / 1000


def stands(marks: Page, state: str, seconds: float = 60) -> None:
    """Waits until the colleague's page knows how far it is."""
    marks.wait_for_selector(f"live-marking[data-state={state}]", timeout=seconds * 1000)


def looks(marks: Page) -> None:
    """From here on the colleague's page looks every so often how far it is, as it does for everybody."""
    marks.evaluate("window.looks = true")


def sent(marks: Page) -> None:
    """Waits until nothing of the colleague's lies on the device alone."""
    marks.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('live-marks'))")


def on_film(product: Product, recording: int) -> list[tuple[str, float, float | None, str]]:
    """Kind, begin, end (s) and words of what others than the maker marked."""
    with product.app.app_context():
        maker = db.session.get_one(Recording, recording).maker_id
        asked_for = db.select(Annotation).where(
            Annotation.recording_id == recording, Annotation.author_id != maker, Annotation.removed_at.is_(None)
        )
        rows = db.session.scalars(asked_for.order_by(Annotation.start_ms, Annotation.id)).all()
        return [
            (str(row.kind), row.start_ms / 1000, None if row.end_ms is None else row.end_ms / 1000, row.text)
            for row in rows
        ]


def shown(page: Page, recording: int) -> list[float]:
    """Where the moments stand in the studio (s), as its list says."""
    page.goto(f"/recordings/{recording}")
    expect(page.locator(".moment[data-start]").first).to_be_visible()
    starts = page.locator(".moment[data-start]").evaluate_all("rows => rows.map((row) => Number(row.dataset.start))")
    return sorted(start / 1000 for start in starts)
