"""A film is trimmed in a browser: by mouse, finger, keyboard and typing, and said twice when it is for good."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.serving import SignIn
from tests.feedback import conftest as rooms
from tests.media.conftest import ffmpeg
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.storage import storage

Mark = Callable[..., Annotation]
private, mark = rooms.private, rooms.mark
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture(scope="session")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of small film, 25 pictures a second."""
    file = tmp_path_factory.mktemp("film") / "minute.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=60", "-c:v", "libx264", "-preset", "ultrafast")
    ffmpeg(*picture, "-pix_fmt", "yuv420p", "-g", "25", "-movflags", "+faststart", str(file))
    return file


@pytest.fixture
def film(private: Recording, minute: Path) -> int:
    """The number of a minute of Sanne's that nobody else sees, with its original."""
    for kind in (RenditionKind.DIRECT, RenditionKind.ORIGINAL):
        with storage().scratch() as folder:
            (folder / "made").write_bytes(minute.read_bytes())
            key, size = storage().keep(folder / "made")
        media.keep(private.id, kind, key=key, media_type="video/mp4", size=size)
    private.frame_rate = 25
    number = private.id
    db.session.commit()
    return number


def enter(page: Page, film: int) -> Page:
    """Opens the page and waits for the picture."""
    page.goto(f"/recordings/{film}/trim")
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    return page


def stands_at(page: Page, seconds: float) -> None:
    """Waits until the picture of this second is seen."""
    page.wait_for_function(
        "at => (v => !v.seeking && Math.abs(v.currentTime - at) < 0.039)(document.querySelector('video'))",
        arg=seconds,
    )


def drag(page: Page, handle: str, share: float) -> None:
    """Takes a handle to a share of the strip, by mouse."""
    track, grip = page.locator(".trim__track").bounding_box(), page.locator(handle).bounding_box()
    assert track is not None
    assert grip is not None
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * share / 2, grip["y"] + 30)
    page.mouse.move(track["x"] + track["width"] * share, grip["y"] + 30)
    page.mouse.up()


def saved(film: int) -> tuple[int | None, int | None, Stage]:
    db.session.rollback()
    found = db.session.get_one(Recording, film, populate_existing=True)
    answer = found.start_ms, found.end_ms, found.stage
    db.session.rollback()
    return answer


def test_handles_are_dragged_and_the_picture_goes_along(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(sanne), film)
    drag(page, ".trim__in", 0.25)
    stands_at(page, 15)
    drag(page, ".trim__out", 0.75)
    stands_at(page, 44.98)
    expect(page.locator("[name=start]")).to_have_value("0:15")
    expect(page.locator("[name=end]")).to_have_value("0:45")
    expect(page.locator("[data-says]")).to_have_text("Je houdt 0:30 over. Er gaat 0:30 weg.")
    page.get_by_role("button", name="Knip de video").click()
    page.wait_for_url("**/arrival")
    assert saved(film) == (15_000, 45_000, Stage.PROCESSING)


