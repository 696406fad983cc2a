"""The studio in a browser: mark by keyboard, see a colleague's words arrive, keep one's own, and undo."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import SignIn
from tests.conftest import PASSWORD
from tests.feedback import conftest as rooms
from tests.media.conftest import ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.storage import storage

Mark = Callable[..., Annotation]
private, shared, mark = rooms.private, rooms.shared, rooms.mark
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


@pytest.fixture(scope="session")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of small film."""
    file = tmp_path_factory.mktemp("film") / "minute.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=5:d=60", "-c:v", "libx264", "-preset", "ultrafast")
    ffmpeg(*picture, "-pix_fmt", "yuv420p", "-g", "5", "-movflags", "+faststart", str(file))
    return file


@pytest.fixture
def deliver(minute: Path, tmp_path: Path) -> Callable[[Recording], None]:
    """Gives a recording its film, as the conversion does at its end."""

    def keep(recording: Recording) -> None:
        made = tmp_path / "made.mp4"
        made.write_bytes(minute.read_bytes())
        key, size = storage().keep(made)
        media.keep(recording.id, RenditionKind.DIRECT, key=key, media_type="video/mp4", size=size)
        recording.stage = Stage.READY
        media.announce(recording)
        db.session.commit()

    return keep


@pytest.fixture
def film(shared: Recording, deliver: Callable[[Recording], None]) -> int:
    """The id of the shared recording, ready to play."""
    deliver(shared)
    found = shared.id
    db.session.commit()
    return found


@pytest.fixture
def marked(film: int, youssef: Person, mark: Mark) -> int:
    """The id of a moment of Youssef's at 0:05."""
    found = mark(db.session.get_one(Recording, film), youssef).id
    db.session.commit()
    return found


def enter(page: Page, film: int, where: str = "") -> Page:
    """Opens the studio and waits until it plays and listens."""
    page.goto(f"/recordings/{film}{where}")
    page.wait_for_selector("live-updates[data-state=live]", state="attached")
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    return page


def at(page: Page, time: str) -> None:
    """Waits until the clock below the picture says so."""
    expect(page.locator("[data-now]")).to_have_text(time)


def test_a_moment_is_marked_by_keyboard_alone_and_a_colleague_sees_it_once(
    film: int, sanne: Person, youssef: Person, sign_in: SignIn
) -> None:
    mine, theirs = enter(sign_in(youssef), film, "?t=10"), enter(sign_in(sanne), film)
    at(mine, "0:10")
    for key in ("i", *["ArrowRight"] * 6, "o", "4"):
        mine.keyboard.press(key)
    mine.keyboard.type("Klik jij ook op k, l en ? als je typt")
    at(mine, "0:16")
    mine.keyboard.press("Enter")
    for page in (mine, theirs):
        expect(page.locator(".moment")).to_have_count(1)
        expect(page.locator(".moment .moment__time")).to_have_text("0:10–0:16")
        expect(page.locator("[data-count]")).to_have_text("1")
    expect(theirs.locator("[data-announce]")).to_have_text("Nieuw op 0:10: tip van Youssef Amrani")
    expect(theirs.locator(".tl__pin")).to_have_attribute("aria-label", re.compile("^Tip op 0:10–0:16, Youssef Amrani"))
    expect(mine.locator("#moment-text")).to_have_value("")


def test_the_player_waits_while_somebody_types_and_goes_on_when_it_is_sent(
    film: int, youssef: Person, sign_in: SignIn
) -> None:
    page = enter(sign_in(youssef), film)
    paused = "document.querySelector('video').paused"
    page.keyboard.press("k")
    page.wait_for_function(f"() => !{paused}")
    page.locator("#moment-text").press_sequentially("Je wacht")
    page.wait_for_function(f"() => {paused}")
    page.locator("#moment-text").press("Control+Enter")
    page.wait_for_function(f"() => !{paused}")


def test_what_was_half_written_is_there_again_with_its_place(film: int, youssef: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(youssef), film, "?t=20")
    page.keyboard.press("3")
    page.locator("#moment-text").fill("Wat dacht je toen")
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('studio-draft'))")
    enter(page, film)
    expect(page.locator("#moment-text")).to_have_value("Wat dacht je toen")
    expect(page.locator("[data-restored]")).to_be_visible()
    expect(page.locator("[name=kind][value=question]")).to_be_checked()
    at(page, "0:20")


def test_somebodys_typing_outlives_what_colleagues_do_to_the_same_moment(
    film: int, sanne: Person, youssef: Person, sign_in: SignIn, marked: int
) -> None:
    mine, theirs = enter(sign_in(sanne), film), enter(sign_in(youssef), film)
    mine.locator("summary.thread__open").click()
    mine.locator(".thread__form textarea").fill("Ik ben nog aan het")
    theirs.locator("summary.thread__open").click()
    theirs.locator(".thread__form textarea").fill("Ik voeg iets toe")
    theirs.locator(".thread__form button").click()
    expect(mine.locator(".reply")).to_have_count(1)
    expect(mine.locator(".thread__form textarea")).to_have_value("Ik ben nog aan het")
    expect(mine.locator(".thread__form textarea")).to_be_focused()
    expect(mine.locator(f"#moment-{marked}")).to_have_count(1)


