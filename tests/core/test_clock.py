from datetime import UTC, datetime
from threading import Thread

from wpl_platform.core import clock

THEN = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


def test_the_clock_can_be_told_another_moment_and_goes_on_from_there() -> None:
    with clock.at(THEN):
        first, second = clock.now(), clock.now()
        assert THEN <= first <= second
        assert clock.today().isoformat() == "2026-01-01"
    assert clock.now().year > 2025


def test_another_thread_keeps_its_own_time() -> None:
    seen: list[datetime] = []
    with clock.at(THEN):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0].year > 2025
