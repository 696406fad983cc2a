"""Noting: two at once make one chain, what goes on is noted once, and a GET writes after it read."""

import threading
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.counting import statements_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import apart, db
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.privacy.noting import AGAIN_AFTER, About, note, once
from wpl_platform.privacy.verifying import verify
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]


def lines() -> list[AccessEntry]:
    """The log, from its beginning."""
    db.session.expire_all()
    return list(db.session.scalars(select(AccessEntry).order_by(AccessEntry.organisation_id, AccessEntry.seq)))


def test_a_line_says_who_did_what_as_whom(about: About, tom: Person, as_viewer: AsViewer) -> None:
    note(Action.PLAYED, about, by=as_viewer(tom), subject_id=4, on_behalf="subject:4", what="film")
    database.commit()
    (line,) = lines()
    assert (line.person_id, line.acted_as, line.action) == (tom.id, "facilitator", Action.PLAYED)
    assert (line.about_id, line.subject_id, line.on_behalf, line.what) == (12, 4, "subject:4", "film")
    assert "Tom" not in line.who


def test_many_at_once_make_one_chain_without_a_gap(
    app: Flask, about: About, sanne: Person, tom: Person, as_viewer: AsViewer
) -> None:
    viewers = [as_viewer(sanne), as_viewer(tom)]
    db.session.rollback()
    ready = threading.Barrier(8)
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            ready.wait()
            for _ in range(5):
                with apart(app, writes=True):
                    note(Action.SEEN, about, by=viewers[number % 2])
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    assert [line.seq for line in lines()] == list(range(1, 41))
    assert [told.fault for told in verify({})] == [None]


def test_the_first_two_lines_of_a_log_can_come_at_once(app: Flask, about: About) -> None:
    ready = threading.Barrier(2)

    def write() -> None:
        with apart(app, writes=True):
            ready.wait()
            note(Action.SEEN, about, by=None)

    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        ready = threading.Barrier(1)  # there, who writes is alone from the beginning
    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [line.seq for line in lines()] == [1, 2]


def test_who_goes_on_watching_is_noted_once_a_quarter(about: About, tom: Person, as_viewer: AsViewer) -> None:
    def watch(minutes: int) -> None:
        with clock.at(begun + timedelta(minutes=minutes)):
            once(Action.PLAYED, about, by=as_viewer(tom))
            database.commit()

    begun = clock.now()
    for minutes in (0, 1, 7, 14, 16, 20, 40):
        watch(minutes)
    assert [round((line.at - begun).total_seconds() / 60) for line in lines()] == [0, 16, 40]


def test_others_and_other_acts_are_noted_beside_it(
    about: About, tom: Person, sanne: Person, as_viewer: AsViewer
) -> None:
    for action in (Action.SEEN, Action.PLAYED):
        for person in (tom, sanne):
            once(action, about, by=as_viewer(person))
            database.commit()
    assert len(lines()) == 4


def test_who_asks_twice_at_the_same_time_is_noted_once(
    app: Flask, about: About, tom: Person, as_viewer: AsViewer
) -> None:
    once(Action.PLAYED, about, by=as_viewer(tom))
    once(Action.PLAYED, about, by=as_viewer(tom))  # before the first was written
    database.commit()
    assert len(lines()) == 1


def test_going_on_costs_no_question_once_it_is_known(about: About, tom: Person, as_viewer: AsViewer) -> None:
    viewer = as_viewer(tom)

    def watch_on() -> None:
        once(Action.PLAYED, about, by=viewer)
        database.commit()

    def watch() -> list[str]:
        return statements_of(watch_on)

    assert any("INSERT" in sent for sent in watch())
    assert [sent.split()[0] for sent in watch() if sent != "BEGIN IMMEDIATE"] == ["SELECT"]
    assert watch() == []


def test_a_line_that_was_lost_with_its_transaction_is_written_the_next_time(
    about: About, tom: Person, as_viewer: AsViewer
) -> None:
    once(Action.PLAYED, about, by=as_viewer(tom))
    database.undo()
    once(Action.PLAYED, about, by=as_viewer(tom))
    database.commit()
    assert len(lines()) == 1


def test_the_same_after_a_while_is_another_time(about: About) -> None:
    assert timedelta(minutes=5) <= AGAIN_AFTER <= timedelta(hours=1)


def test_what_a_reading_asked_to_note_is_written_when_it_ended(
    app: Flask, about: About, tom: Person, as_viewer: AsViewer
) -> None:
    viewer = as_viewer(tom)
    db.session.rollback()
    with apart(app, writes=False):
        db.session.scalars(select(Person)).all()
        once(Action.SEEN, about, by=viewer)
        sent = statements_of(database.end_reading)
    writes = [statement for statement in sent if statement.startswith("INSERT INTO access_entry")]
    assert len(writes) == 1
    assert len(lines()) == 1


def test_a_reading_that_was_refused_is_not_noted(app: Flask, about: About, tom: Person, as_viewer: AsViewer) -> None:
    viewer = as_viewer(tom)
    db.session.rollback()
    with apart(app, writes=False):
        once(Action.SEEN, about, by=viewer)
        database.undo()
        database.end_reading()
    assert lines() == []
