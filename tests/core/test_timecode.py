"""Time codes and spans, as people write them and as the timeline counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wpl_platform.core import timecode
from wpl_platform.core.timecode import Span


@pytest.mark.parametrize(("ms", "code"), [(0, "0:00"), (134_999, "2:14"), (3_734_000, "1:02:14"), (59_999, "0:59")])
def test_a_time_is_written_as_people_say_it(ms: int, code: str) -> None:
    assert timecode.written(ms) == code


@pytest.mark.parametrize(
    ("code", "ms"), [("2:14", 134_000), ("2:14.5", 134_500), ("2:14,5", 134_500), ("1:02:14,050", 3_734_050)]
)
def test_a_typed_time_code_is_read(code: str, ms: int) -> None:
    assert timecode.read(code) == ms


@pytest.mark.parametrize("code", ["", "2", "2:75", "twee", "-1:00", "1:2:3"])
def test_what_is_no_time_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="not a time code"):
        timecode.read(code)


@given(some.integers(min_value=0, max_value=86_399))
def test_what_is_written_reads_back(seconds: int) -> None:
    assert timecode.read(timecode.written(seconds * 1000)) == seconds * 1000


@pytest.mark.parametrize(("start", "end"), [(-1, None), (5, 5), (9, 3), (0, 86_400_001)])
def test_a_span_that_cannot_be_is_refused(start: int, end: int | None) -> None:
    with pytest.raises(ValueError, match=r"start|end"):
        Span(start, end)


def test_a_span_reads_as_a_point_or_a_range() -> None:
    assert str(Span(125_000)) == "2:05"
    assert str(Span(125_000, 151_000)) == "2:05–2:31"
    assert str(Span(125_100, 125_900)) == "2:05"
