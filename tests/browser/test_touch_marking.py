"""Marking in the studio by touch alone: labels, forms, for whom, whom one means, a voice, undo and what one likes."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from tests.browser import test_marking_forms as forms
from tests.browser import test_spoken as spoken
from tests.browser.marking import TEXT, Desk, enter, moments, placed, play
from tests.browser.phones import finger, wrong_for_a_finger
from tests.browser.serving import rest
from tests.browser.test_marking_forms import labels
from tests.browser.test_marking_offline import answering
from tests.browser.test_marking_phone import touch as hold
from tests.browser.test_spoken import DROP, KEPT, MIC, STOP
from tests.browser.test_timeline_touch import touch
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, Visibility

chromium, guide = spoken.chromium, forms.guide
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
THUMB_PX = 48


@pytest.fixture
def page(desk: Desk, youssef: Person, guide: None, film: int) -> Page:
    """Youssef with his phone, in the studio, at ten seconds."""
    return enter(desk(youssef, phone=True), film, "?t=10")


def thumb(what: Locator) -> None:
    """A tap on what the studio makes larger than elsewhere."""
    finger(what, THUMB_PX)


def go(page: Page) -> Locator:
    return page.locator(".composer__go")


def send(page: Page) -> Locator:
    return page.locator(".composer__send")


def stroke(page: Page, by: int) -> None:
    """A finger takes the grip of the sheet so many px down."""
    box = page.locator(".sheet__grip").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch(page.context.new_cdp_session(page), *([(x, y + by * step / 4)] for step in range(5)))


def test_a_kind_is_held_and_labels_a_form_a_name_and_who_may_see_it_are_tapped(page: Page) -> None:
    play(page)
    hold(page, ".chip[data-press=question]", 1_000)
    page.keyboard.type("Zag jij dit @sa")
    name = page.locator(".mention")
    expect(name).to_have_text("Sanne Visser")
    finger(name)
    expect(page.locator(TEXT)).to_have_value("Zag jij dit @Sanne Visser ")
    expect(page.locator(TEXT)).to_be_focused()
    expect(page.locator(".composer__extra :checked")).to_have_count(0)
    finger(page.locator(".labels label", has_text="Stilte"))
    finger(page.locator(".labels label", has_text="Humor"))
    finger(page.locator(".labels label", has_text="Humor"))
    finger(page.get_by_title("Vorm van je feedback"))
    finger(page.locator(".composer__form .menu").get_by_role("button", name="SBI"))
    finger(page.get_by_label("Gedrag"))
    page.keyboard.type("Zij wacht")
    finger(page.locator(".composer__private"))
    expect(page.get_by_label("Alleen voor mij")).to_be_checked()
    thumb(send(page))
    placed(page, 1)
    [(kind, start, end, _)] = moments()
    assert kind == "question"
    assert end is not None
    assert end - start > 500
    assert labels() == {"Stilte"}
    db.session.rollback()
    assert db.session.scalars(select(Annotation.visibility)).all() == [Visibility.PRIVATE]
    db.session.rollback()


def test_begin_and_end_are_tapped_it_is_let_go_of_taken_back_and_placed_again(page: Page) -> None:
    thumb(go(page))
    finger(page.get_by_role("button", name="Sluit"))
    expect(page.locator("[data-hint]")).to_be_hidden()
    finger(page.get_by_role("button", name="Begin hier"))
    finger(page.get_by_role("button", name="5 seconden vooruit"))
    finger(page.get_by_role("button", name="Eind hier"))
    finger(page.locator(TEXT))
    page.keyboard.type("Zo lang")
    finger(page.get_by_role("button", name="Toch niet"))
    expect(send(page)).to_be_hidden()
    finger(page.get_by_role("button", name="Maak ongedaan").last)
    expect(page.locator(TEXT)).to_have_value("Zo lang")
    thumb(send(page))
    placed(page, 1)
    assert moments() == [("observation", 10_000, 15_000, "Zo lang")]
    finger(page.get_by_role("button", name="Maak ongedaan").last)
    expect(page.locator(TEXT)).to_have_value("Zo lang")
    placed(page, 0)
    thumb(send(page))
    placed(page, 1)
    page.locator(".moment__text").tap()
    finger(page.get_by_label("Meer bij het kijken"))
    finger(page.locator(".deck__more > .menu").get_by_role("button", name="Herhaal dit moment"))
    expect(page.locator(".scrub__loop")).to_be_visible()


def test_the_sheet_comes_up_and_goes_down_and_a_draft_is_wiped(page: Page, film: int) -> None:
    sheet = page.locator("moment-composer.is-open")
    thumb(page.locator(TEXT))
    expect(sheet).to_have_count(1)
    page.touchscreen.tap(200, 120)
    expect(sheet).to_have_count(0)
    stroke(page, -60)
    expect(page.locator(TEXT)).to_be_focused()
    stroke(page, 60)
    expect(page.locator(TEXT)).not_to_be_focused()
    expect(sheet).to_have_count(0)
    stroke(page, 0)
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Half")
    rest(page, 700)
    enter(page, film)
    expect(page.locator(TEXT)).to_have_value("Half")
    finger(page.get_by_role("button", name="Wis het"))
    expect(page.locator(TEXT)).to_have_value("")


def test_what_waits_for_internet_is_changed_and_taken_away_and_what_is_refused_as_well(page: Page) -> None:
    page.context.set_offline(True)
    thumb(go(page))
    thumb(send(page))
    waits = page.locator(".moment--waits")
    finger(waits.get_by_role("button", name="Bewerk"))
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Nu met woorden")
    thumb(send(page))
    expect(waits.locator(".moment__text")).to_have_text("Nu met woorden")
    finger(waits.get_by_role("button", name="Verwijder"))
    expect(waits).to_have_count(0)
    thumb(go(page))
    page.keyboard.type("De eerste")
    thumb(page.locator(".chip[data-press=strength]"))
    thumb(send(page))
    thumb(go(page))
    page.keyboard.type("De tweede")
    answering(page, 422, {"error": "Dat gaat niet."})
    page.context.set_offline(False)
    finger(page.locator(".outbox__item").get_by_role("button", name="Gooi weg"))
    expect(page.locator(".outbox__item")).to_have_count(0)
    expect(page.locator(TEXT)).to_have_value("De tweede")


def test_somebody_speaks_throws_it_away_films_and_places_it(page: Page) -> None:
    finger(page.locator(MIC))
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "recording")
    finger(page.locator(STOP))
    expect(page.locator(KEPT)).to_be_visible()
    finger(page.locator(DROP))
    expect(page.locator(KEPT)).to_have_count(0)
    thumb(go(page))
    finger(page.get_by_role("button", name="Film jezelf"))
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "recording")
    page.wait_for_timeout(1_200)
    finger(page.locator(STOP))
    expect(page.locator(".spoken__film")).to_be_visible()
    thumb(send(page))
    placed(page, 1)


def test_how_one_marks_is_chosen_without_a_key(page: Page) -> None:
    finger(page.get_by_label("Meer over deze video"))
    finger(page.locator(".studio__head .menu").get_by_role("button", name="Toetsen en markeren"))
    likes = page.locator("dialog.keys")
    assert wrong_for_a_finger(likes.get_by_label("Een markering begint zo lang voor je drukt")) == ""
    finger(likes.locator("label", has_text="Kijk ik verder"))
    finger(likes.locator("label", has_text="De film wacht terwijl ik schrijf"))
    finger(likes.get_by_role("button", name="Sluit"))
    expect(likes).to_be_hidden()
    thumb(go(page))
    placed(page, 1)
