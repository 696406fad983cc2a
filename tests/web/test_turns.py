"""What takes turns lets a few in at once, and lets the next in when one leaves, also by an error."""

import threading
from time import sleep

import pytest

from wpl_platform.web.turns import AT_ONCE, in_turn


def test_no_more_than_a_few_are_in_at_once_and_all_get_their_turn() -> None:
    inside, most, answers = [0], [0], []
    lock = threading.Lock()

    @in_turn
    def door(number: int) -> int:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        sleep(0.01)
        with lock:
            inside[0] -= 1
        return number

    people = [threading.Thread(target=lambda number=number: answers.append(door(number))) for number in range(12)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(answers) == list(range(12))
    assert most == [AT_ONCE]


def test_who_leaves_by_an_error_makes_room_too() -> None:
    @in_turn
    def door() -> None:
        raise ZeroDivisionError

    for _ in range(AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            door()
