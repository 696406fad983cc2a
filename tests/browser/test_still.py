"""The picture of the film kept with a moment, in a browser: by keys and pointer, without a line, changed and undone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import marking, numbered
from tests.browser.marking import TEXT, Desk, enter, placed, prefer
from tests.browser.test_every_page import violations
from tests.feedback import conftest as rooms
from tests.feedback import seeing as scene
from tests.feedback.seeing import RATE, Filmed
from tests.kept import path_of
from tests.media.conftest import engine
from tests.running import until
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.jobs.models import Queue
from wpl_platform.media.models import Recording, Rendition, RenditionKind

private, shared, counted, give = rooms.private, rooms.shared, scene.counted, scene.film
chromium, address, desk = marking.chromium, marking.address, marking.desk
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

PICTURE, LARGE, CHOICE = ".moment a[data-still]", "still-viewer dialog", "still-choice input"


@pytest.fixture
def film(shared: Recording, give: Filmed) -> int:
    """The id of a shared recording of numbered pictures, that plays as it came."""
    made: Rendition = give(shared)
    made.kind, made.name = RenditionKind.DIRECT, RenditionKind.DIRECT.value
    found = shared.id
    db.session.commit()
    return found


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef at his desk, in the studio, at ten seconds."""
    return enter(desk(youssef), film, "?t=10")


def stills() -> list[tuple[int, str]]:
    """What the server holds: where each picture is taken, and how far it is."""
    db.session.rollback()
    found = [(each.at_ms, str(each.stage)) for each in db.session.query(Still).order_by(Still.id)]
    db.session.rollback()
    return found


def taken(*places: int) -> None:
    """Waits until the server knows of these, and takes them; each is the very picture of its ms."""
    until(lambda: [at for at, _stage in stills()] == list(places), f"not asked: {places}")
    engine().work_through(Queue.SHORT)
    assert stills() == [(at, StillStage.READY) for at in places]
    for still in db.session.query(Still):
        assert numbered.read(path_of(still.key or "")) == [still.at_ms * RATE // 1000]
    db.session.rollback()


def test_a_key_keeps_the_picture_that_stands_on_the_screen(page: Page, desk: Desk, sanne: Person, film: int) -> None:
    colleague = enter(desk(sanne), film)
    page.keyboard.press("Shift+b")
    expect(page.locator(CHOICE)).to_be_checked()
    expect(page.locator("moment-composer [data-status]")).to_have_text("Het beeld hier gaat mee.")
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Kijk")
    page.keyboard.press("Enter")
    placed(page, 1)
    expect(page.locator(".moment")).to_contain_text("Het beeld wordt gemaakt.")
    expect(page.locator(CHOICE)).not_to_be_checked()
    taken(10_000)
    for each in (page, colleague):
        picture = each.locator(f"{PICTURE} img")
        expect(picture).to_have_attribute("alt", "Beeld uit de video op 0:10")
        expect(picture).to_have_attribute("loading", "lazy")
        each.wait_for_function("() => document.querySelector('.moment a[data-still] img').naturalWidth === 320")


def test_a_mark_that_waits_gets_its_own_picture_and_the_film_stands_there(page: Page) -> None:
    prefer(page, lead_in_ms=2_000)
    page.keyboard.press("m")
    page.keyboard.type("Hier")
    page.locator("practice-player").evaluate("player => player.seek(15000)")
    page.keyboard.press("Alt+Shift+KeyB")
    page.wait_for_function("() => document.querySelector('practice-player').now === 10000")
    expect(page.locator(TEXT)).to_have_value("Hier")
    page.keyboard.press("Enter")
    placed(page, 1)
    taken(10_000)


def test_asked_and_not_after_all(page: Page) -> None:
    page.keyboard.press("m")
    page.get_by_role("checkbox", name="Beeld erbij").check(force=True)
    page.get_by_role("checkbox", name="Beeld erbij").uncheck(force=True)
    page.locator(".composer__send").click()
    placed(page, 1)
    assert stills() == []


def test_it_opens_large_closes_with_escape_and_plays_its_moment(page: Page) -> None:
    page.keyboard.press("Shift+b")
    page.keyboard.press("Enter")
    placed(page, 1)
    taken(10_000)
    page.locator("practice-player").evaluate("player => player.seek(2000)")
    page.locator(PICTURE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(LARGE)).to_be_visible()
    expect(page.locator(f"{LARGE} h2")).to_have_text("Observatie · Jij · 0:10")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(LARGE)).to_be_hidden()
    expect(page.locator(PICTURE)).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Speel dit moment af").click()
    expect(page.locator(LARGE)).to_be_hidden()
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.wait_for_function("() => document.querySelector('practice-player').now >= 10000")
    assert page.locator("practice-player").evaluate("player => player.now") < 19_000


