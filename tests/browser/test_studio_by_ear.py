"""What a screen reader finds in the studio, and what is said when something happens: docs/studio-by-ear.md."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser import test_studio as studio
from tests.browser.serving import SignIn
from tests.browser.test_studio import enter
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.feedback import guiding
from wpl_platform.feedback.details import Looked
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

Mark = Callable[..., Annotation]
private, shared, mark = studio.private, studio.shared, studio.mark
minute, deliver, film = studio.minute, studio.deliver, studio.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture
def marked(film: int, youssef: Person, tom: Person, mark: Mark) -> int:
    """The studio with two moments and a viewing guide."""
    recording = db.session.get_one(Recording, film)
    mark(recording, youssef, 5_000, 9_000, kind=AnnotationKind.STRENGTH, text="Je wacht")
    mark(recording, tom, 20_000, kind=AnnotationKind.QUESTION, text="Wat dacht je hier?")
    guiding.make_guide(recording.team_id, "Contact", [Looked("Kijken", "q")], by=viewer_of(tom))
    db.session.commit()
    return film


def test_everything_has_a_name_and_a_role(marked: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), marked)
    for role, name in (
        ("heading", "Aan de balie"),
        ("region", "Video"),
        ("slider", "Plaats in de video"),
        ("button", "Speel af"),
        ("group", "Tijdlijn van 1:00"),
        ("group", "Banen"),
        ("slider", "Zoom"),
        ("slider", "Waar je bent"),
        ("button", "Top op 0:05–0:09, Jij"),
        ("button", "Vraag op 0:20, Tom Dekker (begeleider), wacht op antwoord"),
        ("complementary", "Momenten"),
        ("search", "Zoek en kies momenten"),
        ("link", "Ga naar 0:05–0:09"),
        ("form", "Nieuw moment"),
        ("radio", "Top"),
        ("textbox", "Wat zie je?"),
        ("checkbox", "Kijken"),
        ("checkbox", "Alleen voor mij"),
        ("button", "Teken op het beeld"),
        ("button", "Markeer"),
    ):
        found = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # any of them
        expect(found, f"{role} {name}").to_have_count(1)
    expect(page.get_by_role("application")).to_have_count(0)
    unnamed = page.locator("studio-room").evaluate(
        """(room) => {
          const can = "button, a[href], input:not([type=hidden]), textarea, select, summary";
          const named = (each) => each.ariaLabel || each.textContent.trim() || each.labels?.length || each.title;
          const found = Array.from(room.querySelectorAll(can)).filter((each) => each.checkVisibility());
          return found.filter((each) => !named(each)).map((each) => each.outerHTML.slice(0, 120));
        }"""
    )
    assert unnamed == []


def test_by_keys_alone_from_the_first_moment_to_a_placed_one(marked: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), marked)
    page.locator(".tl__pin").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tl__pin:focus")).to_have_attribute(
        "aria-label", "Vraag op 0:20, Tom Dekker (begeleider), wacht op antwoord"
    )
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=true] .moment__text")).to_have_text("Wat dacht je hier?")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tl__pin:focus")).to_have_attribute("aria-label", "Top op 0:05–0:09, Jij")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".tl__pin:focus")).not_to_have_attribute("aria-label", "Top op 0:05–0:09, Jij")
    page.keyboard.press("2")
    expect(page.locator("moment-composer [data-status]")).to_contain_text("gemarkeerd op")
    page.keyboard.type("Met de toetsen")
    page.keyboard.press("Enter")
    expect(page.locator(".moment", has_text="Met de toetsen")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Toetsen en markeren")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_a_colleague_does_is_said_and_takes_no_focus(
    app: Flask, marked: int, sign_in: SignIn, youssef: Person, tom: Person, mark: Mark
) -> None:
    author = tom.id
    page = enter(sign_in(youssef), marked)
    page.locator("moment-composer textarea").first.focus()
    with apart(app, writes=True):
        recording, by = db.session.get_one(Recording, marked), db.session.get_one(Person, author)
        mark(recording, by, 30_000, kind=AnnotationKind.SUGGESTION, text="Van Tom")
    expect(page.locator("[data-announce]")).to_have_text("Nieuw op 0:30: tip van Tom Dekker (begeleider)")
    expect(page.locator("moment-composer textarea").first).to_be_focused()
