"""A film in a browser: in several heights, at the same place when its bytes are others, and not a moment too long."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.serving import SignIn
from tests.feedback import conftest as rooms
from tests.media.conftest import ffmpeg
from tests.media.playlists import keep_playlists, make_playlists
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

private, shared = rooms.private, rooms.shared
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SECONDS = 30
VIDEO = "document.querySelector('video')"


@pytest.fixture(scope="session")
def playlists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute of film in two heights."""
    return make_playlists(tmp_path_factory.mktemp("playlists") / "made", SECONDS)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same half minute in one file."""
    file = tmp_path_factory.mktemp("plain") / "film.mp4"
    picture = ("-f", "lavfi", "-i", f"testsrc2=s=160x90:r=10:d={SECONDS}", "-c:v", "libx264", "-preset", "ultrafast")
    ffmpeg(*picture, "-pix_fmt", "yuv420p", "-g", "10", "-movflags", "+faststart", str(file))
    return file


@pytest.fixture
def film(shared: Recording, playlists: Path) -> int:
    """The id of the shared recording, ready in two heights."""
    shared.duration_ms = SECONDS * 1000
    return ready(shared, playlists)


@pytest.fixture
def arriving(shared: Recording, plain: Path) -> int:
    """The id of the shared recording, that plays from one file while the heights are made."""
    shared.stage, shared.duration_ms, found = Stage.PROCESSING, SECONDS * 1000, shared.id
    with storage().scratch() as folder:
        (folder / "film").write_bytes(plain.read_bytes())
        key, size = storage().keep(folder / "film")
    media.keep(found, RenditionKind.DIRECT, key=key, media_type="video/mp4", size=size)
    db.session.commit()
    return found


def ready(recording: Recording, playlists: Path) -> int:
    """Says that the heights are there, as the conversion does at its end. Answers the recording's id."""
    keep_playlists(recording, playlists)
    recording.stage, found = Stage.READY, recording.id
    media.announce(recording)
    db.session.commit()
    return found


def drop_direct(recording: int) -> None:
    """The file makes way, as housekeeping does a day later."""
    for row in db.session.query(Rendition).filter_by(recording_id=recording, kind=RenditionKind.DIRECT):
        storage().delete(row.key)
        db.session.delete(row)
    db.session.commit()


def plays(page: Page, beyond: float = 0) -> None:
    """Waits until the film runs beyond a moment (s)."""
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime > {beyond} && {VIDEO}.readyState > 2")


def enter(page: Page, film: int, where: str = "") -> Page:
    """Opens the studio and waits until its film can be seen."""
    page.goto(f"/recordings/{film}{where}")
    page.wait_for_selector("live-updates[data-state=live]", state="attached")
    page.wait_for_function(f"() => {VIDEO}?.readyState > 1")
    return page


def word(page: Page, which: str) -> None:
    """Waits until the player says this, and nothing else."""
    expect(page.locator("[data-film-word]:visible")).to_have_count(1)
    expect(page.locator(f"[data-film-word={which}]").first).to_be_visible()


def test_a_film_in_several_heights_plays_with_sound_and_stands_on_the_asked_place(
    film: int, youssef: Person, sign_in: SignIn
) -> None:
    page = sign_in(youssef)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    enter(page, film, "?t=12.3")
    assert page.evaluate(f"() => {VIDEO}.currentTime") == pytest.approx(12.3, abs=0.001)
    page.keyboard.press("k")
    plays(page, 13)
    assert page.evaluate(f"() => {VIDEO}.src").startswith("blob:")
    assert page.evaluate(f"() => {VIDEO}.webkitAudioDecodedByteCount") > 0
    pieces = [name for name in asked if name.endswith(".mp4") and name != "audio.mp4"]
    assert pieces[0] == "90.mp4", "the smallest comes first"
    assert "hls.js" in asked


def test_a_plain_film_brings_no_reader_of_playlists(arriving: int, youssef: Person, sign_in: SignIn) -> None:
    page = sign_in(youssef)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    enter(page, arriving)
    assert "direct" in asked
    assert "hls.js" not in asked


WHERE_IT_CHANGED = f"""() => {VIDEO}.addEventListener("timeupdate", ({{ target: v }}) => {{
  if (!v.src.startsWith("blob:")) window.left = v.currentTime || window.left;
  else if (v.readyState > 2 && v.currentTime) window.met ??= v.currentTime;
}})"""
"""From now on the page notes where the plain film was left, and where the better one was met (s)."""


