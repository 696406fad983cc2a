"""Captions in the studio: shown below the picture in the chosen language, as words and never as mark-up."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.serving import SignIn
from tests.browser.test_player import PLAYER, enter, press
from tests.feedback import conftest as rooms
from tests.media.playlists import keep_playlists, make_playlists
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import captioning
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import Language
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

private, shared = rooms.private, rooms.shared
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SECONDS = 10
DUTCH = [Line(0, 3_000, "Goedemorgen"), Line(4_000, 8_000, "<b>Kom</b> maar & ga zitten"), Line(5_000, 8_000, "Dank u")]
VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\nDag allemaal\n"


@pytest.fixture(scope="session")
def playlists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of film."""
    return make_playlists(tmp_path_factory.mktemp("playlists") / "made", SECONDS)


@pytest.fixture
def film(shared: Recording, playlists: Path) -> int:
    """The id of the shared recording, ready to play."""
    shared.duration_ms, shared.frame_rate = SECONDS * 1000, 10
    keep_playlists(shared, playlists)
    found = shared.id
    db.session.commit()
    return found


@pytest.fixture
def told(film: int, sanne: Person) -> int:
    """The same, with captions in Dutch and in English."""
    recording = db.session.get_one(Recording, film)
    captioning.bring(recording, Language.DUTCH, DUTCH, by=viewer_of(sanne))
    captioning.bring(recording, Language.ENGLISH, [Line(0, 3_000, "Good morning")], by=viewer_of(sanne))
    db.session.commit()
    return film


def shows(page: Page, *lines: str) -> None:
    """Waits until exactly these lines stand below the picture."""
    expect(page.locator("player-captions > p")).to_have_text(list(lines))


def seek(page: Page, ms: int) -> None:
    page.evaluate(f"(ms) => {PLAYER}.seek(ms)", ms)


def test_captions_are_shown_when_asked_in_their_language_and_next_time_as_well(
    told: int, youssef: Person, sign_in: SignIn
) -> None:
    page = enter(sign_in(youssef), told)
    seek(page, 1_000)
    shows(page)
    press(page, "captions")
    shows(page, "Goedemorgen")
    seek(page, 3_500)
    shows(page)
    seek(page, 6_000)
    shows(page, "<b>Kom</b> maar & ga zitten", "Dank u")
    expect(page.locator("player-captions b")).to_have_count(0)
    page.locator(".deck__more summary").click()
    page.locator("[data-captions=en]").click()
    enter(page, told)
    shows(page, "Good morning")
    expect(page.locator("player-captions")).to_have_attribute("lang", "en")
    press(page, "captions")
    shows(page)


def test_the_maker_brings_in_a_file_changes_a_line_and_hears_it(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = enter(sign_in(sanne), film)
    expect(page.locator("player-deck > [data-do=captions]")).to_have_count(0)
    page.locator(".deck__more summary").click()
    page.get_by_role("link", name="Ondertiteling maken of veranderen").click()
    file: FilePayload = {"name": "dag.vtt", "mimeType": "text/vtt", "buffer": VTT.encode()}
    page.get_by_label("Bestand met ondertiteling").set_input_files(files=[file])
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Wat er gezegd wordt in regel 1").fill("Dag samen")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_label("Wat er gezegd wordt in regel 1")).to_have_value("Dag samen")
    page.get_by_role("button", name="Speel regel 1").click()
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return v.paused && v.currentTime >= 3; }"
    )
    page.get_by_role("button", name="Waar de video nu is").click()
    page.get_by_label("Wat er gezegd wordt", exact=True).fill("Tot ziens")
    page.get_by_role("button", name="Zet erbij").click()
    expect(page.get_by_label("Wat er gezegd wordt in regel 2")).to_have_value("Tot ziens")
    enter(page, film, "?t=2")
    press(page, "captions")
    shows(page, "Dag samen")
