"""Feedback that is said or filmed in the studio: with a microphone and a camera that Chromium makes up."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import marking
from tests.browser.marking import Desk, enter, moments, playing
from tests.browser.recording import FAKE
from tests.browser.serving import rest
from tests.feedback import conftest as rooms
from tests.media.conftest import engine
from tests.running import until
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.spoken_models import Spoken, SpokenStage
from wpl_platform.jobs.models import Queue

private, shared = rooms.private, rooms.shared
minute, film, address, desk = marking.minute, marking.film, marking.address, marking.desk
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

MIC, CAMERA = "[data-speak=sound]", "[data-speak=film]"
STOP, DROP, KEPT = "[data-spoken=stop]", "[data-spoken=drop]", "spoken-note[data-state=kept]"
PLACE = ".composer__send"
REFUSING = """navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "%s"); };"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium with a camera and a microphone that it makes up."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FAKE)
        yield browser
        browser.close()


@pytest.fixture
def page(desk: Desk, youssef: Person, film: int) -> Page:
    """Youssef at his desk, in the studio, at ten seconds."""
    return enter(desk(youssef), film, "?t=10")


def record(page: Page, what: str = MIC, seconds: float = 1.5) -> None:
    """Records for so long."""
    page.click(what)
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "recording")
    page.wait_for_timeout(1000 * seconds)


def said() -> list[tuple[str, str]]:
    """What the server holds: of what kind, and how far it is."""
    db.session.rollback()
    found = [(str(each.kind), str(each.stage)) for each in db.session.query(Spoken).order_by(Spoken.id)]
    db.session.rollback()
    return found


def test_on_a_phone_one_speaks_with_the_sheet_closed(desk: Desk, youssef: Person, film: int) -> None:
    page = enter(desk(youssef, phone=True), film, "?t=10")
    expect(page.locator(CAMERA)).to_be_hidden()
    box = page.locator(MIC).bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    page.locator(MIC).tap()
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "recording")
    expect(page.locator(STOP)).to_be_in_viewport()
    page.locator(STOP).tap()
    expect(page.locator(KEPT)).to_be_visible()
    expect(page.get_by_role("button", name="Plaats op 0:10")).to_be_visible()


def arrives(kind: str = "sound") -> None:
    """Waits until the server has it, and makes it ready."""
    until(lambda: said() == [(kind, SpokenStage.PROCESSING)], "the recording does not arrive")
    engine().work_through(Queue.SHORT)
    assert said() == [(kind, SpokenStage.READY)]


def test_somebody_says_what_they_saw_hears_it_back_and_places_it(page: Page) -> None:
    record(page)
    expect(page.locator("spoken-note [data-time]")).to_have_text(re.compile(r"0:(0[1-9]|[1-5]\d)"))
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    expect(page.locator("spoken-note audio")).to_be_visible()
    length = "() => document.querySelector('spoken-note audio').duration"
    page.wait_for_function(f"() => Number.isFinite(({length})())")
    assert page.evaluate(length) > 1
    page.click(PLACE)
    expect(page.locator(".moment")).to_have_count(1)
    arrives()
    heard = page.locator(".moment spoken-player audio")
    expect(heard).to_be_visible()
    page.locator(".moment [data-seek]").click()
    rest(page, 500)
    assert heard.evaluate("audio => audio.paused && audio.currentTime === 0"), "it plays by itself"
    heard.evaluate("audio => audio.play()")
    page.wait_for_function("() => document.querySelector('.moment audio').currentTime > 0.3")
    assert [words for *_, words in moments()] == [""]
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "idle")


def test_somebody_films_themselves(page: Page) -> None:
    record(page, CAMERA)
    expect(page.locator("[data-mirror]")).to_be_visible()
    page.click(STOP)
    expect(page.locator("spoken-note video[data-heard]")).to_be_visible()
    page.click(PLACE)
    arrives("film")
    seen = page.locator(".moment spoken-player video")
    expect(seen).to_be_visible()
    assert seen.evaluate("video => video.paused")
    page.wait_for_function("() => document.querySelector('.moment video').videoHeight > 0")


