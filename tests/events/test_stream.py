"""The stream itself: what a browser is sent, from when, for how long, and when it is cut off."""

import json
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Missing
from wpl_platform.events import actions, stream

ROOM = "recording:7"
LONG, SOON = 30, 10
"""Seconds: a look that is too late to help, and well before it."""


@dataclass
class Door:
    """A page's live address, and whether it is still open to whoever asks: at most so many times, if that is said."""

    client: FlaskClient
    allowed: bool = True
    times: float = math.inf
    raises: bool = False
    asked: list[bool] = field(default_factory=list)

    def get(self, query: str = "", **headers: str) -> TestResponse:
        return self.client.get(
            f"/room{query}", headers={name.replace("_", "-"): text for name, text in headers.items()}
        )

    def ask(self) -> bool:
        self.asked.append(self.allowed and len(self.asked) < self.times)
        if self.raises:
            raise Missing()
        return self.asked[-1]


@pytest.fixture
def door(app: Flask) -> Door:
    """A room behind a door of the test's own."""
    door = Door(app.test_client())

    def show() -> Response:
        return stream.respond(ROOM, None, door.ask)

    app.add_url_rule("/room", view_func=show)
    return door


def say(app: Flask, **data: Any) -> None:
    """Something happens, as if another process wrote it: nobody here is told."""
    with apart(app, writes=True):
        actions.publish(ROOM, "annotation", data)


def chunks(response: TestResponse) -> Iterator[str]:
    for chunk in response.response:
        yield chunk.decode() if isinstance(chunk, bytes) else chunk


def messages(text: str) -> list[dict[str, Any]]:
    lines = [line.partition(": ") for line in text.splitlines()]
    return [json.loads(value) for name, _, value in lines if name == "data"]


def next_messages(source: Iterator[str]) -> list[dict[str, Any]]:
    """The next that is more than a sign of life."""
    while True:
        found = messages(next(source))
        if found:
            return found


def test_a_stream_says_where_it_begins_and_then_what_happens(app: Flask, door: Door) -> None:
    say(app, id=1)
    response = door.get()
    assert response.content_type == "text/event-stream; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"
    source = chunks(response)
    first = next(source)
    assert first.startswith("retry: 2000\nid: 1\n")
    assert messages(first) == [{"number": 1, "kind": "here", "data": {}}]
    say(app, id=2)
    say(app, id=3)
    heard = next_messages(source)
    heard += [] if len(heard) == 2 else next_messages(source)
    assert [(message["number"], message["data"]) for message in heard] == [(2, {"id": 2}), (3, {"id": 3})]
    response.close()


def test_who_comes_back_gets_what_was_missed(app: Flask, door: Door) -> None:
    for number in range(1, 4):
        say(app, id=number)
    for response in (door.get("?since=1"), door.get("?since=0", Last_Event_ID="1")):
        source = chunks(response)
        next(source)
        assert [message["number"] for message in next_messages(source)] == [2, 3]
        response.close()


@pytest.mark.parametrize("header", ["", "x", "1e3", "-4"])
def test_a_last_event_that_is_no_number_does_no_harm(app: Flask, door: Door, header: str) -> None:
    response = door.get(Last_Event_ID=header)
    assert response.status_code == 200
    response.close()


def test_who_polls_gets_a_list_at_once(app: Flask, door: Door) -> None:
    say(app, id=1)
    assert door.get("?poll=1").json == [{"number": 1, "kind": "here", "data": {}}]
    say(app, id=2)
    expected = [{"number": 2, "kind": "annotation", "data": {"id": 2}}]
    assert door.get("?poll=1&since=1").json == expected
    assert door.get("?since=1", Accept="application/json").json == expected
    assert door.get("?poll=1&since=2").json == []


def test_who_was_away_too_long_hears_that_something_is_missed(app: Flask, door: Door) -> None:
    say(app, id=1)
    say(app, id=2)
    db.session.execute(db.text("delete from event where number = 1"))
    db.session.commit()
    kinds = [(message["kind"], message["number"]) for message in door.get("?poll=1&since=0").json or []]
    assert kinds == [("missed", None), ("annotation", 2)]
    db.session.execute(db.text("delete from event"))
    db.session.commit()
    assert door.get("?poll=1&since=1").json == [{"number": 2, "kind": "missed", "data": {}}]


