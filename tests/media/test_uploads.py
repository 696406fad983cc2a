"""Films come in by tus: resumable, for their maker alone, one writer at a time, and nothing that came is lost."""

import fcntl
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import ClientDisconnected
from werkzeug.test import TestResponse

from tests.conftest import House
from tests.kept import path_of
from tests.media.conftest import engine
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job, Queue
from wpl_platform.media import actions, intake
from wpl_platform.media.checksum import Checksum
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.storage import Storage, storage
from wpl_platform.teams.models import Membership
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]
SignIn = Callable[[Person], FlaskClient]
TUS = {"Tus-Resumable": "1.0.0"}
BODY = {"Content-Type": "application/offset+octet-stream"}
FILM = bytes(range(256)) * 40


class Sender:
    """A browser that sends a film."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def begin(
        self,
        recording_id: int,
        length: int = len(FILM),
        name: str = "film.mp4",
        body: bytes | None = None,
        checksum: str = "",
    ) -> TestResponse:
        pairs = {"recording": str(recording_id), "filename": name}
        metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in pairs.items())
        headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata}
        if body is not None:
            headers["Content-Type"] = "application/offset+octet-stream"
        if checksum:
            headers["Upload-Checksum"] = checksum
        return self.client.post("/uploads", headers=headers, data=body)

    def place(self, recording_id: int, length: int = len(FILM)) -> str:
        answer = self.begin(recording_id, length)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def send(self, place: str, offset: int, content: bytes, **headers: str) -> TestResponse:
        return self.client.patch(place, data=content, headers=TUS | BODY | {"Upload-Offset": str(offset)} | headers)

    def offset(self, place: str) -> int:
        answer = self.client.head(place, headers=TUS)
        assert answer.status_code == 200, answer.status
        return int(answer.headers["Upload-Offset"])


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(client_of: SignIn, sanne: Person) -> Sender:
    """Sanne's browser, where a piece of a film is larger than a form may be."""
    browser = client_of(sanne)
    browser.application.config["MAX_CONTENT_LENGTH"] = 1000
    return Sender(browser)


def key_of(place: str) -> str:
    return place.rpartition("/")[2]


