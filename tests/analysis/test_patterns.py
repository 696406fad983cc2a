from datetime import date, timedelta
from itertools import pairwise

import pytest

from wpl_platform.analysis import patterns
from wpl_platform.analysis.patterns import Mark
from wpl_platform.core.timecode import Span
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.media.models import Situation

TODAY = date(2026, 11, 24)
OBSERVATION, STRENGTH, QUESTION, TIP = AnnotationKind


def mark(
    number: int = 1,
    at: int = 0,
    author: int | None = 1,
    kind: AnnotationKind = AnnotationKind.STRENGTH,
    days_ago: int = 0,
    until: int | None = None,
) -> Mark:
    return Mark(number, kind, Span(at, until), author, TODAY - timedelta(days=days_ago), Situation.MEETING)


def test_a_peak_is_where_most_marks_begin_close_together() -> None:
    marks = [mark(n, at) for n, at in enumerate([0, 7_000, 7_500, 8_000, 9_000, 16_000])]
    found = patterns.peak(marks, 24_000)
    assert found is not None
    assert (found.start, found.end, len(found.marks)) == (7_000, 9_000, 4)


def test_marks_that_lie_evenly_have_no_peak() -> None:
    assert patterns.peak([mark(n, n * 2_400) for n in range(10)], 24_000) is None


def test_two_marks_are_no_peak() -> None:
    assert patterns.peak([mark(1, 5_000), mark(2, 5_100)], 24_000) is None


def test_the_longest_quiet_stretch_lies_between_what_ranges_cover() -> None:
    marks = [mark(1, 0, until=9_000), mark(2, 4_000), mark(3, 16_000), mark(4, 23_000)]
    assert patterns.quiet(marks, 24_000) == Span(9_000, 16_000)


def test_without_marks_nothing_is_called_quiet() -> None:
    assert patterns.quiet([], 24_000) is None


def test_the_end_of_a_recording_can_be_the_quiet_stretch() -> None:
    assert patterns.quiet([mark(1, 1_000), mark(2, 2_000)], 24_000) == Span(2_000, 24_000)


@pytest.mark.parametrize(("authors", "told"), [([1, 2, 3], False), ([1, 2, 3, 3, None], False), ([1, 2, 3, 4], True)])
def test_a_figure_over_people_needs_four_of_them_and_nobody_counts_for_none(
    authors: list[int | None], told: bool
) -> None:
    assert patterns.enough([mark(n, author=author) for n, author in enumerate(authors)]) is told


def test_weeks_are_joined_until_four_people_stand_behind_them() -> None:
    marks = [mark(n, author=n, days_ago=days) for n, days in enumerate([20, 20, 13, 13, 1, 1, 2, 2])]
    found = patterns.periods(marks, TODAY, 4)
    assert [(period.weeks, len(period.marks), period.told) for period in found] == [
        (1, 0, True),
        (2, 4, True),
        (1, 4, True),
    ]


def test_a_week_of_three_people_goes_with_the_weeks_before_it() -> None:
    marks = [mark(n, author=n, days_ago=days) for n, days in enumerate([20, 20, 20, 20, 1, 1, 1])]
    found = patterns.periods(marks, TODAY, 3)
    assert [(period.weeks, len(period.marks), period.told) for period in found] == [(3, 7, True)]


def test_three_people_in_all_are_never_told() -> None:
    marks = [mark(n, author=n, days_ago=days) for n, days in enumerate([20, 13, 1])]
    assert [period.told for period in patterns.periods(marks, TODAY, 3)] == [False]


def test_periods_cover_every_day_once() -> None:
    marks = [mark(n, author=n % 5, days_ago=n) for n in range(40)]
    found = patterns.periods(marks, TODAY, 8)
    assert found[0].first == TODAY - timedelta(days=55)
    assert found[-1].last == TODAY
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(found))
    assert sum(len(period.marks) for period in found) == 40


def test_the_leading_kind_stands_out_by_a_quarter() -> None:
    assert patterns.leading({OBSERVATION: 2, STRENGTH: 5, QUESTION: 4, TIP: 0}) is STRENGTH
    assert patterns.leading({OBSERVATION: 2, STRENGTH: 5, QUESTION: 5, TIP: 0}) is None
    assert patterns.leading({OBSERVATION: 0, STRENGTH: 0, QUESTION: 0, TIP: 0}) is None


def test_the_kinds_there_is_most_and_least_of_are_named_only_when_they_stand_alone() -> None:
    assert patterns.extremes({OBSERVATION: 5, STRENGTH: 6, QUESTION: 4, TIP: 3}) == (STRENGTH, TIP)
    assert patterns.extremes({OBSERVATION: 1, STRENGTH: 1, QUESTION: 2, TIP: 1}) is None


def test_the_kind_that_nobody_used_is_named_once_there_is_something() -> None:
    assert patterns.missing({OBSERVATION: 2, STRENGTH: 0, QUESTION: 1, TIP: 0}) is STRENGTH
    assert patterns.missing({OBSERVATION: 0, STRENGTH: 0, QUESTION: 0, TIP: 0}) is None


def test_a_place_that_only_one_side_marked_is_where_they_look_apart() -> None:
    marks = [mark(1, 500, author=1), mark(2, 900, author=2), mark(3, 9_000, author=7), mark(4, 20_000, author=7)]
    marks += [mark(5, 9_500, author=1)]
    found = patterns.apart(marks, maker_id=7, duration_ms=24_000)
    assert [(place.start, place.end, place.by_maker) for place in found] == [(500, 900, False), (20_000, 20_000, True)]


def test_what_a_single_colleague_marked_compares_nobody() -> None:
    marks = [mark(1, 500, author=1), mark(2, 700, author=1), mark(3, 9_000, author=7)]
    assert [place.by_maker for place in patterns.apart(marks, maker_id=7, duration_ms=24_000)] == [True]


def test_without_marks_of_both_sides_nobody_looks_apart() -> None:
    assert patterns.apart([mark(1, 500, author=1), mark(2, 700, author=2)], maker_id=7, duration_ms=24_000) == []
