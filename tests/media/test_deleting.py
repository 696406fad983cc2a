"""What stays of a film that its maker deleted: the proof, and never the film, nor a backup of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select

from tests.conftest import House
from tests.media import ended as scene
from tests.media.consents import agree, client_in, withdraw
from tests.media.ended import is_kept, keys_of
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, beside, certificates, check, destroyed_list, destroying
from wpl_platform.media.consent_models import Purpose
from wpl_platform.media.destruction_models import Destruction, WasInView, Why
from wpl_platform.media.models import PersonInView, Recording, Upload
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

filmed = scene.filmed
Row = dict[str, Any]


def delete(recording: Recording) -> None:
    actions.delete_recording(recording, by=viewer_of(recording.maker))
    db.session.commit()


def proof() -> Destruction:
    return db.session.scalars(select(Destruction)).one()


def test_a_film_that_its_maker_deletes_leaves_a_certificate(filmed: Recording, sanne: Person) -> None:
    number, keys, maker = filmed.id, keys_of(filmed), viewer_of(sanne)
    delete(filmed)
    assert db.session.get(Recording, number) is None
    assert certificates.numbered(proof()) == "", "nothing is certain yet"
    assert check.look().faults == [], "bytes that a job is about to remove are no fault"
    work(Queue.SHORT)
    assert not any(map(is_kept, keys))
    found = certificates.certificate(certificates.numbered(proof()))
    assert (found.recording_id, found.why, sum(found.files.values())) == (number, Why.DELETED, len(keys))
    assert [row.recording_id for row in certificates.destroyed_of(viewer=maker)] == [number]


def test_what_is_said_with_a_moment_and_what_is_coming_in_is_destroyed_with_it(
    filmed: Recording, sanne: Person
) -> None:
    with storage().scratch() as folder:
        (folder / "said").write_bytes(b"voice")
        key, size = storage().keep(folder / "said")
    moment = db.session.scalars(select(Annotation)).one()
    spoken = Spoken(
        annotation_id=moment.id,
        person_id=sanne.id,
        take=ids.new_key(),
        kind=SpokenKind.SOUND,
        stage=SpokenStage.READY,
        key=key,
        size=size,
    )
    coming = Upload(id=ids.new_key(), recording_id=filmed.id, person_id=sanne.id, expires_at=clock.now())
    storage().begin(coming.id)
    db.session.add_all([spoken, coming])
    db.session.commit()
    on_its_way = coming.id
    destroying.destroy(filmed, Why.EXPIRED)
    db.session.commit()
    work(Queue.SHORT)
    assert {key, on_its_way} <= {file["key"] for file in proof().files}
    assert not is_kept(key)
    assert [each.key for each in storage().coming.left()] == []
    assert db.session.scalar(select(func.count()).select_from(Spoken)) == 0
    assert db.session.scalar(select(Annotation.text)) == "Je wacht"


def test_the_proof_keeps_what_people_agreed_to_and_not_who_they_were(filmed: Recording) -> None:
    person, taken_off = client_in(filmed), client_in(filmed, "Toch niet")
    agree(person, Purpose.IMAGE_SESSION)
    taken_off.removed_at = clock.now()
    key = person.key
    delete(filmed)
    kept = db.session.scalars(select(WasInView)).one()
    assert kept.key_digest == ids.digest(key)
    assert {each["purpose"] for each in kept.consents} == {"learning", "image_session"}
    assert all(each["given"] and each["told"] and each["how"] == "link" for each in kept.consents)
    assert "De Wit" not in str(kept.consents)
    work(Queue.SHORT)
    assert certificates.certificate(certificates.numbered(proof())).people == 1
    assert db.session.scalar(select(func.count()).select_from(PersonInView)) == 0


def test_who_was_in_view_reads_by_their_link_that_it_is_gone(filmed: Recording, client: FlaskClient) -> None:
    person = client_in(filmed)
    key = person.key
    delete(filmed)
    assert "De video is vernietigd" in client.get(f"/consent/{key}").text
    assert "/certificates/" not in client.get(f"/consent/{key}").text
    work(Queue.SHORT)
    number = certificates.numbered(proof())
    assert f"/certificates/{number}" in client.get(f"/consent/{key}").text
    assert client.get(f"/consent/{ids.new_key()}").status_code == 404


def as_rows(recording: Recording) -> list[tuple[type[Any], Row]]:
    """The recording and who is in view, as a backup has them."""
    rows = [recording, *db.session.scalars(select(PersonInView).where(PersonInView.recording_id == recording.id))]
    return [
        (type(row), {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}) for row in rows
    ]


def put_back(rows: list[tuple[type[Any], Row]]) -> None:
    """A backup from before the deletion is put back: the proof is not in it, and the recording is."""
    db.session.rollback()
    for row in db.session.scalars(select(Destruction)).all():
        db.session.delete(row)
    for table, values in rows:
        db.session.add(table(**values))
        db.session.flush()
    db.session.commit()


def test_a_backup_from_before_does_not_bring_back_what_was_deleted(
    filmed: Recording, client_of: Callable[[Person], FlaskClient], sanne: Person
) -> None:
    client_in(filmed)
    rows, page = as_rows(filmed), f"/recordings/{filmed.id}"
    delete(filmed)
    work(Queue.SHORT)
    put_back(rows)
    assert client_of(sanne).get(page).status_code == 200, "the backup has it"
    destroying.destroy_again()
    db.session.commit()
    assert client_of(sanne).get(page).status_code == 404
    work(Queue.SHORT)
    assert proof().why is Why.DELETED
    assert len(beside.lines(4)) == 1, "it is written down once"


def test_a_new_film_under_the_number_of_a_deleted_one_is_let_be(filmed: Recording) -> None:
    rows = as_rows(filmed)
    delete(filmed)
    work(Queue.SHORT)
    old = certificates.numbered(proof())
    rows[0][1]["created_at"] = rows[0][1]["created_at"] + timedelta(seconds=1)
    put_back(rows)
    destroying.destroy_again()
    again = db.session.get_one(Recording, rows[0][1]["id"])
    destroying.destroy(again, Why.EXPIRED)
    proof().id, proof().done_at = 1, clock.now()
    db.session.commit()
    with pytest.raises(Missing):
        certificates.certificate(old)


def test_a_destruction_that_was_not_written_down_is_at_the_next_round(filmed: Recording) -> None:
    rows = as_rows(filmed)
    delete(filmed)
    destroyed_list.write_missing()
    destroyed_list.write_missing()
    db.session.commit()
    assert len(beside.lines(4)) == 1
    put_back(rows)
    destroying.destroy_again()
    assert db.session.get(Recording, rows[0][1]["id"]) is None


def test_who_is_erased_leaves_the_same_proof_with_that_reason(filmed: Recording) -> None:
    actions.remove(filmed, Why.ERASED)
    db.session.commit()
    work(Queue.SHORT)
    assert certificates.certificate(certificates.numbered(proof())).why is Why.ERASED


def test_only_the_fg_sees_what_was_destroyed_of_the_organisation(
    filmed: Recording, house: House, sanne: Person, ingrid: Person
) -> None:
    organisation = house.team.organisation_id
    delete(filmed)
    for person in (sanne, ingrid):
        assert certificates.destroyed_for(organisation, viewer=viewer_of(person)) == []


def test_a_film_that_was_destroyed_before_its_maker_deleted_it_has_both_proofs(filmed: Recording) -> None:
    person = client_in(filmed)
    agree(person)
    withdraw(person)
    destroying.destroy(filmed, Why.WITHDRAWN)
    delete(filmed)
    work(Queue.SHORT)
    rows = db.session.scalars(select(Destruction).order_by(Destruction.id)).all()
    assert [row.why for row in rows] == [Why.WITHDRAWN, Why.DELETED]
    assert db.session.scalars(select(WasInView.destruction_id)).all() == [rows[1].id]