@pytest.mark.parametrize("running", [False, True])
def test_better_bytes_go_on_at_the_same_place_in_the_same_way(
    arriving: int, youssef: Person, sign_in: SignIn, playlists: Path, running: bool
) -> None:
    page = enter(sign_in(youssef), arriving, "?t=7.4")
    page.evaluate(f"() => {{ {VIDEO}.volume = 0.25; {VIDEO}.playbackRate = 0.5; }}")
    if running:
        page.keyboard.press("k")
        plays(page, 7.6)
    before = page.evaluate(f"() => {VIDEO}.currentTime")
    page.evaluate(WHERE_IT_CHANGED)
    ready(db.session.get_one(Recording, arriving), playlists)
    page.wait_for_function(f"() => {VIDEO}.src.startsWith('blob:') && {VIDEO}.readyState > 2")
    after, paused, rate, volume = page.evaluate(
        f"() => [{VIDEO}.currentTime, {VIDEO}.paused, {VIDEO}.playbackRate, {VIDEO}.volume]"
    )
    assert (paused, rate, volume) == (not running, 0.5, 0.25)
    if running:
        page.wait_for_function("() => window.met")
        left, met = page.evaluate("() => [window.left, window.met]")
        assert before - 0.5 <= left - 0.5 <= met < left + 2
        plays(page, after + 0.2)
    else:
        assert after == pytest.approx(before, abs=0.001)
    expect(page.locator("live-film")).to_be_hidden()


def test_with_better_bytes_comes_how_many_pictures_a_second_there_are(
    arriving: int, youssef: Person, sign_in: SignIn, playlists: Path
) -> None:
    page = enter(sign_in(youssef), arriving)
    player = "document.querySelector('practice-player')"
    assert page.evaluate(f"() => {player}.frame") is None
    db.session.get_one(Recording, arriving).frame_rate = 10
    db.session.commit()
    ready(db.session.get_one(Recording, arriving), playlists)
    page.wait_for_function(f"() => {VIDEO}.src.startsWith('blob:') && {VIDEO}.readyState > 2")
    page.keyboard.press(".")
    assert page.evaluate(f"() => [{player}.frameRate, {player}.frame]") == [10, 1]


def test_a_file_that_makes_way_is_followed_by_its_heights(
    arriving: int, youssef: Person, sign_in: SignIn, playlists: Path
) -> None:
    page = enter(sign_in(youssef), arriving, "?t=3.2")
    page.evaluate("() => document.querySelector('live-film').remove()")
    ready(db.session.get_one(Recording, arriving), playlists)
    drop_direct(arriving)
    page.evaluate(
        f"() => {{ {VIDEO}.src = '/recordings/{arriving}/media/direct?more'; }}"
    )  # what was read is forgotten
    page.wait_for_function(f"() => {VIDEO}.src.startsWith('blob:') && {VIDEO}.readyState > 1")
    page.keyboard.press("k")
    plays(page)


def test_a_lost_network_is_said_and_the_film_goes_on_by_itself(film: int, youssef: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(youssef), film)
    page.context.set_offline(True)
    page.keyboard.press("k")
    plays(page)
    word(page, "waiting")
    page.context.set_offline(False)
    expect(page.locator("[data-film-word]:visible")).to_have_count(0)
    plays(page, 9)


def test_a_piece_that_fails_is_asked_for_again(film: int, youssef: Person, sign_in: SignIn) -> None:
    page = sign_in(youssef)
    failed: list[str] = []

    def fail_twice(route: Route) -> None:
        if len(failed) < 2:
            failed.append(route.request.url)
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    page.route("**/media/*.mp4", fail_twice)
    enter(page, film, "?t=4")
    page.keyboard.press("k")
    plays(page, 5)
    assert len(failed) == 2


def test_sharing_that_ends_ends_the_film_with_a_sentence_and_no_more_asking(
    film: int, sanne: Person, youssef: Person, sign_in: SignIn
) -> None:
    page = enter(sign_in(youssef), film)
    page.evaluate("() => document.querySelector('live-updates').remove()")  # the bytes alone must tell
    page.keyboard.press("k")
    plays(page)
    media.stop_sharing(db.session.get_one(Recording, film), by=viewer_of(db.session.get_one(Person, sanne.id)))
    db.session.commit()
    page.evaluate(f"() => {{ {VIDEO}.currentTime = 25; }}")
    word(page, "gone")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert [url for url in asked if "/media/" in url] == []
    assert page.evaluate(f"() => [{VIDEO}.paused, {VIDEO}.readyState]") == [True, 0]


def test_who_is_signed_out_reads_so_and_goes_on_at_the_same_place(film: int, youssef: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(youssef), film)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.evaluate(f"() => {{ {VIDEO}.currentTime = 22; }}")
    word(page, "signed-out")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.evaluate(f"() => {VIDEO}.play()")
    plays(page, 22)


def test_without_scripts_a_browser_that_can_plays_the_same_addresses(
    film: int, youssef: Person, sign_in: SignIn
) -> None:
    state = sign_in(youssef)
    cookies, base = state.context.cookies(), state.url.rpartition("/")[0]
    browser = state.context.browser
    assert browser is not None
    bare = browser.new_context(base_url=base, java_script_enabled=False)
    bare.add_cookies(cookies)  # type: ignore[arg-type]
    page = bare.new_page()
    with page.expect_request("**/media/*.mp4"):
        page.goto(f"/recordings/{film}")
        page.locator("video").focus()
        page.keyboard.press("Space")
    bare.close()
