"""Where in a film an instant lies: time since it began, without the pauses."""

from datetime import UTC, datetime, timedelta

import pytest

from wpl_platform.core.timecode import Span
from wpl_platform.feedback.film_clock import Press, Tick, film_at, place
from wpl_platform.feedback.filming_models import BeatKind

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def at(ms: int) -> datetime:
    return NOON + timedelta(milliseconds=ms)


TICKS = [
    Tick(BeatKind.BEGIN, at(0), 0),
    Tick(BeatKind.PAUSE, at(10_000), 10_000),
    Tick(BeatKind.RESUME, at(70_000), 10_000),
    Tick(BeatKind.END, at(80_000), 20_000),
]


@pytest.mark.parametrize(
    ("after", "film"),
    [(-5_000, 0), (0, 0), (4_000, 4_000), (10_000, 10_000), (40_000, 10_000), (75_000, 15_000), (99_000, 20_000)],
)
def test_film_time_runs_while_it_is_filmed_and_stands_still_on_pause(after: int, film: int) -> None:
    assert film_at(TICKS, at(after)) == film


def test_a_pause_that_was_told_late_does_not_make_the_film_longer_than_it_was() -> None:
    late = [*TICKS[:1], Tick(BeatKind.PAUSE, at(10_400), 10_000), *TICKS[2:]]
    assert film_at(late, at(10_300)) == 10_000
    assert film_at(late, at(75_000)) == 15_000


def test_what_one_beat_is_off_does_not_add_up_over_the_pauses() -> None:
    off = [
        Tick(tick.kind, tick.at + timedelta(milliseconds=300 * number), tick.film_ms)
        for number, tick in enumerate(TICKS)
    ]
    assert film_at(off, at(75_000)) == 14_400


@pytest.mark.parametrize(
    ("press", "span"),
    [
        (Press(at(5_000), 90, 2_000), Span(3_000)),
        (Press(at(1_000), 90, 2_000), Span(0)),
        (Press(at(5_000), 3_000, 2_000), Span(3_000, 8_000)),
        (Press(at(71_000), 90, 2_000), Span(10_000)),
        (Press(at(30_000), 3_000, 2_000), Span(10_000)),
        (Press(at(9_000), 5_000, 0), Span(9_000, 10_000)),
        (Press(at(90_000), 90, 0), Span(20_000)),
    ],
)
def test_a_tap_is_a_point_with_its_lead_and_what_is_held_while_the_film_runs_is_a_range(
    press: Press, span: Span
) -> None:
    assert place(TICKS, press) == span


def test_nothing_lands_behind_the_end_of_the_film() -> None:
    assert place(TICKS, Press(at(79_900), 90, 0), 19_500) == Span(19_500)
    assert place(TICKS, Press(at(76_000), 3_900, 0), 19_500) == Span(16_000, 19_500)
    assert place(TICKS, Press(at(79_700), 900, 0), 19_500) == Span(19_500)
