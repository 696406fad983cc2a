from datetime import date, timedelta

from tests.analysis.test_patterns import mark
from wpl_platform.analysis import charts
from wpl_platform.analysis.patterns import Period
from wpl_platform.core.timecode import Span


def test_ticks_are_round_and_few() -> None:
    assert [tick.value for tick in charts.ticks(24_000)] == [0, 5_000, 10_000, 15_000, 20_000]
    assert [tick.value for tick in charts.ticks(372_000)] == [n * 120_000 for n in range(4)]
    assert len(charts.ticks(4 * 60 * 60 * 1000)) <= charts.TICKS + 1


def test_pins_that_would_cover_each_other_go_up_a_row() -> None:
    found = charts.pins([mark(1, 1_000), mark(2, 1_100), mark(3, 1_200), mark(4, 20_000)], 24_000)
    assert [pin.row for pin in found] == [0, 1, 2, 0]


def test_nothing_is_drawn_past_the_end() -> None:
    assert charts.percent(30_000, 24_000) == 100
    assert charts.stretch(Span(12_000, 24_000), 24_000) == (50.0, 50.0)


def test_curves_beside_each_other_stand_on_one_ground_and_share_a_scale() -> None:
    many, few = [mark(n, 5_000) for n in range(8)], [mark(9, 5_000)]
    top = charts.tallest([many, few], 24_000)
    tall, low = charts.curve(many, 24_000, 30, top), charts.curve(few, 24_000, 30, top)
    assert tall.height == 30
    assert low.height == 20
    assert low.height + low.drop == 30


def test_bars_are_as_wide_as_their_weeks_and_as_high_as_their_marks_a_week() -> None:
    day = date(2026, 11, 1)
    one = Period(day, day + timedelta(days=6), (), True)
    three = Period(day + timedelta(days=7), day + timedelta(days=27), (), True)
    found = charts.bars([one, three], [4, 6], most=4.0)
    assert [(bar.x, bar.width, bar.height) for bar in found] == [(0.0, 25.0, 1.0), (25.0, 75.0, 0.5)]
