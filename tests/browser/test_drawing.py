"""Drawing on the picture: by pointer, finger and keys; undone, kept with the moment, and shown to who plays it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_studio as studio
from tests.browser.serving import SignIn, rest
from tests.browser.test_every_page import violations
from tests.browser.test_studio import enter
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, Drawing

private, shared, mark = studio.private, studio.shared, studio.mark
minute, deliver, film, marked = studio.minute, studio.deliver, studio.film, studio.marked
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

Mark = Callable[..., Annotation]


def choose(page: Page, what: str, value: str) -> None:
    """Takes another pen."""
    page.locator(f".pens [name=draw-{what}][value={value}]").check(force=True)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draws from one place on the picture to another, in shares of it."""
    box = page.locator("svg.paper").bounding_box()
    assert box is not None
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def kept() -> list[dict[str, Any]]:
    """The shapes of the only drawing there is."""
    found = db.session.query(Drawing).one().shapes
    db.session.rollback()
    return found


def test_an_arrow_is_drawn_undone_drawn_again_and_seen_by_a_colleague_when_it_plays(
    film: int, sign_in: SignIn, youssef: Person, sanne: Person
) -> None:
    colleague = enter(sign_in(sanne), film)
    page = enter(sign_in(youssef), film)
    page.keyboard.press("d")
    drag(page, (0.25, 0.25), (0.5, 0.75))
    choose(page, "tool", "ellipse")
    choose(page, "colour", "violet")
    drag(page, (0.1, 0.1), (0.3, 0.3))
    expect(page.locator(".paper .ink")).to_have_count(2)
    assert violations(page) == []
    page.keyboard.press("Control+z")
    expect(page.locator(".paper .ink")).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".paper .ink")).to_have_count(2)
    page.get_by_role("button", name="Klaar").click()
    page.keyboard.type("Kijk hier")
    page.keyboard.press("Enter")
    expect(page.locator(".moment__marks")).to_contain_text("Met tekening")
    arrow, ellipse = kept()
    assert (arrow["tool"], arrow["colour"], ellipse["colour"]) == ("arrow", "yellow", "violet")
    assert arrow["points"] == [pytest.approx([0.25, 0.25], abs=0.01), pytest.approx([0.5, 0.75], abs=0.01)]
    expect(colleague.locator(".paper .ink")).to_have_count(2)
    colleague.locator("practice-player").evaluate("player => player.seek(30000)")
    expect(colleague.locator(".paper .ink")).to_have_count(0)
    colleague.locator("[data-seek]").click()
    expect(colleague.locator(".paper .ink")).to_have_count(2)


def test_keys_alone_put_a_shape_move_it_and_change_its_size(film: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), film)
    for key in ("d", "Enter", "ArrowRight", "ArrowRight", "Shift+ArrowDown", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("moment-composer textarea").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".moment__marks")).to_contain_text("Met tekening")
    (shape,) = kept()
    assert shape["points"] == [pytest.approx([0.5, 0.4]), pytest.approx([0.7, 0.65])]


def test_a_half_made_drawing_survives_a_closed_tab(film: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), film)
    page.keyboard.press("d")
    drag(page, (0.2, 0.2), (0.6, 0.6))
    rest(page, 600)
    again = page.context.new_page()
    page.close(run_before_unload=False)
    enter(again, film)
    again.keyboard.press("d")
    expect(again.locator(".paper .ink")).to_have_count(1)


def test_a_drawing_lies_on_the_picture_at_any_size(film: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), film)
    page.keyboard.press("d")
    for width, height in ((1440, 900), (390, 844), (1024, 1366)):
        page.set_viewport_size({"width": width, "height": height})
        rest(page, 300)
        inside = page.evaluate(
            """() => {
              const paper = document.querySelector("svg.paper").getBoundingClientRect();
              const film = document.querySelector("video").getBoundingClientRect();
              const ratio = 160 / 90;
              const wide = Math.min(film.width, film.height * ratio);
              return [Math.abs(paper.width - wide), Math.abs(paper.height - wide / ratio),
                Math.abs(paper.left + paper.width / 2 - film.left - film.width / 2)];
            }"""
        )
        assert max(inside) < 1.5, (width, inside)


def test_what_is_drawn_belongs_to_the_picture_of_its_mark_and_can_be_taken_away(
    film: int, sign_in: SignIn, youssef: Person
) -> None:
    page = enter(sign_in(youssef), film)
    page.locator("practice-player").evaluate("player => player.seek(5000)")
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    page.locator("practice-player").evaluate("player => player.seek(20000)")
    page.keyboard.press("d")
    page.wait_for_function("() => document.querySelector('practice-player').now === 5000")
    drag(page, (0.2, 0.2), (0.6, 0.6))
    page.get_by_role("button", name="Klaar").click()
    page.keyboard.press("Enter")
    expect(page.locator(".moment__marks")).to_contain_text("Met tekening")
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    page.get_by_label("Haal de tekening weg").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".moment__text")).to_have_text("Gemarkeerd, nog zonder woorden.")
    expect(page.locator(".paper .ink")).to_have_count(0)


def drawn(page: Page) -> list[dict[str, Any]]:
    """The shapes of the mark that waits."""
    found: list[dict[str, Any]] = page.locator("moment-composer").evaluate("composer => composer.drawing")
    return found


def test_a_drawing_stays_within_what_the_server_keeps(film: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), film)
    page.keyboard.press("d")
    drag(page, (0.123456789, 0.1), (0.7, 0.7))
    assert all(round(share, 4) == share for point in drawn(page)[0]["points"] for share in point)
    choose(page, "tool", "number")
    page.locator("frame-drawing").evaluate(
        "sheet => sheet.begin([{ tool: 'number', colour: 'teal', points: [[0.5, 0.5]], number: 99 }])"
    )
    page.keyboard.press("Enter")
    assert [shape["number"] for shape in drawn(page)] == [99, 99]
    for _ in range(62):
        page.keyboard.press("Enter")
    assert len(drawn(page)) == 60
    expect(page.locator(".toast", has_text="De tekening is vol")).to_be_visible()


def test_a_drawing_that_is_wiped_after_its_moment_was_placed_is_gone(
    film: int, sign_in: SignIn, youssef: Person
) -> None:
    page = enter(sign_in(youssef), film)
    page.keyboard.press("d")
    drag(page, (0.2, 0.2), (0.6, 0.6))
    page.get_by_role("button", name="Klaar").click()
    page.keyboard.type("Kijk hier")
    page.keyboard.press("Enter")
    expect(page.locator(".moment__marks")).to_contain_text("Met tekening")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Teken op het beeld").click()
    page.get_by_role("button", name="Wis de tekening").click()
    page.get_by_role("button", name="Klaar").click()
    page.locator("moment-composer form").evaluate("form => form.requestSubmit()")
    expect(page.locator(".moment__marks")).to_have_count(0)
    expect(page.locator(".moment__text")).to_have_text("Kijk hier")
