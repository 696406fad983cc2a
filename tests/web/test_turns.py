"""What takes turns lets one in at a time, and the next when one leaves, also by an error, or takes too long."""

import threading
from time import sleep

import pytest

from wpl_platform.web import turns


def test_one_is_in_at_a_time_and_all_get_their_turn() -> None:
    inside: list[int] = []
    seen: list[int] = []

    def come(number: int) -> None:
        with turns.turn():
            inside.append(number)
            sleep(0.01)
            seen.append(len(inside))
            inside.remove(number)

    people = [threading.Thread(target=come, args=[number]) for number in range(12)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert seen == [1] * 12


def test_who_leaves_by_an_error_makes_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 60)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError


def test_who_is_stuck_holds_up_no_one_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", 0.01)
    over, came = threading.Event(), []

    def stick() -> None:
        with turns.turn():
            came.append("stuck")
            over.wait(60)

    stuck = threading.Thread(target=stick)
    stuck.start()
    while not came:
        sleep(0.001)
    for _ in range(2):  # and what was never theirs is not given back either
        with turns.turn():
            came.append("passed")
    over.set()
    stuck.join()
    with turns.turn():
        came.append("again")
    assert came == ["stuck", "passed", "passed", "again"]
