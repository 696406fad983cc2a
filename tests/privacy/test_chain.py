"""The chain: every line that was changed, removed, put in or moved is found, and the database refuses all of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import House
from tests.privacy.conftest import Tamper
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.privacy.chain import FIELDS, sealed
from wpl_platform.privacy.models import NOTHING, AccessChain, AccessEntry, Action
from wpl_platform.privacy.noting import About, note
from wpl_platform.privacy.shortening import KEPT, shorten
from wpl_platform.privacy.verifying import Verdict, Wrong, verify
from wpl_platform.teams.viewer import Viewer

OTHER = {
    "organisation_id": None,  # the primary key's other half: moving a line to another organisation removes it here
    "seq": 99,
    "at": "2020-01-01 10:00:00.000000",
    "who": "0" * 64,
    "acted_as": "facilitator",
    "on_behalf": "subject:9",
    "action": "exported",
    "about_kind": "person",
    "about_id": 13,
    "subject_id": 4,
    "what": "fg",
    "request": "another",
    "hash": "f" * 64,
    "person_id": None,
}


def verdict() -> Verdict:
    """What is said of the only log there is."""
    db.session.expire_all()
    (found,) = verify({})
    return found


def found() -> tuple[int, Wrong] | None:
    """The number of the first wrong line with what is wrong."""
    fault = verdict().fault
    return (fault.seq, fault.wrong) if fault else None


@pytest.mark.usefixtures("five_lines")
def test_a_log_that_nobody_touched_is_whole() -> None:
    told = verdict()
    assert (told.lines, told.seq, told.fault) == (5, 5, None)
    first = db.session.scalars(select(AccessEntry).order_by(AccessEntry.seq)).first()
    assert first is not None
    assert first.hash == sealed(NOTHING, first)


def test_every_column_of_a_line_is_tried() -> None:
    columns = {column.name for column in AccessEntry.__table__.columns}
    assert columns == OTHER.keys()
    assert columns - {"person_id", "hash"} == set(FIELDS), "a new column is sealed, or has its reason not to be"


@pytest.mark.usefixtures("five_lines")
@pytest.mark.parametrize("column", sorted(OTHER.keys() - {"organisation_id"}))
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_field_is_found(tamper: Tamper, column: str, seq: int) -> None:
    tamper(f"UPDATE access_entry SET {column} = :value WHERE seq = :seq", value=OTHER[column], seq=seq)
    fault = verdict().fault
    assert fault is not None, column
    assert fault.seq == seq


@pytest.mark.usefixtures("five_lines")
def test_a_line_given_to_another_person_is_found(tamper: Tamper, sanne: Person) -> None:
    tamper("UPDATE access_entry SET person_id = :person WHERE seq = 4", person=sanne.id)
    assert found() == (4, Wrong.PERSON)


@pytest.mark.usefixtures("five_lines")
def test_a_line_that_went_to_another_organisation_is_found_in_both(tamper: Tamper, house: House) -> None:
    elsewhere = house.other_team.organisation_id
    tamper("UPDATE access_entry SET organisation_id = :elsewhere WHERE seq = 2", elsewhere=elsewhere)
    faults = {told.organisation_id: told.fault.wrong for told in verify({}) if told.fault}
    assert faults == {house.team.organisation_id: Wrong.REMOVED, elsewhere: Wrong.BEYOND}


@pytest.mark.usefixtures("five_lines")
@pytest.mark.parametrize("seq", [1, 3, 4, 5])
def test_a_removed_line_is_found(tamper: Tamper, seq: int) -> None:
    tamper("DELETE FROM access_entry WHERE seq = :seq", seq=seq)
    assert found() == (seq, Wrong.REMOVED)


@pytest.mark.usefixtures("five_lines")
def test_that_the_last_lines_are_gone_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM access_entry WHERE seq > 2")
    assert found() == (3, Wrong.REMOVED)


@pytest.mark.usefixtures("five_lines")
def test_a_line_that_was_taken_out_with_the_numbers_closed_again_is_found(tamper: Tamper) -> None:
    tamper("DELETE FROM access_entry WHERE seq = 3")
    tamper("UPDATE access_entry SET seq = seq - 1 WHERE seq = 4")
    tamper("UPDATE access_entry SET seq = seq - 1 WHERE seq = 5")
    assert found() == (3, Wrong.BROKEN)


@pytest.mark.usefixtures("five_lines")
def test_two_lines_that_changed_places_are_found(tamper: Tamper) -> None:
    for now, then in ((2, 90), (3, 2), (90, 3)):
        tamper("UPDATE access_entry SET seq = :then WHERE seq = :now", now=now, then=then)
    assert found() == (2, Wrong.BROKEN)


COPY = "INSERT INTO access_entry SELECT organisation_id, :seq, at, person_id, who, acted_as, on_behalf, action, "
COPY += "about_kind, about_id, subject_id, what, request, hash FROM access_entry WHERE seq = :copied"


@pytest.mark.usefixtures("five_lines")
def test_a_line_that_was_put_in_is_found(tamper: Tamper) -> None:
    for seq in (5, 4):
        tamper("UPDATE access_entry SET seq = seq + 1 WHERE seq = :seq", seq=seq)
    tamper(COPY, seq=4, copied=3)
    assert found() == (4, Wrong.BROKEN)


@pytest.mark.usefixtures("five_lines")
def test_a_line_after_the_end_is_found(tamper: Tamper) -> None:
    tamper(COPY, seq=6, copied=5)
    assert found() == (6, Wrong.BEYOND)


@pytest.mark.usefixtures("five_lines")
def test_an_end_that_is_gone_or_other_is_found(tamper: Tamper) -> None:
    tamper("UPDATE access_chain SET hash = :hash", hash="a" * 64)
    assert found() == (5, Wrong.END)
    tamper("DELETE FROM access_chain")
    assert found() == (1, Wrong.BEYOND)


@pytest.mark.usefixtures("five_lines")
def test_a_chain_that_was_made_anew_whole_is_only_found_by_what_was_written_down(tamper: Tamper) -> None:
    told = verdict()
    anchors = {told.organisation_id: {told.seq: told.hash}}
    tamper("UPDATE access_entry SET about_id = 13 WHERE seq = 2")
    before = NOTHING
    for line in db.session.scalars(select(AccessEntry).order_by(AccessEntry.seq)).all():
        before = sealed(before, line)
        tamper("UPDATE access_entry SET hash = :hash WHERE seq = :seq", hash=before, seq=line.seq)
    tamper("UPDATE access_chain SET hash = :hash", hash=before)
    assert found() is None
    (again,) = verify(anchors)
    assert again.fault is not None
    assert (again.fault.seq, again.fault.wrong) == (5, Wrong.ANCHOR)


@pytest.mark.usefixtures("five_lines")
def test_lines_that_were_written_down_and_are_gone_with_the_end_are_found_by_it(tamper: Tamper) -> None:
    told = verdict()
    third = db.session.scalar(select(AccessEntry.hash).where(AccessEntry.seq == 3))
    tamper("DELETE FROM access_entry WHERE seq > 3")
    tamper("UPDATE access_chain SET seq = 3, hash = :hash", hash=third)
    assert found() is None
    (again,) = verify({told.organisation_id: {told.seq: told.hash}})
    assert again.fault is not None
    assert (again.fault.seq, again.fault.wrong) == (5, Wrong.REMOVED)


@pytest.mark.usefixtures("five_lines")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_entry SET what = 'x' WHERE seq = 2",
        "UPDATE access_entry SET person_id = 1 WHERE seq = 4",
        "DELETE FROM access_entry WHERE seq = 5",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(app: Flask, statement: str) -> None:
    with pytest.raises(DBAPIError, match="access log"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert found() is None


@pytest.mark.usefixtures("five_lines")
def test_postgresql_refuses_to_empty_the_log(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE: it deletes, which is refused")
    with pytest.raises(DBAPIError, match="access log"):
        db.session.execute(text("TRUNCATE access_entry"))


@pytest.mark.usefixtures("five_lines")
def test_who_is_erased_is_no_longer_named_and_the_chain_still_holds(app: Flask, youssef: Person) -> None:
    db.session.execute(text("DELETE FROM person WHERE id = :id"), {"id": youssef.id})
    db.session.commit()
    named = db.session.execute(select(AccessEntry.seq, AccessEntry.person_id).order_by(AccessEntry.seq)).all()
    assert [person is not None for _, person in named] == [True, True, False, False, False]
    marks = db.session.scalars(select(AccessEntry.who).where(AccessEntry.seq > 2)).all()
    assert len(set(marks)) == 1, "what one erased person did still belongs together"
    assert found() is None


@pytest.mark.usefixtures("five_lines")
def test_who_hides_that_somebody_who_is_still_there_did_it_is_found(app: Flask) -> None:
    db.session.execute(text("UPDATE access_entry SET person_id = NULL WHERE seq = 3"))
    db.session.commit()
    assert found() == (3, Wrong.PERSON)


def test_what_is_undone_is_not_logged(about: About, sanne: Person, as_viewer: Callable[[Person], Viewer]) -> None:
    note(Action.SHARED, about, by=as_viewer(sanne))
    database.undo()
    database.commit()
    assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 0


def test_old_lines_go_with_a_line_that_says_so_and_the_rest_still_holds(
    about: About, sanne: Person, as_viewer: Callable[[Person], Viewer], tamper: Tamper
) -> None:
    long_ago = clock.now() - KEPT - timedelta(days=30)
    for moment in (long_ago, long_ago + timedelta(days=1), clock.now() - timedelta(days=400)):
        with clock.at(moment), database.transaction():
            note(Action.SEEN, about, by=as_viewer(sanne))
    assert shorten(about.organisation_id, KEPT) == 2
    database.commit()
    assert shorten(about.organisation_id, KEPT) == 0
    left = db.session.execute(select(AccessEntry.seq, AccessEntry.action).order_by(AccessEntry.seq)).all()
    assert left == [(3, Action.SEEN), (4, Action.LOG_SHORTENED)]
    assert found() is None
    tamper("UPDATE access_chain SET from_seq = 3, from_hash = (SELECT hash FROM access_entry WHERE seq = 3)")
    tamper("DELETE FROM access_entry WHERE seq = 3")
    assert found() == (4, Wrong.BEGIN)


@pytest.mark.usefixtures("five_lines")
def test_no_line_goes_within_five_years(app: Flask, about: About) -> None:
    with pytest.raises(Invalid):
        shorten(about.organisation_id, timedelta(days=365))
    db.session.execute(text("UPDATE access_chain SET from_seq = 5"))
    with pytest.raises(DBAPIError, match="five years"):
        db.session.execute(text("DELETE FROM access_entry WHERE seq < 3"))
    db.session.rollback()
    assert db.session.scalars(select(AccessChain.from_seq)).one() == 0
