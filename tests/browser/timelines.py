"""A timeline with invented moments: given to the element by script, as the room gives it those of the recording."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.serving import SignIn
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording

MINUTE_MS = 60_000

LISTEN = """() => {
  window.asked = [];
  for (const name of ["seek", "open", "range", "moved", "filter"]) {
    document.querySelector("studio-timeline").addEventListener(`studio:${name}`, (event) => {
      window.asked.push([name, event.detail]);
      event.stopPropagation();
    });
  }
}"""
GIVE = "([moments, duration]) => Object.assign(document.querySelector('studio-timeline'), { duration, moments })"
DRAWN = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 250))"


def moment(number: int, start: int, end: int | None = None, **more: Any) -> dict[str, Any]:
    """An observation of a colleague's, unless something else is said."""
    plain = {"id": number, "kind": "observation", "word": "Observatie", "author": "Kees Verhoeven", "author_id": 4}
    states = {"own": False, "labels": [], "replies": 0, "response": "", "private": False, "unanswered": False}
    return plain | states | {"start": start, "end": end, "text": "De klant wijst", "drawn": False} | more


def studio(sign_in: SignIn, recording: Recording, person: Person) -> Page:
    """The studio on a desktop; what its timeline asks for is kept and goes no further."""
    address = f"/recordings/{recording.id}"
    db.session.commit()
    page = sign_in(person)
    page.set_viewport_size({"width": 1440, "height": 900})
    return enter(page, address)


def enter(page: Page, address: str) -> Page:
    """Opens it, or opens it again."""
    page.goto(address)
    page.wait_for_selector(".tl__lane", state="attached")
    page.evaluate(LISTEN)
    return page


def give(page: Page, moments: list[dict[str, Any]], duration: int = MINUTE_MS) -> None:
    """The timeline shows these, in a film of that many ms."""
    page.evaluate(GIVE, [sorted(moments, key=lambda one: int(one["start"])), duration])
    drawn(page)


def drawn(page: Page) -> None:
    """Waits until what was asked for is drawn, also after a zoom came to rest."""
    page.evaluate(DRAWN)


def asked(page: Page, name: str) -> list[dict[str, Any]]:
    """What was asked for under that name, in the order in which it was asked."""
    found: list[list[Any]] = page.evaluate("() => window.asked")
    return [detail for one, detail in found if one == name]


def zoom(page: Page) -> float:
    """How far it is zoomed in; 1 shows the whole film."""
    return float(page.evaluate("() => document.querySelector('studio-timeline').view.zoom"))


def sight(page: Page) -> tuple[int, int]:
    """The stretch that is in sight, in ms."""
    start, end = page.evaluate("() => Object.values(document.querySelector('studio-timeline').view.sight)")
    return int(start), int(end)


def focused(page: Page) -> str:
    """What a screen reader says of what has the focus."""
    return str(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
