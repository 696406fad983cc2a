"""The picture on the screen is the picture whose number is said: after seeks, steps and a stop, at every rate.

Films whose pictures carry their number go through the product's own conversion and play as they are served. What each
picture should be is read out of the very file that is served. `FRAMES=300` tries as many seeks and steps of each film.
"""

import os
import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.browser import numbered
from tests.browser.serving import SignIn
from tests.kept import path_of
from tests.media import conftest as media
from tests.media.working import Arrived, stage_of, work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media.models import Rendition, Stage

arrived, record, with_file = media.arrived, media.record, media.with_file
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TRIES = int(os.environ.get("FRAMES", "40"))
SECONDS = 20
UNEVEN = "settb=1/90000,setpts=(N+0.4*sin(N*1.3))*1001/30000/TB"
EXPECTED = {"25": 25, "30000/1001": 30000 / 1001, "uneven": 30, "60": 30}


@dataclass(frozen=True)
class Numbered:
    """A recording, its rate as the page has it, and which number each of its pictures carries."""

    id: int
    rate: float
    numbers: list[int]
    film: Path


@pytest.fixture(params=EXPECTED)
def film(request: pytest.FixtureRequest, arrived: Arrived, tmp_path: Path) -> Numbered:
    """Sanne's film at this rate, converted; `uneven` is 29.97 a second on average, at uneven distances."""
    rate = "30000/1001" if request.param == "uneven" else request.param
    how = ("-vf", UNEVEN, "-fps_mode", "vfr", "-enc_time_base", "1:90000") if request.param == "uneven" else ()
    source = numbered.make(tmp_path / "source.mp4", rate, round(SECONDS * Fraction(rate)), *how)
    recording = arrived(source)
    work(Queue.SHORT)
    work(Queue.LONG)
    assert stage_of(recording) is Stage.READY
    asked = select(Rendition.key).where(Rendition.recording_id == recording.id, Rendition.name.like("%.mp4"))
    served = path_of(db.session.scalars(asked.where(Rendition.width.is_not(None))).one())
    found = Numbered(recording.id, recording.frame_rate or 0, numbered.read(served), served)
    assert found.rate == pytest.approx(EXPECTED[request.param])
    assert found.numbers == sorted(found.numbers)
    return found


@pytest.fixture
def page(film: Numbered, sanne: Person, sign_in: SignIn) -> Page:
    """The studio with the film, its numbers within reach."""
    opened = sign_in(sanne)
    opened.goto(f"/recordings/{film.id}")
    opened.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    assert opened.evaluate("() => document.querySelector('video').src").startswith("blob:"), "as playlists"
    opened.evaluate(numbered.SEEN, [numbered.WIDTH, numbered.HEIGHT, numbered.BITS])
    return opened


def wrong(found: list[list[int]], film: Numbered) -> list[list[int]]:
    """Of what was said and seen, the times that the screen showed another picture than was said."""
    return [pair for pair in found if film.numbers[pair[0]] != pair[1]]


def test_what_is_seen_is_what_is_said(film: Numbered, page: Page) -> None:
    length = len(film.numbers)
    chance = random.Random(7)
    asked = [chance.randrange(round(length * 1000 / film.rate)) for _ in range(TRIES)]
    sought = page.evaluate(
        """async (places) => {
          const player = document.querySelector("practice-player"), found = [];
          for (const ms of places) {
            player.seek(ms);
            await settled();
            found.push([player.frame, seen()]);
          }
          return found;
        }""",
        asked,
    )
    stepped = page.evaluate(
        """async (steps) => {
          const player = document.querySelector("practice-player"), found = [];
          for (const by of steps) {
            player.step(by);
            await settled();
            found.push([player.frame, seen()]);
          }
          return found;
        }""",
        [1 if chance.random() < 0.6 else -1 for _ in range(TRIES)],
    )
    assert len(sought) + len(stepped) == 2 * TRIES
    assert wrong(sought, film) == []
    assert wrong(stepped, film) == []
    for ms, (said, _seen) in zip(asked, sought, strict=True):
        begins = int(said * 1000 / film.rate + 1e-6)
        assert begins <= ms <= begins + 1000 / film.rate + 1
    moved = {abs(one[0] - other[0]) for one, other in pairwise(stepped)}
    assert moved == {1}