def test_it_says_what_it_speaks(sender: Sender) -> None:
    answer = sender.client.options("/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    spoken = {"creation", "creation-with-upload", "creation-defer-length", "termination", "checksum", "expiration"}
    assert set(answer.headers["Tus-Extension"].split(",")) == spoken
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert int(answer.headers["Tus-Max-Size"]) > 0
    assert sender.client.head("/uploads/x", headers={"Tus-Resumable": "0.2.2"}).status_code == 412


def test_a_film_comes_in_pieces_and_is_then_looked_at(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    assert sender.offset(place) == 0
    assert sender.send(place, 0, FILM[:4000]).headers["Upload-Offset"] == "4000"
    assert sender.offset(place) == 4000
    assert sender.send(place, 4000, FILM[4000:]).status_code == 204
    assert sender.offset(place) == len(FILM)
    kept = db.session.scalars(select(Rendition)).one()
    assert (kept.kind, kept.size) == (RenditionKind.ORIGINAL, len(FILM))
    assert path_of(kept.key).read_bytes() == FILM
    assert db.session.get_one(Recording, waiting.id).stage is Stage.PROCESSING
    assert db.session.scalars(select(Job)).one().kind == actions.ARRIVE


def test_bytes_at_a_wrong_place_are_refused(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    sender.send(place, 0, FILM[:100])
    assert sender.send(place, 0, FILM[:100]).status_code == 409
    assert sender.send(place, 200, FILM[:100]).status_code == 409
    assert sender.offset(place) == 100


def test_a_cut_body_keeps_what_came(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    answer = sender.client.open(
        place,
        method="PATCH",
        input_stream=BytesIO(FILM[:3000]),
        headers=TUS | BODY | {"Upload-Offset": "0"},
        environ_overrides={"CONTENT_LENGTH": str(len(FILM))},
    )
    assert answer.headers["Upload-Offset"] == "3000"
    assert sender.offset(place) == 3000
    assert sender.send(place, 3000, FILM[3000:]).headers["Upload-Offset"] == str(len(FILM))


def test_a_reader_that_breaks_off_keeps_what_came(sender: Sender, waiting: Recording) -> None:
    key = key_of(sender.place(waiting.id))
    pieces = iter([b"een", b"twee"])

    def read(_count: int) -> bytes:
        try:
            return next(pieces)
        except StopIteration:
            raise ClientDisconnected from None

    with pytest.raises(ClientDisconnected):
        intake.append(key, offset=0, most=100, read=read)
    assert storage().received(key) == 7


def test_more_than_was_announced_is_refused(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id, length=10)
    assert sender.send(place, 0, FILM[:11]).status_code == 413
    assert sender.offset(place) == 0


@pytest.mark.parametrize(("most", "said"), [(2_500_000_000, "2,5 GB"), (100_000_000_000, " 100 GB")])
def test_a_film_over_the_limit_is_refused_before_its_first_byte(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch, most: int, said: str
) -> None:
    monkeypatch.setitem(sender.client.application.config, "UPLOAD_MAX_BYTES", most)
    answer = sender.begin(waiting.id, most + 1)
    assert answer.status_code == 413
    assert said in answer.text


def test_a_full_disk_is_said_in_words(sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    place = sender.place(waiting.id)
    monkeypatch.setattr(Storage, "free", lambda self: 5_000_000)
    answer = sender.begin(waiting.id, 6_000_000)
    assert answer.status_code == 507
    assert "5 MB" in answer.text
    monkeypatch.setattr(Storage, "free", lambda self: 10)
    assert sender.send(place, 0, FILM[:100]).status_code == 507


def test_a_body_of_unknown_length_needs_room_for_all_that_is_still_to_come(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sender.place(waiting.id)
    monkeypatch.setattr(Storage, "free", lambda self: len(FILM) - 1)
    answer = sender.client.open(
        place,
        method="PATCH",
        input_stream=BytesIO(FILM),
        headers=TUS | BODY | {"Upload-Offset": "0"},
        environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
    )
    assert answer.status_code == 507
    assert sender.offset(place) == 0


def test_a_second_writer_waits_for_the_first(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    lock = storage().root / "incoming" / f"{key_of(place)}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert sender.send(place, 0, FILM).status_code == 423
    assert sender.send(place, 0, FILM).status_code == 204


def test_somebody_elses_upload_does_not_exist(
    sender: Sender, waiting: Recording, client_of: SignIn, sanne: Person, youssef: Person
) -> None:
    actions.share_with(waiting, youssef.id, by=viewer_of(sanne))
    db.session.commit()
    place = sender.place(waiting.id)
    other = Sender(client_of(youssef))
    assert other.client.head(place, headers=TUS).status_code == 404
    assert other.send(place, 0, FILM).status_code == 404
    assert other.client.delete(place, headers=TUS).status_code == 404
    assert other.begin(waiting.id).status_code == 403
    assert sender.offset(place) == 0


def test_a_stopped_upload_is_gone_with_its_bytes(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    sender.send(place, 0, FILM[:100])
    assert sender.client.delete(place, headers=TUS).status_code == 204
    engine().work_through(Queue.SHORT)
    assert sender.client.head(place, headers=TUS).status_code == 410
    assert sender.send(place, 100, FILM[100:]).status_code == 410
    assert list((storage().root / "incoming").iterdir()) == []


def test_a_new_upload_ends_the_one_before_it(sender: Sender, waiting: Recording) -> None:
    first = sender.place(waiting.id)
    second = sender.place(waiting.id)
    assert sender.client.head(first, headers=TUS).status_code == 410
    assert sender.offset(second) == 0


def test_a_recording_that_has_its_film_takes_no_other(
    sender: Sender, sanne: Person, house: House, record: Make
) -> None:
    ready = record(sanne, house.team_id, stage=Stage.READY)
    assert sender.begin(ready.id).status_code == 409


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Upload-Length": "-1"},
        {"Upload-Length": "tien"},
        {"Upload-Length": "10", "Upload-Metadata": "recording %%%"},
        {"Upload-Length": "9" * 30},
    ],
)
def test_a_crooked_beginning_is_refused(sender: Sender, waiting: Recording, headers: dict[str, str]) -> None:
    number = b64encode(str(waiting.id).encode()).decode()
    answer = sender.client.post("/uploads", headers=TUS | {"Upload-Metadata": f"recording {number}"} | headers)
    assert answer.status_code == 422


def test_a_body_of_another_type_is_refused(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    assert sender.send(place, 0, FILM, **{"Content-Type": "video/mp4"}).status_code == 415


def test_no_transaction_is_open_while_bytes_come_in(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sender.place(waiting.id)
    asked: list[int] = []
    append = intake.append

    def watched(key: str, *, offset: int, most: int, read: intake.Read, checksum: Checksum | None = None) -> int:
        asked.append(db.engine.pool.checkedout())  # type: ignore[attr-defined]
        return append(key, offset=offset, most=most, read=read, checksum=checksum)

    monkeypatch.setattr(intake, "append", watched)
    db.session.commit()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    assert sender.send(place, 0, FILM[:10]).status_code == 204
    assert sender.begin(waiting.id, body=FILM[:10]).status_code == 201
    assert asked == [before, before]


def test_a_name_is_only_a_word(sender: Sender, waiting: Recording) -> None:
    place = sender.begin(waiting.id, name="../../etc/passwd\r\nX-Evil: 1" + "é" * 400).headers["Location"]
    upload = db.session.get_one(Upload, key_of(place))
    assert len(upload.filename) <= 255
    assert storage().received(upload.id) == 0


def test_who_left_the_team_fills_its_room_no_more(sender: Sender, waiting: Recording, sanne: Person) -> None:
    for membership in db.session.scalars(select(Membership).where(Membership.person_id == sanne.id)):
        membership.ended_at = clock.now()
    db.session.commit()
    assert sender.begin(waiting.id, length=10).status_code == 403
