"""Which part of a file becomes the film, to the frame."""

from fractions import Fraction

import pytest

from wpl_platform.media.excerpt import Cut, Excerpt, cut_of

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("excerpt", "expected"),
    [
        (Excerpt(0, None), None),
        (Excerpt(0, 10_000), None),
        (Excerpt(0, 99_000), None),
        (Excerpt(-5, 10_000), None),
        (Excerpt(1000, None), Excerpt(1000, 10_000)),
        (Excerpt(1000, 2000), Excerpt(1000, 2000)),
        (Excerpt(1000, 99_000), Excerpt(1000, 10_000)),
        (Excerpt(99_000, None), Excerpt(9_999, 10_000)),
        (Excerpt(2000, 1000), Excerpt(2000, 2001)),
    ],
)
def test_a_part_lies_inside_its_film_and_all_of_it_is_no_part(excerpt: Excerpt, expected: Excerpt | None) -> None:
    assert excerpt.within(10_000) == expected


@pytest.mark.parametrize(
    ("excerpt", "rate", "expected"),
    [
        (Excerpt(1000, 3000), Fraction(25), Cut(Fraction(0), Fraction(1), Fraction(2))),
        (Excerpt(60_000, None), Fraction(25), Cut(Fraction(55), Fraction(5), None)),
        (Excerpt(5005, 6006), NTSC, Cut(Fraction(5, 1000), Fraction(5), 30 / NTSC)),
        (Excerpt(1010, 1020), Fraction(25), Cut(Fraction(0), Fraction(26, 25), Fraction(1, 25))),
    ],
)
def test_a_cut_is_made_between_whole_frames_and_read_from_a_little_before(
    excerpt: Excerpt, rate: Fraction, expected: Cut
) -> None:
    assert cut_of(excerpt, rate) == expected


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30), NTSC, Fraction(24000, 1001), Fraction(10)])
def test_every_frame_is_found_by_its_time_in_whole_ms(rate: Fraction) -> None:
    for number in range(1, 400):
        cut = cut_of(Excerpt(int(number * 1000 / rate)), rate)
        assert (cut.seek + cut.lead) * rate == number
