"""Two at the same time on one recording: one upload stays open, one finish counts, one file bears a name."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from tests.conftest import House
from tests.media.test_uploads import FILM, Make
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Missing, ProductError
from wpl_platform.jobs.models import Job
from wpl_platform.media import actions, receive
from wpl_platform.media.models import Recording, Rendition, RenditionKind, StorageChoice, Upload
from wpl_platform.media.queries import is_open
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

Act = Callable[[], object]


def at_once(*acts: Act) -> list[ProductError]:
    """Does each in a transaction of its own, all having begun; answers what they were refused with."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.commit()
    started, refused = threading.Barrier(len(acts)), list[ProductError]()

    def run(act: Act) -> None:
        try:
            with apart(app, writes=True):
                with suppress(threading.BrokenBarrierError):
                    started.wait(timeout=0.5)  # on SQLite the second cannot begin before the first is done
                act()
        except ProductError as error:
            refused.append(error)

    rivals = [threading.Thread(target=run, args=(act,)) for act in acts]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    db.session.expire_all()
    return refused


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


def begin(number: int, length: int = len(FILM)) -> Upload:
    recording = db.session.get_one(Recording, number)
    by = viewer_of(recording.maker)
    return receive.begin_upload(recording, length=length, filename="film.mp4", most=10**9, by=by)


def test_of_two_uploads_begun_at_once_one_stays_open(waiting: Recording) -> None:
    number = waiting.id
    assert at_once(lambda: begin(number), lambda: begin(number)) == []
    assert len(db.session.scalars(select(Upload)).all()) == 2
    assert len(db.session.scalars(select(Upload).where(is_open())).all()) == 1


def test_an_upload_finished_twice_at_once_is_one_film_and_one_job(waiting: Recording) -> None:
    upload = begin(waiting.id)
    with storage().writer(upload.id) as file:
        file.write(FILM)
    key = upload.id

    def finish() -> None:
        assert receive.finish_upload(db.session.get_one(Upload, key))

    assert at_once(finish, finish) == []
    assert [row.key for row in db.session.scalars(select(Rendition))] == [key]
    assert [job.kind for job in db.session.scalars(select(Job))] == [actions.ARRIVE]


def test_two_files_of_one_name_kept_at_once_leave_one_and_the_other_is_removed(waiting: Recording) -> None:
    number, keys = waiting.id, ("a" * 26, "b" * 26)

    def keep(key: str) -> Act:
        return lambda: actions.keep(number, RenditionKind.POSTER, key=key, media_type="image/jpeg", size=1)

    assert at_once(keep(keys[0]), keep(keys[1])) == []
    left = db.session.scalars(select(Rendition.key)).one()
    gone = db.session.scalars(select(Job.subject).where(Job.kind == actions.FORGET)).one()
    assert {left, gone.removeprefix("file:")} == set(keys)


def test_two_films_begun_at_once_do_not_both_take_the_last_room(waiting: Recording, record: Make, house: House) -> None:
    db.session.add(StorageChoice(organisation_id=house.team.organisation_id, quota=1000))
    numbers = [waiting.id, record(waiting.maker, waiting.team_id).id]
    refused = at_once(*(lambda number=number: begin(number, 600) for number in numbers))
    assert len(refused) == 1
    assert len(db.session.scalars(select(Upload).where(is_open())).all()) == 1


def test_what_is_gone_is_nobodys_turn(app: Flask, waiting: Recording) -> None:
    number = waiting.id

    def end() -> None:
        db.session.delete(db.session.get_one(Recording, number))

    at_once(end)
    with pytest.raises(Missing):
        database.one_at_a_time(waiting)
