"""Marking with one thumb: a tap on the big button or on a kind marks, holding it marks a range, either way up."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.marking import TEXT, Desk, enter, hands, moments, placed, play, prefer, watch_hands
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, Visibility

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
THUMB_PX = 48


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef with his phone, in the studio, at ten seconds."""
    return enter(desk(youssef, phone=True), film, "?t=10")


def touch(page: Page, selector: str, ms: int) -> None:
    """A finger that stays down for a while."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(ms)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_first_moment_takes_a_tap_words_and_a_tap(page: Page) -> None:
    play(page)
    page.locator(".composer__go").tap()
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Je wacht tot zij klaar is")
    page.locator(".composer__send").tap()
    placed(page, 1)
    [(kind, _, end, words)] = moments()
    assert (kind, end, words) == ("observation", None, "Je wacht tot zij klaar is")


def test_a_tap_on_a_kind_marks_with_that_kind(page: Page) -> None:
    page.locator(".chip[data-press=strength]").tap()
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Rustig")
    page.locator(".chip[data-press=question]").tap()
    page.locator(".composer__send").tap()
    placed(page, 1)
    assert moments() == [("question", 10_000, None, "Rustig")]


def test_a_finger_that_stays_down_marks_a_range(page: Page) -> None:
    prefer(page, lead_in_ms=1_000)
    play(page)
    watch_hands(page)
    touch(page, ".composer__go", 1_200)
    before, after = hands(page)
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Zo lang")
    page.locator(".composer__send").tap()
    placed(page, 1)
    [(_, start, end, _)] = moments()
    assert end is not None
    assert abs(start - (before - 1_000)) < 600
    assert abs(end - after) < 600


def test_enter_is_a_new_line_under_a_thumb(page: Page) -> None:
    page.locator(".composer__go").tap()
    page.keyboard.type("Een")
    page.keyboard.press("Enter")
    page.keyboard.type("twee")
    page.locator(".composer__send").tap()
    placed(page, 1)
    assert moments()[0][3] == "Een\ntwee"


def test_what_marks_is_large_and_within_reach_of_a_thumb(page: Page) -> None:
    go = page.locator(".composer__go").bounding_box()
    assert go is not None
    assert go["height"] >= 56
    assert go["y"] + go["height"] > 844 - 56
    page.locator(".composer__go").tap()
    for button in page.locator(".composer :is(.chip, button, .composer__private, summary):visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= THUMB_PX - 4, button.inner_text()


def test_a_closed_sheet_says_that_the_next_mark_is_private_and_lets_go_of_that(page: Page, film: int) -> None:
    page.locator(".composer__go").tap()
    page.get_by_label("Alleen voor mij").check()
    page.locator(".composer__send").tap()
    placed(page, 1)
    expect(page.get_by_text("Geplaatst op 0:10, alleen voor jou")).to_be_visible()
    private = page.get_by_text("Alleen jij ziet wat je nu markeert.")
    expect(private).to_be_visible()
    go = page.get_by_role("button", name="Markeer alleen voor jou")
    expect(go.locator("svg:visible")).to_have_count(1)
    go.tap()
    expect(page.get_by_text("Alleen jij ziet dit.").locator("visible=true").first).to_be_visible()
    page.locator(".composer__send").tap()
    placed(page, 2)
    again = page.get_by_role("button", name="Toch voor iedereen")
    box = again.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PX
    again.tap()
    expect(private).to_be_hidden()
    expect(page.get_by_role("button", name="Markeer", exact=True)).to_be_visible()
    page.locator(".composer__go").tap()
    page.locator(".composer__send").tap()
    placed(page, 3)
    db.session.rollback()
    assert db.session.scalars(select(Annotation.visibility).order_by(Annotation.id)).all() == [
        Visibility.PRIVATE,
        Visibility.PRIVATE,
        Visibility.SHARED,
    ]
    db.session.rollback()


def test_a_phone_on_its_side_gives_film_and_mark(page: Page) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    picture, go = page.locator("video").bounding_box(), page.locator(".composer__go").bounding_box()
    assert picture is not None
    assert go is not None
    assert go["x"] >= picture["x"] + picture["width"] - 1
    assert go["y"] + go["height"] <= 390
    page.locator(".composer__go").tap()
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Op zijn kant")
    send = page.locator(".composer__send").bounding_box()
    assert send is not None
    assert send["y"] + send["height"] <= 390
    page.locator(".composer__send").tap()
    placed(page, 1)
