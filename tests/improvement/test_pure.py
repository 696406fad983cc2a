"""The arithmetic of the board: ranks, dates, neighbours."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wpl_platform.improvement import ranks
from wpl_platform.improvement.columns import COLUMNS, neighbours
from wpl_platform.improvement.due import Standing, default_date, standing
from wpl_platform.improvement.models import Stage

TODAY = date(2026, 11, 24)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_a_rank_lies_strictly_between_its_neighbours_or_there_is_none(one: int, other: int) -> None:
    above, below = sorted((one, other))
    rank = ranks.between(above, below)
    assert (rank is None) == (below - above < 2)
    assert rank is None or above < rank < below


def test_at_an_end_of_the_column_there_is_always_room() -> None:
    assert ranks.between(None, None) == 0
    assert ranks.between(None, 0) == -ranks.STEP
    assert ranks.between(0, None) == ranks.STEP


def test_fresh_ranks_leave_room_between_all() -> None:
    fresh = ranks.spread([7, 3, 9])
    assert [card for card, _ in sorted(fresh.items(), key=lambda item: item[1])] == [7, 3, 9]
    assert ranks.between(fresh[7], fresh[3]) is not None


def test_a_date_is_late_only_after_its_day_and_never_for_a_success() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert standing(yesterday, Stage.GOING, TODAY) is Standing.LATE
    assert standing(TODAY, Stage.GOING, TODAY) is Standing.TODAY
    assert standing(TODAY + timedelta(days=1), Stage.GOING, TODAY) is Standing.AHEAD
    assert standing(None, Stage.NOTICE, TODAY) is Standing.AHEAD
    assert standing(yesterday, Stage.SUCCESS, TODAY) is Standing.AHEAD


def test_a_date_that_nobody_chose_lies_thirty_days_ahead() -> None:
    assert default_date(TODAY) == date(2026, 12, 24)


def test_the_columns_stand_in_order_and_end_at_both_sides() -> None:
    assert [column.stage for column in COLUMNS] == list(Stage)
    assert neighbours(Stage.NOTICE) == (None, Stage.GOING)
    assert neighbours(Stage.EXPERIENCE) == (Stage.GOING, Stage.SUCCESS)
    assert neighbours(Stage.SUCCESS) == (Stage.EXPERIENCE, None)
