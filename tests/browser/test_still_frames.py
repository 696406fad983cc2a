"""The picture that is kept is the one that stood on the screen: at every rate, out of the film as it was converted."""

import random
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import numbered
from tests.browser.serving import SignIn
from tests.browser.test_frames import EXPECTED, SECONDS, UNEVEN
from tests.kept import path_of
from tests.media import conftest as media
from tests.media.working import Arrived, stage_of, work
from tests.running import until
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.jobs.models import Queue
from wpl_platform.media.models import Stage

arrived, record, with_file = media.arrived, media.record, media.with_file
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TRIES = 8


@pytest.fixture(params=EXPECTED)
def film(request: pytest.FixtureRequest, arrived: Arrived, tmp_path: Path) -> int:
    """Sanne's film of numbered pictures at this rate, converted; `uneven` is 29.97 a second on average."""
    rate = "30000/1001" if request.param == "uneven" else request.param
    how = ("-vf", UNEVEN, "-fps_mode", "vfr", "-enc_time_base", "1:90000") if request.param == "uneven" else ()
    recording = arrived(numbered.make(tmp_path / "source.mp4", rate, round(SECONDS * Fraction(rate)), *how))
    work(Queue.SHORT)
    work(Queue.LONG)
    assert stage_of(recording) is Stage.READY
    found = recording.id
    db.session.commit()
    return found


def seen(page: Page, ms: int) -> int:
    """The number of the picture on the screen, with the film put there and a picture asked of it."""
    found: int = page.evaluate(
        "async ms => { document.querySelector('practice-player').seek(ms); await settled(); return seen(); }", ms
    )
    page.keyboard.press("Shift+b")
    page.keyboard.press("Enter")
    return found


def test_what_is_kept_is_what_was_seen(film: int, sanne: Person, sign_in: SignIn) -> None:
    page = sign_in(sanne)
    page.goto(f"/recordings/{film}")
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    page.evaluate(numbered.SEEN, [numbered.WIDTH, numbered.HEIGHT, numbered.BITS])
    chance = random.Random(11)
    places = sorted(chance.sample(range(SECONDS * 1000 - 200), TRIES))
    on_screen = []
    for at, ms in enumerate(places):
        on_screen.append(seen(page, ms))
        expect(page.locator(".moment:not(.moment--waits)")).to_have_count(at + 1)
    until(lambda: _count() == TRIES, "not all were asked")
    work(Queue.SHORT)
    assert _numbers() == on_screen


def _count() -> int:
    db.session.rollback()
    found = db.session.query(Still).count()
    db.session.rollback()
    return found


def _numbers() -> list[int]:
    kept = db.session.query(Still).order_by(Still.id).all()
    assert {each.stage for each in kept} == {StillStage.READY}
    return [number for each in kept for number in numbered.read(path_of(each.key or ""))]
