"""Where somebody stands on the register, day by day."""

from datetime import UTC, date, datetime

import pytest

from wpl_platform.academy.standing import Standing, standing_on

SINCE, UNTIL = date(2025, 4, 1), date(2029, 3, 31)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 3, 31), Standing.APPLIED),
        (date(2025, 4, 1), Standing.REGISTERED),
        (date(2029, 3, 31), Standing.REGISTERED),
        (date(2029, 4, 1), Standing.EXPIRED),
    ],
)
def test_both_ends_of_a_registration_belong_to_it(day: date, standing: Standing) -> None:
    assert standing_on(day, registered_on=SINCE, valid_until=UNTIL, struck_off_at=None) is standing


def test_who_was_never_entered_has_applied() -> None:
    assert standing_on(SINCE, registered_on=None, valid_until=None, struck_off_at=None) is Standing.APPLIED


def test_a_registration_without_end_does_not_expire() -> None:
    assert (
        standing_on(date(2999, 1, 1), registered_on=SINCE, valid_until=None, struck_off_at=None) is Standing.REGISTERED
    )


def test_struck_off_wins_from_every_date() -> None:
    struck = datetime(2026, 1, 1, tzinfo=UTC)
    assert standing_on(SINCE, registered_on=SINCE, valid_until=UNTIL, struck_off_at=struck) is Standing.STRUCK_OFF
