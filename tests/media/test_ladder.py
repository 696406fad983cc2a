"""In which sizes and at what rate a film is made."""

from fractions import Fraction

import pytest

from wpl_platform.media.facts import VideoTrack
from wpl_platform.media.ladder import rungs_of, steady_rate, varies

TRACK = VideoTrack(index=0, codec="h264", width=1280, height=720)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3840, 2160), [(640, 360), (1280, 720), (1920, 1080)]),
        ((1920, 1080), [(640, 360), (1280, 720), (1920, 1080)]),
        ((1280, 720), [(640, 360), (1280, 720)]),
        ((960, 540), [(640, 360), (960, 540)]),
        ((1080, 1920), [(360, 640), (720, 1280), (1080, 1920)]),
        ((720, 1280), [(360, 640), (720, 1280)]),
        ((1440, 1080), [(480, 360), (960, 720), (1440, 1080)]),
        ((640, 480), [(480, 360), (640, 480)]),
        ((960, 960), [(360, 360), (720, 720), (960, 960)]),
        ((1280, 800), [(576, 360), (1280, 800)]),
        ((2340, 1080), [(780, 360), (1560, 720), (2340, 1080)]),
        ((4000, 400), [(840, 84), (1680, 168), (2520, 252)]),
        ((640, 360), [(640, 360)]),
        ((400, 300), [(400, 300)]),
        ((320, 180), [(320, 180)]),
        ((321, 239), [(320, 238)]),
        ((20, 17), [(20, 16)]),
        ((2000, 16), [(2000, 16)]),
    ],
)
def test_a_film_is_made_in_the_heights_below_its_own_and_never_larger(
    size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    rungs = rungs_of(*size)
    assert [(rung.width, rung.height) for rung in rungs] == expected
    assert all(side % 2 == 0 for rung in rungs for side in (rung.width, rung.height))


def test_a_size_is_called_by_its_short_side_and_may_take_more_the_larger_it_is() -> None:
    upright = rungs_of(1080, 1920)
    assert [(rung.name, rung.most_kbit) for rung in upright] == [("360", 800), ("720", 2500), ("1080", 4500)]
    assert rungs_of(640, 480)[-1].most_kbit == 1500


@pytest.mark.parametrize(
    ("rate", "top", "expected", "uneven"),
    [
        (Fraction(25), Fraction(25), Fraction(25), False),
        (Fraction(30000, 1001), Fraction(30000, 1001), Fraction(30000, 1001), False),
        (Fraction(24000, 1001), None, Fraction(24000, 1001), False),
        (Fraction(60), Fraction(60), Fraction(30), False),
        (Fraction(50), Fraction(50), Fraction(25), False),
        (Fraction(240), Fraction(240), Fraction(30), False),
        (Fraction(27), Fraction(120), Fraction(30), True),
        (Fraction(10), Fraction(10), Fraction(10), False),
        (Fraction(1), Fraction(1), Fraction(30), False),
        (None, None, Fraction(30), False),
    ],
)
def test_the_rate_is_the_films_own_when_it_is_steady_and_at_most_30(
    rate: Fraction | None, top: Fraction | None, expected: Fraction, uneven: bool
) -> None:
    track = VideoTrack(0, "h264", 1280, 720, rate=rate, top_rate=top)
    assert steady_rate(track) == expected
    assert varies(track) is uneven
