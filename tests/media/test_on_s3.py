"""A film from its first byte to a viewer and to its end, with a bucket as the place where it is kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.killing import DIED, Grave, in_a_child
from tests.media.conftest import engine
from tests.media.test_uploads import Make, Sender
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, making
from wpl_platform.media.check import look
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.storage import storage
from wpl_platform.media.storage.s3 import S3, Bucket
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow


@pytest.fixture
def sender(app: Flask, bucket: Bucket, client_of: Callable[[Person], FlaskClient], sanne: Person) -> Sender:
    """Sanne's browser, at a product that keeps films in a bucket."""
    app.config.update(STORAGE="s3", S3_BUCKET=bucket.name, S3_ENDPOINT=bucket.endpoint, S3_REGION=bucket.region)
    app.config.update(S3_ACCESS_KEY=bucket.access_key, S3_SECRET_KEY=bucket.secret_key)
    return Sender(client_of(sanne))


@pytest.fixture
def number(sender: Sender, record: Make, sanne: Person, house: House, clip: Path) -> int:
    """A recording whose film just came in."""
    waiting: Recording = record(sanne, house.team_id)
    film = clip.read_bytes()
    place = sender.place(waiting.id, len(film))
    assert sender.send(place, 0, film).status_code == 204
    return waiting.id


def all_is_well() -> None:
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=3)):
        assert look().faults == []


def test_a_film_comes_in_is_converted_is_watched_and_goes(number: int, sender: Sender, clip: Path) -> None:
    assert list(storage().keys()) == []  # sending it takes too long for a request
    all_is_well()
    for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT):
        work(queue)
    recording = db.session.get_one(Recording, number)
    assert recording.stage is Stage.READY
    assert list(storage().coming.left()) == []
    all_is_well()
    answer = sender.client.get(f"/recordings/{number}/media/240.mp4", headers={"Range": "bytes=4-7"})
    assert (answer.status_code, answer.data) == (206, b"ftyp")
    recording = db.session.get_one(Recording, number)
    actions.delete_recording(recording, by=viewer_of(recording.maker))
    work(Queue.SHORT)
    assert list(storage().keys()) == []


GRAVES = [
    Grave(S3, "take"),
    Grave(S3, "take", after=True),
    Grave(S3, "take", after=True, call=4),
    Grave(making, "publish"),
]


@pytest.mark.parametrize("grave", GRAVES, ids=str)
def test_a_worker_that_dies_between_the_bucket_and_the_name_leaves_nothing(number: int, grave: Grave) -> None:
    work(Queue.SHORT)
    assert in_a_child(lambda: engine().work_through(Queue.LONG), grave) == DIED
    engine().sweep()
    for queue in (Queue.LONG, Queue.SHORT):
        work(queue)
    with clock.at(clock.now() + timedelta(hours=2)):
        engine().keep_house()
        work(Queue.SHORT)
    assert db.session.get_one(Recording, number).stage is Stage.READY
    all_is_well()
