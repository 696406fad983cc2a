"""How full a recording is of moments, and the line that shows it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpl_platform.core.timecode import Span
from wpl_platform.feedback.density import counts, curve, path

MINUTE = 60_000
spans = st.lists(
    st.tuples(st.integers(0, 2 * MINUTE), st.none() | st.integers(1, MINUTE)).map(
        lambda pair: Span(pair[0], None if pair[1] is None else pair[0] + pair[1])
    ),
    max_size=30,
)


def test_a_point_counts_where_it_is_and_a_range_all_along() -> None:
    assert counts([Span(0), Span(30_000, 59_999)], MINUTE, 6) == [1, 0, 0, 1, 1, 1]


def test_what_lies_past_the_end_counts_at_the_end() -> None:
    assert counts([Span(90_000)], MINUTE, 3) == [0, 0, 1]


def test_a_moment_is_a_hill_and_not_a_needle() -> None:
    drawn = curve([Span(30_000)], MINUTE, 12)
    assert drawn[6] == max(drawn)
    assert drawn[5] == drawn[7] == 4 / 16
    assert drawn[3] == 0


def test_nothing_marked_or_nothing_filmed_is_flat() -> None:
    assert curve([], MINUTE, 4) == curve([Span(1)], 0, 4) == [0.0] * 4
    assert path([0.0, 0.0], 240, 20) == ""
    assert path([1.0], 240, 20) == ""


def test_a_curve_needs_a_bucket() -> None:
    with pytest.raises(ValueError, match="bucket"):
        counts([], MINUTE, 0)


@given(spans, st.integers(2, 60))
def test_the_line_runs_from_edge_to_edge_and_stays_on_the_paper(marked: list[Span], buckets: int) -> None:
    drawn = path(curve(marked, MINUTE, buckets), 240, 20)
    if not marked:
        assert drawn == ""
        return
    figures = [float(figure) for figure in re.findall(r"-?[\d.]+", drawn)]
    across, down = figures[0::2], figures[1::2]
    assert across[0] == 0
    assert across[-1] == pytest.approx(240, abs=0.1)
    assert all(-0.1 <= height <= 20.1 for height in down)


def test_one_lonely_moment_does_not_look_like_a_crowd() -> None:
    def top(marked: list[Span]) -> float:
        return min(float(figure) for figure in re.findall(r"[\d.]+", path(curve(marked, MINUTE, 10), 240, 20))[1::2])

    assert top([Span(30_000)]) > 2 * top([Span(30_000)] * 8)
