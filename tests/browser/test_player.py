"""The player of the studio: faster and back, again and again, louder, larger, and where one was."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.serving import SignIn
from tests.feedback import conftest as rooms
from tests.media.playlists import keep_playlists, make_playlists
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media.models import Recording

private, shared, mark = rooms.private, rooms.shared, rooms.mark
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SECONDS, RATE = 60, 10
VIDEO = "document.querySelector('video')"
PLAYER = "document.querySelector('practice-player')"
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def playlists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of film with a tone, ten pictures a second."""
    return make_playlists(tmp_path_factory.mktemp("playlists") / "made", SECONDS)


@pytest.fixture
def film(shared: Recording, playlists: Path) -> int:
    """The id of the shared recording, ready in two heights."""
    shared.duration_ms, shared.frame_rate, shared.width, shared.height = SECONDS * 1000, RATE, 320, 180
    keep_playlists(shared, playlists)
    found = shared.id
    db.session.commit()
    return found


@pytest.fixture
def page(film: int, youssef: Person, sign_in: SignIn) -> Page:
    """Youssef's studio with that film."""
    return enter(sign_in(youssef), film)


def enter(page: Page, film: int, where: str = "") -> Page:
    """Opens the studio and waits until its film can be seen."""
    page.goto(f"/recordings/{film}{where}")
    page.wait_for_function(f"() => {VIDEO}?.readyState > 1 && !{VIDEO}.seeking")
    return page


def now(page: Page) -> int:
    """Where the player is, in ms."""
    found: int = page.evaluate(f"() => {PLAYER}.now")
    return found


def press(page: Page, name: str) -> None:
    """Presses a control in the row below the picture."""
    page.locator(f"player-deck > [data-do={name}]").click()


def until(page: Page, condition: str) -> None:
    """Waits until this holds; `v` is the video, `p` the player."""
    page.wait_for_function(f"() => {{ const v = {VIDEO}, p = {PLAYER}; return {condition}; }}")


def test_each_press_of_l_is_twice_as_fast_and_k_ends_it_at_the_usual_speed(page: Page) -> None:
    page.evaluate(f"() => {PLAYER}.do('slower')")
    for rate in (1, 2, 4, 8, 16, 16):
        page.evaluate(f"() => {{ {VIDEO}.currentTime = 0; {PLAYER}.do('shuttle-forward'); }}")
        until(page, f"!v.paused && v.playbackRate === {rate}")
    expect(page.locator("[data-rate-now]")).to_have_text("16×")
    page.evaluate(f"() => {PLAYER}.do('shuttle-stop')")
    until(page, "v.paused && v.playbackRate === 0.75")
    assert page.evaluate(f"() => {VIDEO}.preservesPitch")


def test_j_goes_back_and_twice_as_fast_when_pressed_again(page: Page) -> None:
    page.evaluate(f"() => {PLAYER}.seek(50000)")
    for speed in (-1, -2, -4):
        page.evaluate(f"() => {PLAYER}.do('shuttle-back')")
        assert page.evaluate(f"() => [{PLAYER}.speed, {PLAYER}.paused]") == [speed, False]
    expect(page.locator("[data-rate-now]")).to_have_text("−4×")
    begun = now(page)
    until(page, f"p.now < {begun - 3000} && v.currentTime * 1000 < {begun - 2000}")
    page.evaluate(f"() => {PLAYER}.do('shuttle-stop')")
    stands = now(page)
    page.wait_for_timeout(300)
    assert now(page) == stands
    assert page.evaluate(f"() => {PLAYER}.paused")


def test_going_back_ends_at_the_beginning(page: Page) -> None:
    page.evaluate(f"() => {{ {PLAYER}.seek(1500); {PLAYER}.do('shuttle-back'); {PLAYER}.do('shuttle-back'); }}")
    until(page, "p.now === 0 && p.paused && p.speed === 1")