def test_the_film_waits_while_somebody_speaks(page: Page) -> None:
    marking.play(page)
    record(page)
    assert not playing(page)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    page.click(PLACE)
    page.wait_for_function("() => !document.querySelector('practice-player video').paused")


def test_placing_ends_what_is_being_recorded(page: Page) -> None:
    record(page)
    page.click(PLACE)
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "idle")
    arrives()


def test_what_was_said_survives_a_crash(page: Page, film: int) -> None:
    record(page)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    rest(page, 500)
    again = page.context.new_page()
    page.close()
    enter(again, film)
    expect(again.locator(KEPT)).to_be_visible()
    again.click(PLACE)
    arrives()


def test_what_is_being_said_survives_a_crash(page: Page, film: int) -> None:
    record(page, seconds=6)
    again = page.context.new_page()
    page.close()
    enter(again, film)
    expect(again.locator(KEPT)).to_be_visible()
    again.click(PLACE)
    arrives()
    (length,) = db.session.query(Spoken.duration_ms).one()
    assert length is not None
    assert length > 1_900


def test_what_was_said_without_a_line_waits_and_comes_in_once(page: Page) -> None:
    page.context.set_offline(True)
    record(page)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    page.click(PLACE)
    expect(page.locator("[data-waiting]")).to_have_text("1 moment wacht op internet.")
    assert said() == []
    page.context.set_offline(False)
    expect(page.locator(".moment")).to_have_count(1)
    arrives()


def test_a_recording_waits_for_a_line_that_went_away_after_its_moment(page: Page, film: int) -> None:
    page.route("**/spoken/*", lambda route: route.abort())
    record(page)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    page.click(PLACE)
    expect(page.locator("[data-waits]")).to_have_text("1 opname wacht op internet.")
    expect(page.locator(".moment")).to_contain_text("De opname is onderweg.")
    again = page.context.new_page()
    page.close()
    enter(again, film)
    arrives()


def test_a_recording_is_thrown_away_and_made_again(page: Page) -> None:
    record(page)
    page.click(STOP)
    page.click(DROP)
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "idle")
    expect(page.locator(MIC)).to_be_focused()
    record(page, CAMERA)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    page.click(PLACE)
    arrives("film")


@pytest.mark.parametrize(
    ("fault", "button", "words"),
    [
        ("NotAllowedError", MIC, "Je browser mag je microfoon niet gebruiken."),
        ("NotFoundError", MIC, "Er is geen microfoon gevonden."),
        ("NotReadableError", CAMERA, "Je camera wil niet."),
    ],
)
def test_what_cannot_be_recorded_is_said(page: Page, film: int, fault: str, button: str, words: str) -> None:
    page.add_init_script(REFUSING % fault)
    enter(page, film)
    page.click(button)
    expect(page.locator("spoken-note [data-fault]")).to_contain_text(words)
    expect(page.locator("spoken-note")).to_have_attribute("data-state", "idle")
    expect(page.locator(".moment")).to_have_count(0)


def test_it_stops_by_itself_at_its_longest(page: Page) -> None:
    page.route(
        "**/take-recorder.js",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("sound: 180_000", "sound: 2_000"), content_type="text/javascript"
        ),
    )
    page.reload()
    page.click(MIC)
    expect(page.locator(KEPT)).to_be_visible()


def test_what_is_said_for_oneself_can_be_heard_without_asking_again(page: Page) -> None:
    page.locator("[name=visibility]").check(force=True)
    record(page)
    page.click(STOP)
    expect(page.locator(KEPT)).to_be_visible()
    page.click(PLACE)
    expect(page.locator(".moment[data-private]")).to_have_count(1)
    arrives()
    expect(page.locator(".moment audio")).to_be_visible()
