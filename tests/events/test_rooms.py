"""What happens in a room is numbered without holes, in the order in which it was committed, whoever writes."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.events import actions, queries
from wpl_platform.events.models import Event

WRITERS = 6
EACH = 25


def test_a_room_counts_its_own_events(app: Flask) -> None:
    assert [actions.publish("recording:7", "annotation", {"id": number}) for number in (4, 5)] == [1, 2]
    assert actions.publish("recording:8", "annotation", {"id": 6}) == 1
    assert queries.last_number("recording:7") == 2
    assert queries.last_number("recording:9") == 0
    assert queries.last_numbers({"recording:7", "recording:8", "recording:9"}) == {"recording:7": 2, "recording:8": 1}


def test_who_comes_back_gets_what_came_after_in_order_and_in_portions(app: Flask) -> None:
    for number in range(5):
        actions.publish("recording:7", "annotation", {"id": number})
    assert [event.data["id"] for event in queries.since("recording:7", 2)] == [2, 3, 4]
    assert [event.number for event in queries.since("recording:7", 0, limit=2)] == [1, 2]


def test_what_is_rolled_back_never_happened_and_leaves_no_hole(app: Flask) -> None:
    def fail() -> None:
        with apart(app, writes=True):
            actions.publish("recording:7", "annotation", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert actions.publish("recording:7", "annotation", {}) == 1


def test_writers_at_the_same_time_lose_nothing_and_a_reader_hears_all_in_order(app: Flask) -> None:
    written: set[tuple[int, int]] = set()
    heard: list[tuple[int, tuple[int, int]]] = []
    over = threading.Event()

    def write(writer: int) -> None:
        for step in range(EACH):
            with apart(app, writes=True):
                actions.publish("recording:7", "annotation", {"writer": writer, "step": step})
            written.add((writer, step))

    def read() -> None:
        reached, last_round = 0, False
        while not last_round:
            last_round = over.is_set()
            with apart(app, writes=False):
                for event in queries.since("recording:7", reached):
                    heard.append((event.number, (event.data["writer"], event.data["step"])))
                    reached = event.number

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    reader.join()
    assert len(written) == WRITERS * EACH
    assert [number for number, _ in heard] == list(range(1, WRITERS * EACH + 1))
    assert {what for _, what in heard} == written
    for writer in range(WRITERS):
        steps = [step for _, (author, step) in heard if author == writer]
        assert steps == sorted(steps)


def test_events_of_yesterday_are_forgotten_and_the_room_counts_on(app: Flask) -> None:
    actions.publish("recording:7", "annotation", {})
    db.session.execute(update(Event).values(created_at=clock.now() - actions.KEPT - timedelta(minutes=1)))
    actions.publish("recording:7", "annotation", {})
    actions.forget_old()
    assert [event.number for event in queries.since("recording:7", 0)] == [2]
    assert actions.publish("recording:7", "annotation", {}) == 3