def test_sound_is_as_loud_as_last_time(film: int, page: Page) -> None:
    page.locator("[data-volume]").fill("0.4")
    press(page, "mute")
    until(page, "v.muted")
    enter(page, film)
    assert page.evaluate(f"() => [{VIDEO}.volume, {VIDEO}.muted]") == [0.4, True]
    expect(page.locator("player-deck > [data-do=mute]")).to_have_attribute("aria-label", "Geluid aan")
    page.evaluate(f"() => {PLAYER}.do('louder')")
    assert page.evaluate(f"() => [{VIDEO}.volume, {VIDEO}.muted]") == [0.5, False]


def test_one_goes_on_where_one_was_and_a_link_wins(
    film: int, page: Page, youssef: Person, mark: Callable[..., Annotation]
) -> None:
    page.evaluate(f"() => {PLAYER}.seek(23400)")
    enter(page, film)
    assert now(page) == 23400
    expect(page.locator("player-place")).to_contain_text("Je gaat verder op 0:23")
    enter(page, film, "?t=30")
    assert now(page) == 30_000
    expect(page.locator("player-place")).to_be_hidden()
    moment = mark(db.session.get_one(Recording, film), youssef, start=41_000).id
    db.session.commit()
    enter(page, film, f"#moment-{moment}")
    assert now(page) == 41_000
    enter(page, film)
    page.locator("player-place button").click()
    until(page, "p.now === 0")
    expect(page.locator("player-place")).to_be_hidden()


def test_a_stretch_between_two_presses_plays_again_and_again(page: Page) -> None:
    page.evaluate(f"() => {PLAYER}.seek(5000)")
    press(page, "loop")
    expect(page.locator("player-deck [data-said]")).to_have_text("Herhalen vanaf 0:05. Druk nog eens waar het ophoudt.")
    page.evaluate(f"() => {PLAYER}.seek(6000)")
    press(page, "loop")
    expect(page.locator("player-deck [data-said]")).to_have_text("0:05–0:06 herhaalt")
    seen = page.evaluate(
        f"""async () => {{
          const times = []; {PLAYER}.play();
          {PLAYER}.addEventListener("player:time", (event) => times.push(event.detail.ms));
          const turns = () => times.filter((ms, at) => ms < times[at - 1] - 500).length;
          const soon = () => new Promise((done) => setTimeout(done, 500));
          for (let waited = 0; turns() < 2 && waited < 90; waited += 1) await soon();
          return times;
        }}"""
    )
    assert max(seen) < 20_000
    assert sum(later < earlier - 500 for earlier, later in pairwise(seen)) >= 2
    press(page, "loop")
    expect(page.locator("player-deck > [data-do=loop]")).to_have_attribute("aria-pressed", "false")
    until(page, "v.currentTime > 6.5")


def test_the_end_of_the_film_can_be_the_end_of_what_repeats(page: Page) -> None:
    page.evaluate(f"() => {PLAYER}.loopMoment({{ start: 59000, end: 60000 }})")
    page.evaluate(f"() => {PLAYER}.play()")
    until(page, "v.currentTime > 59.2")
    wound = (
        "document.querySelector('video').addEventListener('seeked', ({ target: v }) => (window.wound = v.currentTime))"
    )
    page.evaluate(f"() => {wound}")
    until(page, "window.wound < 59.4 && !v.paused")


def test_the_chosen_fragment_repeats_with_one_press(page: Page) -> None:
    page.evaluate(f"() => {{ {PLAYER}.range = {{ start: 10000, end: 12000 }}; {PLAYER}.do('loop'); }}")
    expect(page.locator("player-deck [data-said]")).to_have_text("0:10–0:12 herhaalt")