def test_without_a_line_it_is_asked_later_and_survives_a_closed_tab(page: Page, film: int) -> None:
    page.keyboard.press("Shift+b")
    page.keyboard.type("Straks")
    page.wait_for_function(
        "() => Object.entries(localStorage).some(([name, kept]) => name.includes('draft') && kept.includes('Straks'))"
    )
    enter(page, film)
    expect(page.locator(CHOICE)).to_be_checked()
    page.context.set_offline(True)
    page.locator(TEXT).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-waiting]")).to_have_text("1 moment wacht op internet.")
    assert stills() == []
    page.context.set_offline(False)
    placed(page, 1)
    taken(10_000)
    expect(page.locator(PICTURE)).to_be_visible()


def test_it_is_added_taken_away_and_had_back_from_the_menu(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    placed(page, 1)
    page.locator(".moment__more summary").click()
    page.locator(".moment__more").get_by_role("button", name="Beeld erbij").click()
    taken(10_000)
    expect(page.locator(PICTURE)).to_be_visible()
    page.locator(".moment__more summary").click()
    page.get_by_role("button", name="Haal het beeld weg").click()
    expect(page.locator(PICTURE)).to_have_count(0)
    page.locator(".toast", has_text="Het beeld is weg.").get_by_role("button", name="Maak ongedaan").click()
    taken(10_000)
    expect(page.locator(PICTURE)).to_be_visible()


def test_a_moment_that_is_changed_keeps_it_and_one_that_is_put_elsewhere_gets_another(page: Page) -> None:
    page.keyboard.press("Shift+b")
    page.keyboard.press("Enter")
    placed(page, 1)
    taken(10_000)
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    expect(page.get_by_label("Beeld uit de video erbij")).to_be_checked()
    page.locator(".edit [name=start]").fill("0:12")
    page.get_by_role("button", name="Bewaar").click()
    taken(12_000)
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    page.get_by_label("Beeld uit de video erbij").uncheck()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit")).to_have_count(0)
    assert stills() == []
    page.locator("[data-revisions]").click()
    expect(page.locator(".revisions li").first).to_contain_text("Met beeld.")


def test_written_at_again_it_stays_unless_it_is_taken_out(page: Page) -> None:
    page.keyboard.press("Shift+b")
    page.keyboard.press("Enter")
    placed(page, 1)
    taken(10_000)
    page.keyboard.press("Enter")
    page.keyboard.type("Toch woorden")
    page.keyboard.press("Enter")
    expect(page.locator(".moment__text")).to_have_text("Toch woorden")
    assert stills() == [(10_000, StillStage.READY)]
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+Shift+KeyB")
    page.keyboard.press("Enter")
    until(lambda: stills() == [], "it stays")


def test_a_drawing_lies_on_it(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+KeyB")
    page.keyboard.press("Enter")
    placed(page, 1)
    taken(10_000)
    expect(page.locator("moment-still svg.ink-sheet .ink")).to_have_count(1)
    small = page.locator("moment-still").evaluate(
        """still => {
          const box = (name) => still.querySelector(name).getBoundingClientRect();
          const [one, other] = [box("img"), box("svg.ink-sheet")];
          return ["left", "top", "right", "bottom"].map((side) => Math.abs(one[side] - other[side]));
        }"""
    )
    assert max(small) < 1
    page.locator(PICTURE).click()
    expect(page.locator(f"{LARGE} svg.ink-sheet .ink")).to_have_count(1)


def test_its_key_can_be_changed(page: Page) -> None:
    prefer(page, keys={"still": "b"})
    page.keyboard.press("m")
    page.keyboard.type("b")
    expect(page.locator(CHOICE)).not_to_be_checked()
    page.keyboard.press("Alt+KeyB")
    expect(page.locator(CHOICE)).to_be_checked()
