"""Which part of a file becomes the film, to the frame."""

from fractions import Fraction

import pytest

from wpl_platform.media.part import Cut, Part, cut_of

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part(0, None), None),
        (Part(0, 10_000), None),
        (Part(0, 99_000), None),
        (Part(-5, 10_000), None),
        (Part(1000, None), Part(1000, 10_000)),
        (Part(1000, 2000), Part(1000, 2000)),
        (Part(1000, 99_000), Part(1000, 10_000)),
        (Part(99_000, None), Part(9_999, 10_000)),
        (Part(2000, 1000), Part(2000, 2001)),
    ],
)
def test_a_part_lies_inside_its_film_and_all_of_it_is_no_part(part: Part, expected: Part | None) -> None:
    assert part.within(10_000) == expected


@pytest.mark.parametrize(
    ("part", "rate", "expected"),
    [
        (Part(1000, 3000), Fraction(25), Cut(Fraction(0), Fraction(1), Fraction(2))),
        (Part(60_000, None), Fraction(25), Cut(Fraction(55), Fraction(5), None)),
        (Part(5005, 6006), NTSC, Cut(Fraction(5, 1000), Fraction(5), 30 / NTSC)),
        (Part(1010, 1020), Fraction(25), Cut(Fraction(0), Fraction(26, 25), Fraction(1, 25))),
    ],
)
def test_a_cut_is_made_between_whole_frames_and_read_from_a_little_before(
    part: Part, rate: Fraction, expected: Cut
) -> None:
    assert cut_of(part, rate) == expected


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30), NTSC, Fraction(24000, 1001), Fraction(10)])
def test_every_frame_is_found_by_its_time_in_whole_ms(rate: Fraction) -> None:
    for number in range(1, 400):
        cut = cut_of(Part(int(number * 1000 / rate)), rate)
        assert (cut.seek + cut.lead) * rate == number