def test_a_moment_is_edited_answered_removed_and_brought_back(
    film: int, sanne: Person, youssef: Person, sign_in: SignIn, marked: int
) -> None:
    maker, author = enter(sign_in(sanne), film, f"#moment-{marked}"), enter(sign_in(youssef), film)
    at(maker, "0:05")
    maker.locator(".acts [value=take_along]").click()
    expect(author.locator(".moment__answer")).to_have_text("De maker neemt dit mee")
    author.locator(".moment__more summary").click()
    author.locator("[data-edit]").click()
    author.locator(".edit [name=start]").fill("0:99")
    author.locator(".edit .button--second").click()
    expect(author.locator(".edit [data-error]")).to_have_text("Schrijf de tijd als 2:14.")
    author.locator(".edit [name=start]").fill("0:30")
    author.locator(".edit .button--second").click()
    expect(maker.locator(".moment__time")).to_have_text("0:30")
    author.locator(".moment__more summary").click()
    author.locator("[data-act=delete] button").click()
    expect(maker.locator(".moment")).to_have_count(0)
    expect(maker.locator("[data-empty]")).to_be_visible()
    author.get_by_role("button", name="Maak ongedaan").click()
    for page in (maker, author):
        expect(page.locator(".moment")).to_have_count(1)


def test_pins_are_walked_by_arrow_and_opened_by_enter(
    film: int, marked: int, youssef: Person, sign_in: SignIn, mark: Mark
) -> None:
    mark(db.session.get_one(Recording, film), youssef, start=40_000)
    page = enter(sign_in(youssef), film)
    page.locator(".tl__pin").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    at(page, "0:40")
    expect(page.locator(".moment.is-now .moment__time")).to_have_text("0:40")


def test_a_finger_finds_the_nearest_of_two_pins_that_stand_close(
    film: int, marked: int, youssef: Person, sign_in: SignIn, mark: Mark
) -> None:
    mark(db.session.get_one(Recording, film), youssef, start=9_000)
    page = sign_in(youssef)
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, film)
    first, second = (page.locator(".tl__pin").nth(at).bounding_box() for at in (0, 1))
    assert first is not None
    assert second is not None
    assert (first["width"], first["height"]) == (44, 44)
    assert second["x"] < first["x"] + 44
    page.mouse.click(first["x"] + 22 + 4, first["y"] + 22)
    at(page, "0:05")
    page.mouse.click(second["x"] + 22, second["y"] + 22)
    at(page, "0:09")


def test_the_film_begins_where_somebody_waits_for_it(
    shared: Recording, youssef: Person, sign_in: SignIn, deliver: Callable[[Recording], None]
) -> None:
    shared.stage, film = Stage.PROCESSING, shared.id
    db.session.commit()
    page = sign_in(youssef)
    page.goto(f"/recordings/{film}")
    page.wait_for_selector("live-updates[data-state=live]", state="attached")
    page.locator("#moment-text").fill("Al begonnen")
    deliver(shared)
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    expect(page.locator("live-film")).to_be_hidden()
    expect(page.locator("#moment-text")).to_have_value("Al begonnen")


def test_there_is_something_in_the_menu_on_every_screen(film: int, youssef: Person, sign_in: SignIn) -> None:
    page = sign_in(youssef)
    menu = page.get_by_label("Meer over deze video")
    for width, height in ((1440, 900), (1180, 820), (1024, 1366), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        enter(page, film)
        menu.click()
        expect(page.get_by_role("link", name="Iemand in beeld wil stoppen")).to_be_visible()


def test_who_loses_the_recording_loses_the_studio(film: int, sanne: Person, youssef: Person, sign_in: SignIn) -> None:
    maker, colleague = enter(sign_in(sanne), film), enter(sign_in(youssef), film)
    maker.get_by_label("Meer over deze video").click()
    maker.get_by_role("button", name="Stop met delen").click()
    expect(colleague.locator("studio-room")).to_have_count(0)
    expect(colleague.locator("h2")).to_have_text("Deze video is niet meer te zien")
    again = colleague.reload()
    assert again is not None
    assert again.status == 404
    expect(maker.locator(".studio__who")).to_contain_text("Alleen jij ziet dit")


def test_who_is_no_longer_signed_in_reads_so_and_goes_on_with_the_same_words_after_signing_in_elsewhere(
    film: int, youssef: Person, sign_in: SignIn
) -> None:
    email = youssef.email
    page = enter(sign_in(youssef), film)
    page.locator("#moment-text").fill("Je wacht tot zij klaar is")
    page.context.clear_cookies()
    page.locator(".composer__send").click()
    alarm = page.locator("[data-alarm=signed-out]")
    expect(alarm).to_be_visible()
    expect(page.locator("[data-alarm=failed]")).to_be_hidden()
    with page.context.expect_page() as opened:
        alarm.locator("a").click()
    elsewhere = opened.value
    elsewhere.fill("[name=email]", email)
    elsewhere.fill("[name=password]", PASSWORD)
    elsewhere.press("[name=password]", "Enter")
    elsewhere.wait_for_url("**/start")
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(alarm).to_be_hidden()
    expect(page.locator(".moment__text")).to_have_text("Je wacht tot zij klaar is")