def test_who_is_ahead_of_a_room_that_was_begun_anew_hears_so(app: Flask, door: Door) -> None:
    say(app, id=1)
    assert door.get("?poll=1&since=40").json == [{"number": 1, "kind": "missed", "data": {}}]


def test_a_closed_room_does_not_open(app: Flask, door: Door) -> None:
    door.allowed = False
    assert door.get().status_code == 404
    assert door.get("?poll=1").status_code == 404


@pytest.mark.parametrize("raises", [False, True])
def test_who_loses_the_room_hears_nothing_more_of_it(app: Flask, door: Door, raises: bool) -> None:
    response = door.get()
    source = chunks(response)
    next(source)
    door.allowed, door.raises = False, raises
    say(app, id=1)
    assert next_messages(source) == [{"number": None, "kind": "closed", "data": {}}]
    assert list(source) == []


def test_a_quiet_room_is_asked_about_every_few_seconds(app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(stream, "BEAT_SECONDS", 20)
    door.times = 5
    source = chunks(door.get())
    next(source)
    assert messages(next(source)) == [{"number": None, "kind": "closed", "data": {}}], "and no sign of life before"
    assert door.asked == [True] * 5 + [False]


def test_a_quiet_stream_gives_signs_of_life(app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHECK_SECONDS", 0.05)
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.1)
    response = door.get()
    source = chunks(response)
    next(source)
    assert next(source) == ": still here\n\n"
    response.close()


def test_the_process_holds_no_more_streams_than_it_can(app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "STREAMS_MAX", 2)
    held = [door.get(), door.get()]
    full = door.get()
    assert full.status_code == 503
    assert full.headers["Retry-After"] == "5"
    assert door.get("?poll=1").status_code == 200
    held[0].close()
    again = door.get()
    assert again.status_code == 200
    for response in (held[1], again):
        response.close()
    assert len(app.extensions["events"]) == 0


def test_one_person_on_one_device_holds_no_more_than_a_few(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "EACH_MAX", 1)
    held = door.get()
    assert door.get().status_code == 503
    held.close()
    again = door.get()
    assert again.status_code == 200
    again.close()


def test_asking_for_the_head_alone_takes_no_place(app: Flask, door: Door) -> None:
    assert door.client.head("/room").status_code == 200
    assert "events" not in app.extensions or len(app.extensions["events"]) == 0


def test_streams_end_when_the_process_stops_and_none_begins(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "CHECK_SECONDS", LONG)
    response = door.get()
    source = chunks(response)
    next(source)
    hub = app.extensions["events"]
    threading.Timer(0.2, hub.close).start()
    began = time.monotonic()
    assert list(source) == []
    assert time.monotonic() - began < SOON, "not at the next look"
    assert door.get().status_code == 503


def test_an_open_stream_holds_nothing_of_the_database(app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "EACH_MAX", 30)
    responses = [door.get() for _ in range(30)]
    sources = [chunks(response) for response in responses]
    for source in sources:
        next(source)
    say(app, id=1)
    for source in sources:
        assert next_messages(source)[0]["number"] == 1
    held: set[int] = set()
    for _ in range(40):
        time.sleep(0.02)
        held.add(db.engine.pool.checkedout())  # type: ignore[attr-defined]
    assert min(held) == 0, "at most the one look of the watcher comes and goes"
    assert max(held) <= 1
    for response in responses:
        response.close()


def heard_after(app: Flask, source: Iterator[str]) -> float:
    """How long a reader who waits already takes to hear of it, in s."""
    told: list[float] = []

    def run() -> None:
        time.sleep(0.3)
        told.append(time.monotonic())
        say(app, id=1)

    thread = threading.Thread(target=run)
    thread.start()
    next_messages(source)
    thread.join()
    return time.monotonic() - told[0]


def test_a_reader_hears_at_once_what_was_committed_here(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wpl_platform.events.hub.LOOK_SECONDS", LONG)
    monkeypatch.setattr(stream, "CHECK_SECONDS", LONG)
    response = door.get()
    source = chunks(response)
    next(source)
    assert heard_after(app, source) < SOON
    response.close()


def test_a_reader_hears_soon_what_was_written_elsewhere(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wpl_platform.core.database._listeners", ())
    monkeypatch.setattr(stream, "CHECK_SECONDS", LONG)
    response = door.get()
    source = chunks(response)
    next(source)
    assert heard_after(app, source) < SOON
    response.close()
