"""`flask media check` sees what is wrong between rows and bytes, on a disk and in a bucket, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.conftest import House
from tests.media.conftest import engine
from tests.media.test_uploads import FILM, Make
from tests.s3_fixtures import client_of as bucket_client
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.jobs.models import Job, Queue
from wpl_platform.media import actions, clear, clearing, receive
from wpl_platform.media.check import Kind, look
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.storage import storage
from wpl_platform.media.storage.s3 import Bucket
from wpl_platform.teams.queries import viewer_of

WithFile = Callable[..., Rendition]


@pytest.fixture(params=["disk", "s3"], autouse=True)
def place(request: pytest.FixtureRequest, app: Flask) -> str:
    """Where films are kept."""
    if request.param == "s3":
        bucket: Bucket = request.getfixturevalue("bucket")
        app.config.update(STORAGE="s3", S3_BUCKET=bucket.name, S3_ENDPOINT=bucket.endpoint, S3_REGION=bucket.region)
        app.config.update(S3_ACCESS_KEY=bucket.access_key, S3_SECRET_KEY=bucket.secret_key)
    return str(request.param)


@pytest.fixture
def ready(sanne: Person, house: House, record: Make, with_file: WithFile) -> Recording:
    """A recording with a file of every kind."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    for kind in RenditionKind:
        with_file(recording, kind, kind.value.encode())
    return recording


@contextmanager
def later() -> Iterator[None]:
    """Two hours on: what was young is not any more."""
    db.session.commit()
    with clock.at(clock.now() + timedelta(hours=2)):
        yield


def check(app: Flask, *options: str) -> Result:
    db.session.commit()
    with later():
        done = app.test_cli_runner().invoke(args=["media", "check", *options])
    db.session.expire_all()
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def found(*kinds: Kind) -> None:
    with later():
        assert sorted(fault.kind for fault in look().faults) == sorted(kinds)


def begun(recording: Recording, length: int = len(FILM)) -> str:
    by = viewer_of(recording.maker)
    upload = receive.begin_upload(recording, length=length, filename="film.mp4", most=10**9, by=by)
    db.session.commit()
    return upload.id


def some(content: bytes = FILM) -> str:
    with storage().scratch() as folder:
        (folder / "made").write_bytes(content)
        return storage().keep(folder / "made")[0]


def again(recording_id: int) -> Recording:
    return db.session.get_one(Recording, recording_id)


def key_of(recording_id: int, kind: RenditionKind) -> str:
    return db.session.query(Rendition.key).filter_by(recording_id=recording_id, kind=kind).scalar() or ""


def test_all_is_well(app: Flask, ready: Recording) -> None:
    done = check(app)
    assert done.exit_code == 0
    assert f"{len(RenditionKind)} files" in done.output


def test_bytes_without_a_row_are_found_after_an_hour_and_removed(app: Flask, ready: Recording) -> None:
    orphan = some()
    assert look().faults == []
    assert orphan in (done := check(app)).output
    assert done.exit_code == 1
    assert check(app, "--mend").exit_code == 0
    assert {kept.key for kept in list(storage().keys())} == set(db.session.scalars(select(Rendition.key)))


def test_what_a_job_is_about_to_remove_is_no_fault(ready: Recording) -> None:
    actions.forget([some()])
    found()


def test_a_row_without_bytes_is_found_and_its_film_is_made_anew(app: Flask, ready: Recording) -> None:
    number, lost = ready.id, key_of(ready.id, RenditionKind.HLS)
    storage().delete(lost)
    done = check(app)
    assert (done.exit_code, f"{lost} of recording {number}" in done.output) == (1, True)
    assert check(app, "--mend").exit_code == 0
    assert again(number).stage is Stage.PROCESSING
    assert db.session.query(Job).filter_by(kind=actions.ARRIVE).count() == 1
    assert key_of(number, RenditionKind.HLS) == ""