def test_handles_go_by_picture_and_by_second_and_say_where_they_are(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(sanne), film)
    begin, end = (page.get_by_role("slider", name=f"{name} van wat je bewaart") for name in ("Begin", "Einde"))
    begin.focus()
    for key in ("Shift+ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(begin).to_have_attribute("aria-valuetext", "0:01,080")
    stands_at(page, 1.1)
    end.focus()
    for key in ("Shift+ArrowLeft", "ArrowLeft", "PageDown"):
        page.keyboard.press(key)
    expect(end).to_have_attribute("aria-valuetext", "0:48,960")
    page.keyboard.press("Home")
    expect(end).to_have_attribute("aria-valuetext", "0:02,080")
    expect(end).to_have_attribute("aria-valuenow", "2080")
    page.keyboard.press("End")
    expect(end).to_have_attribute("aria-valuetext", "1:00")


def test_the_part_is_set_where_the_film_stands(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(sanne), film)
    here = page.get_by_role("slider", name="Waar je bent")
    here.focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("i")
    page.keyboard.press("PageUp")
    page.keyboard.press("o")
    expect(page.locator("[name=start]")).to_have_value("0:05")
    expect(page.locator("[name=end]")).to_have_value("0:15,040")
    page.get_by_role("button", name="Speel dit deel af").click()
    page.wait_for_function("() => document.querySelector('video').currentTime < 6")
    page.evaluate("() => { document.querySelector('video').currentTime = 14.5; }")
    page.wait_for_function("() => document.querySelector('video').paused")
    stands_at(page, 15.02)


def test_a_finger_moves_a_handle_on_a_phone_and_nothing_scrolls_sideways(
    film: int, sanne: Person, sign_in: SignIn
) -> None:
    page = sign_in(sanne)
    page.set_viewport_size(PHONE)
    enter(page, film)
    touch = page.context.new_cdp_session(page)
    track, grip = page.locator(".trim__track").bounding_box(), page.locator(".trim__in").bounding_box()
    assert track is not None
    assert grip is not None
    assert (grip["width"], grip["height"] >= 44) == (44, True)
    steps = [(grip["x"] + 30, grip["y"] + 30)] + [
        (track["x"] + track["width"] * share, grip["y"] + 30) for share in (0.1, 0.3, 0.5)
    ]
    for at, (x, y) in enumerate(steps):
        kind = "touchMove" if at else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("[name=start]")).to_have_value("0:30")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


def test_what_is_typed_moves_the_handle_and_moments_outside_are_asked_about(
    film: int, sanne: Person, sign_in: SignIn, mark: Mark
) -> None:
    recording = db.session.get_one(Recording, film)
    mark(recording, sanne, 5_000)
    mark(recording, sanne, 20_000)
    page = enter(sign_in(sanne), film)
    expect(page.locator("[data-lose]")).to_be_hidden()
    page.locator("[name=start]").fill("0:10,500")
    page.locator("[name=start]").press("Tab")
    expect(page.locator(".trim__in")).to_have_attribute("aria-valuetext", "0:10,480")
    expect(page.locator("[data-lost]")).to_have_text("1 moment ligt buiten dit deel.")
    page.get_by_role("button", name="Knip de video").click()
    expect(page.locator("[data-lose]")).to_be_visible()
    page.locator("[name=lose]").check()
    page.get_by_role("button", name="Knip de video").click()
    page.wait_for_url("**/arrival")
    assert saved(film) == (10_480, 60_000, Stage.PROCESSING)


def test_what_is_for_good_is_said_in_full_before_it_is_done(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(sanne), film)
    page.locator("[name=end]").fill("0:40")
    page.locator("[name=end]").press("Tab")
    page.get_by_label("Vernietig de rest voorgoed").check()
    page.get_by_role("button", name="Knip de video").click()
    expect(page.locator("h1")).to_have_text("Dit gaat voorgoed weg")
    expect(page.locator(".trim__losses")).to_contain_text("Alles na 0:40")
    assert saved(film) == (None, None, Stage.READY)
    page.get_by_role("button", name="Knip en vernietig de rest voorgoed").click()
    page.wait_for_url("**/arrival")
    assert saved(film) == (0, 40_000, Stage.PROCESSING)


def test_without_scripts_times_are_typed(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = sign_in(sanne)
    page.route("**/film-trim*.js", lambda route: route.abort())
    page.goto(f"/recordings/{film}/trim")
    expect(page.locator(".trim__tools")).to_be_hidden()
    page.locator("[name=start]").fill("0:99")
    page.get_by_role("button", name="Knip de video").click()
    expect(page.locator("#start-error")).to_have_text("Schrijf de tijd als 2:14.")
    page.locator("[name=start]").fill("0:10")
    page.locator("[name=end]").fill("0:20")
    page.get_by_role("button", name="Knip de video").click()
    page.wait_for_url("**/arrival")
    assert saved(film) == (10_000, 20_000, Stage.PROCESSING)
