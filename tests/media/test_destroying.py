"""What becomes of a film that somebody in view withdrew from: gone, with proof, and no backup brings it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.media import ended as scene
from tests.media.consents import agree, client_in, withdraw
from tests.media.ended import KINDS, is_kept, keys_of
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Missing, Refused
from wpl_platform.feedback.models import Annotation
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, certificates, destroying, receive, withdrawals
from wpl_platform.media.consent_models import Consent
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import PersonInView, Recording, RenditionKind
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

filmed = scene.filmed


def later(days: float) -> None:
    """The hourly round so many days from now, with the work that it asks for."""
    with clock.at(clock.now() + timedelta(days=days)):
        destroying.destroy_due()
        destroying.try_again()
        work(Queue.SHORT)


def test_after_the_set_days_every_byte_is_gone_and_the_words_are_not(filmed: Recording) -> None:
    person, keys = client_in(filmed), keys_of(filmed)
    agree(person)
    withdraw(person)
    later(days=6)
    assert all(map(is_kept, keys))
    later(days=8)
    assert keys_of(filmed) == []
    assert len(keys) == len(KINDS)
    assert not any(map(is_kept, keys))
    assert db.session.scalars(select(Annotation.text)).all() == ["Je wacht"]


def test_the_proof_names_every_file_and_is_only_made_when_all_are_gone(
    filmed: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = keys_of(filmed)
    destroying.destroy(db.session.get_one(Recording, filmed.id), Why.WITHDRAWN)
    db.session.commit()
    with monkeypatch.context() as patched:
        patched.setattr(type(storage()), "delete", lambda self, key: None)
        work(Queue.SHORT)
    db.session.expire_all()
    proof = db.session.scalars(select(Destruction)).one()
    assert {file["key"] for file in proof.files} == set(keys)
    assert proof.done_at is None
    db.session.commit()
    later(days=0.1)
    assert db.session.scalars(select(Destruction.done_at)).one() is not None


def test_the_certificate_is_for_who_has_its_number_and_cannot_be_made_up(
    filmed: Recording, client: FlaskClient
) -> None:
    count = len(keys_of(filmed))
    destroying.destroy(filmed, Why.WITHDRAWN)
    db.session.commit()
    assert certificates.number_of(filmed) == "", "nothing is certain yet"
    work(Queue.SHORT)
    number = certificates.number_of(filmed)
    found = certificates.certificate(number)
    assert (found.recording_id, sum(found.files.values()), found.organisation) == (filmed.id, count, "De Lindehoeve")
    page = client.get(f"/certificates/{number}")
    assert "Verklaring van vernietiging" in page.text
    assert filmed.title not in page.text
    paper = client.get(f"/certificates/{number}/pdf")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Content-Type"] == "application/pdf"
    for altered in (number[:-1], "2" + number[1:], "MQ", ""):
        with pytest.raises(Missing):
            certificates.certificate(altered)


def test_what_was_destroyed_gets_no_new_film_from_anybody(sanne: Person, filmed: Recording) -> None:
    destroying.destroy(filmed, Why.WITHDRAWN)
    db.session.commit()
    with pytest.raises(Refused):
        receive.begin_upload(filmed, length=10, filename="a.mp4", most=100, by=viewer_of(sanne))
    with pytest.raises(Missing):
        actions.keep(filmed.id, RenditionKind.DIRECT, key="k" * 26, media_type="video/mp4", size=1)


def test_who_withdrew_from_what_is_destroyed_cannot_agree_to_it_any_more(filmed: Recording) -> None:
    person = client_in(filmed)
    withdraw(person)
    destroying.destroy(filmed, Why.WITHDRAWN)
    db.session.commit()
    with pytest.raises(Conflict):
        agree(person)


def test_a_backup_from_before_does_not_bring_it_back(
    filmed: Recording, youssef: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    person, page = client_in(filmed), f"/recordings/{filmed.id}"
    agree(person)
    withdraw(person)
    work(Queue.SHORT)
    as_before(person)
    assert client_of(youssef).get(page).status_code == 200, "the backup says that they agreed"
    withdrawals.do_again()
    db.session.commit()
    assert client_of(youssef).get(page).status_code == 404
    later(days=8)
    assert db.session.get_one(Recording, filmed.id).destroyed_at is not None


def test_who_agreed_again_after_withdrawing_is_not_withdrawn_by_the_list(filmed: Recording) -> None:
    person = client_in(filmed)
    withdraw(person)
    work(Queue.SHORT)
    agree(person)
    withdrawals.do_again()
    db.session.commit()
    assert db.session.get_one(PersonInView, person.id).withdrawn_at is None


def test_a_withdrawal_that_was_not_written_down_is_at_the_next_round(filmed: Recording) -> None:
    person = client_in(filmed)
    withdraw(person)
    withdrawals.write_missing()
    withdrawals.write_missing()
    db.session.commit()
    as_before(person)
    withdrawals.do_again()
    assert db.session.get_one(PersonInView, person.id).withdrawn_at is not None
    assert len(withdrawals._read()) == 1


def as_before(person: PersonInView) -> None:
    """As a backup from before the withdrawal has it."""
    db.session.rollback()
    row = db.session.get_one(PersonInView, person.id)
    row.withdrawn_at = None
    for consent in db.session.scalars(select(Consent).where(Consent.in_view_id == person.id)):
        consent.ended_at = consent.ended_why = None
    db.session.commit()
