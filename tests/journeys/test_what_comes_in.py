"""Whatever a phone, a browser or somebody with bad intentions sends: it plays as it should, or is refused in words."""

from collections.abc import Iterator

import pytest

from tests.journeys.incoming_films import Became, Canary, brought_in, canary_in, hostile_files, samples
from tests.media.conftest import HOSTILE
from tests.media.test_pipeline import EITHER, REFUSED
from tests.running import product_in
from wpl_platform.media.models import Stage

pytestmark = pytest.mark.slow

LENGTH_MS = 50
LIKE = 0.85
# What a decoder puts in place of broken pictures differs from run to run; a picture on its side is below this too.
LIKE_THOUGH_BROKEN = 0.5
BROKEN = {"bitflips.mp4"}


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    with canary_in(tmp_path_factory.mktemp("canary")) as canary:
        yield canary


@pytest.fixture(scope="module")
def became(canary: Canary, tmp_path_factory: pytest.TempPathFactory) -> list[Became]:
    """What became of every file."""
    if not HOSTILE.exists():
        pytest.skip("the films are not on this machine")
    folder = tmp_path_factory.mktemp("coming")
    files = samples() + hostile_files(folder / "hostile", canary)
    (folder / "product").mkdir()
    with product_in(folder / "product") as product:
        return brought_in(product, files)


def test_every_file_plays_or_is_refused_with_its_reason(became: list[Became]) -> None:
    assert len(became) > 60
    for one in became:
        name = one.file.name
        if name in EITHER:
            assert one.stage is Stage.REFUSED, name
        elif name in REFUSED and REFUSED[name] != "empty":
            assert (one.stage, one.reason) == (Stage.REFUSED, REFUSED[name]), name
        elif name not in REFUSED:
            assert one.stage is Stage.READY, (name, one.reason)
        assert one.said, name


def test_what_plays_is_as_long_as_it_was_and_stands_upright(became: list[Became]) -> None:
    for one in became:
        if one.stage is Stage.READY:
            assert abs(one.length_ms - one.true_ms) <= LENGTH_MS, (one.file.name, one.length_ms, one.true_ms)
            least = LIKE_THOUGH_BROKEN if one.file.name in BROKEN else LIKE
            assert one.likeness > least, (one.file.name, one.likeness)


def test_no_file_reached_out_and_nothing_that_is_served_tells_on_anybody(became: list[Became], canary: Canary) -> None:
    assert canary.knocks == []
    assert [(one.file.name, one.telling) for one in became if one.telling] == []


def test_no_file_held_a_worker_up_or_was_tried_twice(became: list[Became]) -> None:
    assert {one.attempts for one in became if one.stage is Stage.READY} == {1}