def test_a_recording_whose_film_is_gone_waits_for_another(app: Flask, ready: Recording) -> None:
    number = ready.id
    for kind in (RenditionKind.ORIGINAL, RenditionKind.HLS, RenditionKind.DIRECT):
        storage().delete(key_of(number, kind))
    assert check(app, "--mend").exit_code == 0
    assert (again(number).stage, again(number).reason) == (Stage.REFUSED, Reason.LOST)
    assert set(db.session.scalars(select(Rendition.kind))) == clear.CLEAR


@pytest.mark.parametrize("lost", [RenditionKind.CLEAR, RenditionKind.CLEAR_FILM])
def test_of_the_clear_film_either_file_is_enough_to_keep_it_by_and_to_end_it(
    app: Flask, ready: Recording, lost: RenditionKind
) -> None:
    number = ready.id
    storage().delete(key_of(number, lost))
    assert check(app, "--mend").exit_code == 0
    assert clear.is_kept(again(number))
    clearing.destroy(again(number), by=viewer_of(again(number).maker))
    assert clear.files_of(number) == []


def test_a_film_that_still_plays_without_its_original_stays(app: Flask, ready: Recording) -> None:
    number = ready.id
    storage().delete(key_of(number, RenditionKind.ORIGINAL))
    assert check(app, "--mend").exit_code == 0
    assert again(number).stage is Stage.READY
    assert db.session.query(Rendition).count() == len(RenditionKind) - 1


def test_a_size_that_differs_is_said_and_left_to_a_person(app: Flask, ready: Recording) -> None:
    db.session.query(Rendition).filter_by(kind=RenditionKind.POSTER).update({"size": 1})
    found(Kind.SIZE)
    assert check(app, "--mend").exit_code == 1
    assert check(app).exit_code == 1


def test_an_upload_on_its_way_is_no_fault_and_what_belongs_to_none_is(
    app: Flask, sanne: Person, house: House, record: Make
) -> None:
    half = begun(record(sanne, house.team_id))
    stray = new_key()
    storage().begin(stray)
    for key in (half, stray):
        with storage().writer(key) as file:
            file.write(FILM[:100])
    assert look().faults == []
    found(Kind.COMING)
    assert check(app, "--mend").exit_code == 0
    assert {left.key for left in storage().coming.left()} == {half}


def test_a_film_between_its_last_byte_and_its_store_is_no_fault(
    app: Flask, sanne: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id)
    number, key = recording.id, begun(recording)
    with storage().writer(key) as file:
        file.write(FILM)
    found()
    storage().accept(key)  # and killed before the transaction ended
    found()
    receive.settle_uploads()
    found()
    storage().settle(key)
    found()
    assert again(number).stage is Stage.PROCESSING


def test_what_a_killed_worker_left_is_found_and_removed(app: Flask) -> None:
    left = storage().root / "scratch" / new_key()
    left.mkdir(parents=True)
    left.with_suffix(".lock").touch()
    found(Kind.SCRATCH)
    assert check(app, "--mend").exit_code == 0
    assert not left.exists()


def test_a_folder_in_use_is_no_fault(app: Flask) -> None:
    with storage().scratch():
        found()


def test_parts_that_were_never_finished_are_found_and_ended(app: Flask, place: str) -> None:
    if place == "disk":
        assert storage().store.sweep(clock.now(), mend=True) == 0
        return
    bucket = Bucket(app.config["S3_BUCKET"], app.config["S3_ENDPOINT"], access_key="tester", secret_key="tests-only")
    begun = bucket_client(bucket).create_multipart_upload(Bucket=bucket.name, Key=new_key())
    assert begun["UploadId"]
    found(Kind.PARTS)
    assert check(app, "--mend").exit_code == 0


def test_deleting_a_recording_removes_every_kind_of_file(app: Flask, ready: Recording) -> None:
    assert {row.kind for row in db.session.query(Rendition)} == set(RenditionKind)
    assert len(list(storage().keys())) == len(RenditionKind)
    actions.delete_recording(ready, by=viewer_of(ready.maker))
    db.session.commit()
    found()  # a job is about to
    engine().work_through(Queue.SHORT)
    assert list(storage().keys()) == []
    found()
