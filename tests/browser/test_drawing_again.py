"""A drawing is changed after it was placed: opened where the moment is, wiped, drawn on, kept or left as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import marking
from tests.browser.marking import Desk, enter
from tests.browser.serving import rest
from tests.browser.test_drawing import choose, drag, kept
from tests.browser.test_every_page import violations
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.details import Details
from wpl_platform.feedback.models import Annotation, AnnotationKind, Revision
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

private, shared = rooms.private, rooms.shared
minute, film, chromium, address, desk = (
    marking.minute,
    marking.film,
    marking.chromium,
    marking.address,
    marking.desk,
)
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

Shape = dict[str, Any]
ARROW: Shape = {"tool": "arrow", "colour": "yellow", "points": [[0.1, 0.2], [0.3, 0.2]]}
BOX: Shape = {"tool": "box", "colour": "teal", "points": [[0.5, 0.5], [0.8, 0.8]]}
NUMBER: Shape = {"tool": "number", "colour": "white", "points": [[0.2, 0.8]], "number": 1}
INK = ".paper .ink"
Place = Callable[..., int]


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef at his desk, in the studio; at five seconds stands a moment of his with three shapes."""
    recording = db.session.get_one(Recording, film)
    details = Details(shapes=(ARROW, BOX, NUMBER))
    actions.annotate(recording, AnnotationKind.STRENGTH, Span(5_000), "Hier", by=viewer_of(youssef), details=details)
    db.session.commit()
    return enter(desk(youssef), film, "?t=20")


def change(page: Page) -> None:
    """Opens the form of the moment, and from there the drawing."""
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    page.get_by_role("button", name="Tekening aanpassen").click()
    expect(page.locator(INK)).to_have_count(3)
    page.wait_for_function("() => document.querySelector('practice-player').now === 5000")


def press(page: Page, x: float, y: float) -> None:
    """Presses one place on the picture."""
    drag(page, (x, y), (x, y))


def test_one_shape_is_wiped_and_another_drawn_and_it_is_kept_with_the_form(page: Page) -> None:
    change(page)
    assert violations(page) == []
    choose(page, "tool", "wipe")
    press(page, 0.65, 0.5)
    expect(page.locator(f"{INK}[data-tool=box]")).to_have_count(0)
    choose(page, "tool", "line")
    drag(page, (0.4, 0.4), (0.6, 0.4))
    expect(page.locator(INK)).to_have_count(3)
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_role("button", name="Tekening aanpassen")).to_be_focused()
    expect(page.locator("[data-changed]")).to_be_visible()
    assert [shape["tool"] for shape in kept()] == ["arrow", "box", "number"]
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    assert [shape["tool"] for shape in kept()] == ["arrow", "number", "line"]
    page.locator(".moment [data-seek]").click()
    expect(page.locator(f"{INK}[data-tool=line]")).to_have_count(1)
    page.locator("[data-revisions]").click()
    expect(page.locator(".revisions drawn-before .ink[data-tool=box]")).to_have_count(1)


def test_a_press_beside_every_shape_wipes_nothing(page: Page) -> None:
    change(page)
    choose(page, "tool", "wipe")
    press(page, 0.65, 0.2)
    expect(page.locator(INK)).to_have_count(3)
    press(page, 0.2, 0.8)
    expect(page.locator(f"{INK}[data-tool=number]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(f"{INK}[data-tool=number]")).to_have_count(1)


def test_keys_choose_a_shape_move_it_and_take_it_away(page: Page) -> None:
    change(page)
    for key in ("PageUp", "ArrowRight", "PageUp", "Delete"):
        page.keyboard.press(key)
    expect(page.locator(INK)).to_have_count(2)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    box, number = kept()
    assert (number, box["points"]) == (NUMBER, [pytest.approx([0.55, 0.5]), pytest.approx([0.85, 0.8])])


def test_left_as_it_was_nothing_changes(page: Page) -> None:
    change(page)
    page.get_by_role("button", name="Wis de tekening").click()
    expect(page.locator(INK)).to_have_count(0)
    page.get_by_role("button", name="Laat de tekening zoals die was").click()
    expect(page.locator("[data-changed]")).to_be_hidden()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    assert len(kept()) == 3


def test_a_mark_that_waits_keeps_its_own_drawing(page: Page) -> None:
    page.keyboard.press("d")
    drag(page, (0.2, 0.2), (0.6, 0.6))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    change(page)
    page.get_by_role("button", name="Wis de tekening").click()
    page.get_by_role("button", name="Klaar").click()
    drawn = page.locator("moment-composer").evaluate("composer => composer.drawing.length")
    assert drawn == 1


def test_a_drawing_that_was_changed_meanwhile_is_not_written_over_unsaid(page: Page, youssef: Person) -> None:
    change(page)
    choose(page, "tool", "wipe")
    press(page, 0.2, 0.8)
    page.get_by_role("button", name="Klaar").click()
    moment = db.session.query(Annotation).one()
    spot = (moment.kind, moment.span, moment.text)
    actions.edit(moment, *spot, by=viewer_of(youssef), details=Details(shapes=(ARROW,)))
    db.session.commit()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit [data-error]")).to_contain_text("Dit moment is intussen veranderd.")
    assert kept() == [ARROW]
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    assert kept() == [ARROW, BOX]
    told = [row.shapes for row in db.session.query(Revision).order_by(Revision.version)]
    assert told == [[ARROW, BOX, NUMBER], [ARROW]]


def test_without_a_line_the_drawing_that_is_there_is_not_lost(page: Page) -> None:
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    button = page.get_by_role("button", name="Tekening aanpassen")
    button.wait_for()
    page.context.set_offline(True)
    button.click()
    expect(page.locator("drawing-edit [data-fault]")).to_be_visible()
    expect(page.locator(".pens")).to_be_hidden()
    page.context.set_offline(False)
    assert len(kept()) == 3


def test_a_drawing_that_could_not_be_had_is_asked_again(page: Page) -> None:
    page.route("**/drawing", lambda route: route.fulfill(status=503))
    player = page.locator("practice-player")
    with page.expect_response("**/drawing"):
        player.evaluate("player => player.seek(5000)")
    rest(page, 200)
    page.unroute("**/drawing")
    player.evaluate("player => player.seek(20000)")
    player.evaluate("player => player.seek(5000)")
    expect(page.locator(INK)).to_have_count(3)


def test_a_drawing_that_is_changed_is_not_taken_away_as_was_first_chosen(page: Page) -> None:
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    away = page.get_by_label("Haal de tekening weg")
    away.check()
    page.get_by_role("button", name="Tekening aanpassen").click()
    page.get_by_role("button", name="Klaar").click()
    expect(away).not_to_be_checked()
