"""The web server dies at each step of receiving; after a restart the film is in once, or can be sent again, whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.killing import DIED, Grave, in_a_child
from tests.media.conftest import engine
from tests.media.test_tus_extensions import sum_of
from tests.media.test_uploads import Make, Sender
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job
from wpl_platform.media import actions, intake, receive
from wpl_platform.media.check import look
from wpl_platform.media.models import Recording, Rendition, Stage, Upload
from wpl_platform.media.storage import Storage, disk, storage
from wpl_platform.media.storage.incoming import Incoming
from wpl_platform.media.views import form_body
from wpl_platform.teams.queries import viewer_of

FILM = bytes(range(251)) * 8000
"""Two megabytes: eight pieces of what is read at once."""
HALF = 700_000

BODY = Grave(intake, "_write", call=3)
LAST_BYTE = Grave(receive, "finish_upload")
ACCEPT = [Grave(Storage, "accept"), Grave(disk, "place"), Grave(disk, "place", after=True)]
COMMIT = [Grave(actions, "keep"), Grave(actions, "keep", after=True), Grave(database, "commit")]
ANSWER = Grave(database, "commit", after=True)
IN_DOUBT = [Grave(Incoming, "_settle", call=2), Grave(intake, "_write", call=3)]


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(client_of: Callable[[Person], FlaskClient], sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))


def restart() -> None:
    """What a new worker does when it starts, and some hours later again."""
    db.session.commit()
    for hours in (0, 2):
        with clock.at(clock.now() + timedelta(hours=hours)):
            engine().keep_house()
    db.session.expire_all()


def assert_in_once(number: int) -> None:
    db.session.expire_all()
    kept = db.session.scalars(select(Rendition)).one()
    assert b"".join(storage().read(kept.key)) == FILM
    assert db.session.get_one(Recording, number).stage is Stage.PROCESSING
    asked = db.session.scalars(select(Job).where(Job.kind == actions.ARRIVE)).all()
    assert [job.subject for job in asked] == [actions.subject_of(number)]
    assert_no_orphans()


def assert_no_orphans() -> None:
    restart()
    for job in db.session.scalars(select(Job).where(Job.kind == actions.FORGET)).all():
        storage().delete(job.subject.removeprefix("file:"))
    with clock.at(clock.now() + timedelta(hours=3)):
        assert look().faults == []


@pytest.mark.parametrize("grave", [BODY, LAST_BYTE, *ACCEPT, *COMMIT, ANSWER], ids=str)
def test_a_film_on_its_way_goes_on_where_the_server_died(sender: Sender, waiting: Recording, grave: Grave) -> None:
    number, place = waiting.id, sender.place(waiting.id, len(FILM))
    sender.send(place, 0, FILM[:HALF])
    assert in_a_child(lambda: sender.send(place, HALF, FILM[HALF:]), grave) == DIED
    here = sender.offset(place)
    assert here >= HALF
    if here < len(FILM):
        sender.send(place, here, FILM[here:])
    else:
        restart()
    assert_in_once(number)


@pytest.mark.parametrize("grave", [LAST_BYTE, *ACCEPT, *COMMIT], ids=str)
def test_a_browser_that_finds_all_its_bytes_in_place_finishes_itself(
    sender: Sender, waiting: Recording, grave: Grave
) -> None:
    number, place = waiting.id, sender.place(waiting.id, len(FILM))
    assert in_a_child(lambda: sender.send(place, 0, FILM), grave) == DIED
    assert sender.offset(place) == len(FILM)
    assert sender.client.post(f"{place}/finish").status_code == 200
    assert_in_once(number)


@pytest.mark.parametrize("grave", IN_DOUBT, ids=str)
def test_bytes_in_doubt_are_forgotten(sender: Sender, waiting: Recording, grave: Grave) -> None:
    number, place, rest = waiting.id, sender.place(waiting.id, len(FILM)), FILM[HALF:]
    sender.send(place, 0, FILM[:HALF])

    def send() -> None:
        sender.send(place, HALF, rest, **sum_of(rest[:-1]))

    assert in_a_child(send, grave) == DIED
    assert sender.offset(place) == HALF
    assert sender.send(place, HALF, rest, **sum_of(rest)).status_code == 204
    assert_in_once(number)


FIRST = [BODY, Grave(intake, "append", after=True), Grave(Storage, "begin", call=2), *ACCEPT, *COMMIT]


@pytest.mark.parametrize("grave", FIRST, ids=str)
def test_a_film_that_comes_with_its_beginning_is_begun_anew(sender: Sender, waiting: Recording, grave: Grave) -> None:
    number = waiting.id
    assert in_a_child(lambda: sender.begin(number, len(FILM), body=FILM), grave) == DIED
    assert db.session.scalars(select(Upload)).all() == []
    assert sender.begin(number, len(FILM), body=FILM).status_code == 201
    assert_in_once(number)


@pytest.mark.parametrize("grave", [Grave(Storage, "begin", after=True), Grave(database, "commit")], ids=str)
def test_an_upload_that_was_not_begun_leaves_nothing(sender: Sender, waiting: Recording, grave: Grave) -> None:
    number = waiting.id
    assert in_a_child(lambda: sender.begin(number, len(FILM)), grave) == DIED
    assert_no_orphans()
    assert list(storage().coming.left()) == []
    assert db.session.get_one(Recording, number).stage is Stage.AWAITING


@pytest.mark.parametrize("grave", [Grave(form_body, "_film"), *ACCEPT, *COMMIT], ids=str)
def test_a_film_in_a_plain_form_is_there_or_not(sender: Sender, waiting: Recording, grave: Grave) -> None:
    number = waiting.id

    def send() -> None:
        head = b'--b\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\n'
        kind = "multipart/form-data; boundary=b"
        sender.client.post(f"/recordings/{number}/film", data=head + FILM + b"\r\n--b--\r\n", content_type=kind)

    assert in_a_child(send, grave) == DIED
    assert_no_orphans()
    assert db.session.get_one(Recording, number).stage is Stage.AWAITING
    send()
    assert_in_once(number)


def test_the_last_word_of_a_recording_is_kept_before_its_last_bytes(sender: Sender, waiting: Recording) -> None:
    upload = receive.begin_upload(waiting, length=None, filename="", most=10**9, by=viewer_of(waiting.maker))
    db.session.commit()
    place = f"/uploads/{upload.id}"

    def send() -> None:
        sender.send(place, 0, FILM, **{"Upload-Length": str(len(FILM))})

    number = waiting.id
    assert in_a_child(send, BODY) == DIED
    here = sender.offset(place)
    assert sender.client.head(place).headers["Upload-Length"] == str(len(FILM))
    sender.send(place, here, FILM[here:])
    assert_in_once(number)