def test_a_moment_that_is_opened_while_the_film_plays_begins_a_little_earlier(page: Page) -> None:
    page.locator(".deck__more summary").click()
    page.locator("[data-lead='2000']").click()
    page.keyboard.press("Escape")
    page.evaluate(f"() => {PLAYER}.open({{ start: 20000, end: null }})")
    assert now(page) == 20_000, "standing still it is exactly there"
    page.evaluate(f"() => {PLAYER}.play()")
    until(page, "!v.paused")
    opened = page.evaluate(f"() => {{ {PLAYER}.open({{ start: 30000, end: null }}); return {PLAYER}.now; }}")
    assert 28_000 <= opened < 29_000


def test_the_clock_tells_the_picture_after_a_step(page: Page) -> None:
    page.evaluate(f"() => {PLAYER}.seek(5000)")
    expect(page.locator(".deck__frame")).to_be_hidden()
    for _ in range(13):
        page.keyboard.press(".")
    expect(page.locator("[data-now]")).to_have_text("0:06")
    expect(page.locator(".deck__frame")).to_have_text(":03")
    assert page.evaluate(f"() => [{PLAYER}.frame, {PLAYER}.now]") == [63, 6300]
    page.keyboard.press(",")
    expect(page.locator(".deck__frame")).to_have_text(":02")
    for _ in range(80):
        page.keyboard.press(",")
    assert page.evaluate(f"() => {PLAYER}.frame") == 0
    page.evaluate(f"() => {PLAYER}.seek(60000)")
    assert page.evaluate(f"() => {PLAYER}.frame") == SECONDS * RATE - 1, "the last picture is the last"


def test_the_line_shows_the_time_where_one_points_and_goes_where_it_is_dragged(page: Page) -> None:
    line = page.locator("player-scrub").bounding_box()
    assert line is not None
    middle = line["y"] + line["height"] / 2
    page.mouse.move(line["x"] + line["width"] * 0.25, middle)
    expect(page.locator(".scrub__peek .num")).to_have_text("0:15")
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 0.75, middle, steps=5)
    until(page, "Math.abs(p.now - 45000) < 200")
    page.mouse.up()
    until(page, "Math.abs(v.currentTime - 45) < 0.3")
    page.mouse.move(line["x"], middle - 200)
    expect(page.locator(".scrub__peek")).to_be_hidden()
    scrub = page.locator("player-scrub")
    scrub.focus()
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(scrub).to_have_attribute("aria-valuetext", "0:11")
    assert now(page) == 11_000
    until(page, "document.querySelector('.scrub__loaded').style.backgroundImage.includes('currentcolor')")


def test_on_a_phone_the_controls_are_one_row_for_a_finger_and_the_rest_comes_from_below(
    film: int, youssef: Person, sign_in: SignIn
) -> None:
    page = sign_in(youssef)
    page.set_viewport_size(PHONE)
    enter(page, film)
    boxes = [one.bounding_box() for one in page.locator("player-deck > :is(button, details):visible").all()]
    found = [box for box in boxes if box is not None]
    assert len(found) >= 5
    assert min(box["width"] for box in found) >= 44
    assert min(box["height"] for box in found) >= 44
    assert len({round(box["y"] + box["height"] / 2) for box in found}) == 1
    assert max(box["x"] + box["width"] for box in found) <= PHONE["width"]
    page.locator(".deck__more summary").click()
    menu = page.locator(".deck__more > .menu")
    place = menu.bounding_box()
    assert place is not None
    assert place["x"] == 0
    assert place["y"] + place["height"] == pytest.approx(PHONE["height"], abs=5)
    for item in menu.locator("button:visible").all():
        box = item.bounding_box()
        assert box is not None
        assert box["height"] >= 36
        item.click(trial=True)
    menu.locator("[data-do=frame-forward]").click()
    assert page.evaluate(f"() => {PLAYER}.frame") == 1
    expect(menu).to_be_visible()
    menu.locator("[data-rate='0.5']").click()
    until(page, "v.playbackRate === 0.5")
    expect(menu).to_be_hidden()
