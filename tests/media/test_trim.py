"""Which part of a film is kept: inside the film, on whole pictures, and never next to nothing."""

import pytest

from wpl_platform.media.trim import Nothing, Part, TooShort, chosen, picture

NTSC = 30_000 / 1001


@pytest.mark.parametrize(
    ("start", "end", "rate", "part"),
    [
        (1_000, 3_000, None, Part(1_000, 3_000)),
        (1_000, None, None, Part(1_000, 10_000)),
        (0, 3_000, None, Part(0, 3_000)),
        (-5, 3_000, None, Part(0, 3_000)),
        (1_000, 99_000, None, Part(1_000, 10_000)),
        (1_019, 3_021, 25, Part(1_000, 3_000)),
        (1_040, 3_079, 25, Part(1_040, 3_040)),
        (1_001, 2_035, NTSC, Part(1_001, 2_035)),
        (1_033, 2_068, NTSC, Part(1_001, 2_068)),
        (1_019, 10_000, 25, Part(1_000, 10_000)),
        (9_000, None, 25, Part(9_000, 10_000)),
        (0, 1_000, 25, Part(0, 1_000)),
    ],
)
def test_a_part_lies_inside_the_film_on_whole_pictures(
    start: int, end: int | None, rate: float | None, part: Part
) -> None:
    assert chosen(start, end, 10_000, rate) == part


@pytest.mark.parametrize(("start", "end"), [(3_000, 3_999), (3_000, 2_000), (10_000, None), (12_000, 13_000), (0, 0)])
def test_less_than_a_second_is_no_film(start: int, end: int | None) -> None:
    with pytest.raises(TooShort):
        chosen(start, end, 10_000)


@pytest.mark.parametrize("end", [None, 10_000, 11_000])
def test_the_whole_film_is_no_part(end: int | None) -> None:
    with pytest.raises(Nothing):
        chosen(0, end, 10_000, 25)


def test_a_film_under_a_second_cannot_lose_more() -> None:
    with pytest.raises(TooShort):
        chosen(100, None, 800)


@pytest.mark.parametrize("rate", [5, 12.5, 24_000 / 1001, 24, 25, NTSC, 30])
def test_every_picture_is_found_by_the_ms_in_which_it_begins_and_by_every_ms_that_it_is_seen(rate: float) -> None:
    for number in range(0, 2_000, 7):
        begins, next_begins = int(number * 1000 / rate + 1e-6), int((number + 1) * 1000 / rate + 1e-6)
        assert picture(begins, rate) == picture(next_begins - 1, rate) == begins


def test_a_part_of_a_part_is_counted_from_the_beginning() -> None:
    assert Part(2_000, 5_000).within(Part(10_000, 20_000)) == Part(12_000, 15_000)
    assert Part(2_000, 10_001).within(Part(10_000, 20_000)) == Part(12_000, 20_000)
