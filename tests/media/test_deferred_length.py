"""A film that goes up while it is being recorded: its length is said at the end, and every limit holds meanwhile."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.conftest import House
from tests.counting import statements_of
from tests.media.conftest import engine
from tests.media.test_uploads import BODY, FILM, TUS, Make, Sender, key_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import intake, quota, receive
from wpl_platform.media.models import Recording, Stage, StorageChoice, Upload
from wpl_platform.media.storage import Storage, storage
from wpl_platform.media.views import uploads

UNKNOWN = {"Upload-Defer-Length": "1"}


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that is being filmed."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(client_of: Callable[[Person], object], sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))  # type: ignore[arg-type]


def begin(sender: Sender, recording_id: int, body: bytes | None = None, **more: str) -> TestResponse:
    metadata = f"recording {b64encode(str(recording_id).encode()).decode()}"
    kind = {} if body is None else BODY
    return sender.client.post(
        "/uploads", headers=TUS | UNKNOWN | kind | {"Upload-Metadata": metadata} | more, data=body
    )


def test_it_says_that_the_length_is_not_known_until_it_is(sender: Sender, waiting: Recording) -> None:
    created = begin(sender, waiting.id)
    place = created.headers["Location"]
    sent = sender.send(place, 0, FILM[:4000])
    for answer in (created, sent, sender.client.head(place, headers=TUS)):
        assert answer.headers["Upload-Defer-Length"] == "1"
        assert "Upload-Length" not in answer.headers
    assert sender.offset(place) == 4000
    last = sender.send(place, 4000, FILM[4000:], **{"Upload-Length": str(len(FILM))})
    assert last.headers["Upload-Length"] == last.headers["Upload-Offset"] == str(len(FILM))
    assert "Upload-Defer-Length" not in last.headers
    assert b"".join(storage().read(key_of(place))) == FILM
    assert db.session.get_one(Recording, waiting.id).stage is Stage.PROCESSING


def test_the_length_may_come_without_a_byte_more(sender: Sender, waiting: Recording) -> None:
    place = begin(sender, waiting.id, FILM).headers["Location"]
    assert db.session.get_one(Recording, waiting.id).stage is Stage.AWAITING
    assert sender.send(place, len(FILM), b"", **{"Upload-Length": str(len(FILM))}).status_code == 204
    assert db.session.get_one(Recording, waiting.id).stage is Stage.PROCESSING


def test_a_length_that_was_said_with_a_cut_body_is_known(sender: Sender, waiting: Recording) -> None:
    place = begin(sender, waiting.id).headers["Location"]
    sender.client.open(
        place,
        method="PATCH",
        input_stream=BytesIO(FILM[:3000]),
        headers=TUS | BODY | {"Upload-Offset": "0", "Upload-Length": str(len(FILM))},
        environ_overrides={"CONTENT_LENGTH": str(len(FILM))},
    )
    assert sender.client.head(place, headers=TUS).headers["Upload-Length"] == str(len(FILM))
    assert sender.send(place, 3000, FILM[3000:]).status_code == 204


@pytest.mark.parametrize(("said", "status"), [(99, 409), (0, 422), (10**12, 413), (5000, 204)])
def test_a_length_must_make_sense(sender: Sender, waiting: Recording, said: int, status: int) -> None:
    place = begin(sender, waiting.id, FILM[:100]).headers["Location"]
    assert sender.send(place, 100, b"", **{"Upload-Length": str(said)}).status_code == status


def test_a_length_that_was_said_stays(sender: Sender, waiting: Recording) -> None:
    place = begin(sender, waiting.id).headers["Location"]
    sender.send(place, 0, FILM[:10], **{"Upload-Length": "500"})
    assert sender.send(place, 10, FILM[10:20], **{"Upload-Length": "600"}).status_code == 409
    assert sender.send(place, 10, FILM[10:20], **{"Upload-Length": "500"}).status_code == 204


@pytest.mark.parametrize("headers", [{"Upload-Defer-Length": "2"}, {"Upload-Defer-Length": "1", "Upload-Length": "5"}])
def test_it_is_either_known_or_not(sender: Sender, waiting: Recording, headers: dict[str, str]) -> None:
    assert begin(sender, waiting.id, None, **headers).status_code == 400


def test_it_may_not_grow_past_the_limit(sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sender.client.application.config, "UPLOAD_MAX_BYTES", 1000)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    assert sender.send(place, 600, FILM[600:1001]).status_code == 413
    assert unannounced(sender, place, 600, FILM[600:1500]).status_code == 413
    assert sender.offset(place) == 1000
    assert sender.send(place, 1000, b"", **{"Upload-Length": "1000"}).status_code == 204


def unannounced(sender: Sender, place: str, offset: int, content: bytes) -> TestResponse:
    """Sends a body that does not say how long it is."""
    return sender.client.open(
        place,
        method="PATCH",
        input_stream=BytesIO(content),
        headers=TUS | BODY | {"Upload-Offset": str(offset), "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )


def test_it_may_not_grow_past_the_room_of_the_organisation(sender: Sender, waiting: Recording, house: House) -> None:
    limit(house, 700)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    for refused in (sender.send(place, 600, FILM[600:701]), sender.send(place, 600, FILM[600:9000])):
        assert refused.status_code == 507
        assert house.team.organisation.name in refused.text
    assert sender.send(place, 600, FILM[600:700]).status_code == 204
    assert sender.send(place, 700, FILM[700:701]).status_code == 507
    assert sender.send(place, 700, b"").status_code == 204
    limit(house, 800)
    assert unannounced(sender, place, 700, FILM[700:800]).status_code == 204
    limit(house, 900)
    refused = unannounced(sender, place, 800, FILM[800:901])
    assert (refused.status_code, house.team.organisation.name in refused.text) == (507, True)
    assert sender.offset(place) == 900


def test_of_two_limits_the_nearest_is_said(
    sender: Sender, waiting: Recording, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sender.client.application.config, "UPLOAD_MAX_BYTES", 1000)
    limit(house, 700)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    assert sender.send(place, 600, FILM[600:1000]).status_code == 507
    assert sender.send(place, 600, FILM[600:1001]).status_code == 413


def limit(house: House, quota: int) -> None:
    db.session.merge(StorageChoice(organisation_id=house.team.organisation_id, quota=quota))


@pytest.mark.parametrize(("said", "status"), [(700, 204), (701, 507), (600, 204)])
def test_there_must_be_room_for_what_is_said_to_come(
    sender: Sender, waiting: Recording, house: House, said: int, status: int
) -> None:
    limit(house, 700)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    assert sender.send(place, 600, b"", **{"Upload-Length": str(said)}).status_code == status
    assert db.session.get_one(Upload, key_of(place)).length == (said if status == 204 else None)


def test_what_is_in_of_a_film_that_still_grows_takes_room(
    sender: Sender, waiting: Recording, record: Make, house: House
) -> None:
    others = [record(waiting.maker, house.team_id).id for _ in range(3)]
    limit(house, 700)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    assert quota.room_left(house.team).used == 600
    assert sender.begin(others[0], length=101).status_code == 507
    assert begin(sender, others[1], FILM[:101]).status_code == 507
    assert sender.begin(others[2], length=100).status_code == 201
    assert begin(sender, others[1]).status_code == 507
    assert sender.send(place, 600, b"", **{"Upload-Length": "600"}).status_code == 204


def test_where_bodies_at_once_brought_too_much_no_film_is_finished(
    sender: Sender, waiting: Recording, house: House
) -> None:
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    limit(house, 599)
    assert sender.send(place, 600, b"", **{"Upload-Length": "600"}).status_code == 507
    assert sender.offset(place) == 600
    limit(house, 600)
    assert sender.send(place, 600, b"", **{"Upload-Length": "600"}).status_code == 204


def test_without_a_limit_nothing_is_summed_for_each_piece(sender: Sender, waiting: Recording, house: House) -> None:
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    said = statements_of(lambda: sender.send(place, 600, FILM[600:700]))
    assert not any("sum(" in statement for statement in said)
    limit(house, 10**6)
    said = statements_of(lambda: sender.send(place, 700, FILM[700:800]))
    assert any("sum(" in statement for statement in said)
    assert sender.offset(place) == 800


def test_no_transaction_is_open_while_it_is_asked_whether_more_comes(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sender.client.application.config, "UPLOAD_MAX_BYTES", 700)
    place = begin(sender, waiting.id, FILM[:600]).headers["Location"]
    asked: list[tuple[int, int]] = []
    read = uploads._read

    def watched(count: int) -> bytes:
        asked.append((count, db.engine.pool.checkedout()))  # type: ignore[attr-defined]
        return read(count)

    monkeypatch.setattr(uploads, "_read", watched)
    db.session.commit()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    assert unannounced(sender, place, 600, FILM[600:701]).status_code == 413
    assert asked == [(100, before), (1, before)]


def test_the_disk_is_asked_again_while_it_grows(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = begin(sender, waiting.id).headers["Location"]
    monkeypatch.setattr(intake, "LOOK_EVERY", 2000)
    free: Iterator[int] = iter([10**9, 10**9, 0])
    monkeypatch.setattr(Storage, "free", lambda self: next(free))
    monkeypatch.setattr(intake, "PIECE", 1000)
    assert sender.send(place, 0, FILM).status_code == 507
    monkeypatch.undo()
    assert sender.offset(place) == 4000
    assert sender.send(place, 4000, FILM[4000:], **{"Upload-Length": str(len(FILM))}).status_code == 204


def test_a_recording_left_alone_stays_until_its_time_has_come(sender: Sender, waiting: Recording) -> None:
    place = begin(sender, waiting.id, FILM).headers["Location"]
    engine().keep_house()
    assert sender.offset(place) == len(FILM)
    db.session.get_one(Upload, key_of(place)).expires_at = clock.now() - timedelta(minutes=1)
    engine().keep_house()
    assert sender.client.head(place, headers=TUS).status_code == 410


def test_a_film_that_was_brought_in_before_is_known_to_its_maker_alone(
    sender: Sender, waiting: Recording, client_of: Callable[[Person], object], youssef: Person, house: House
) -> None:
    mark = "ab" * 32
    metadata = ",".join(
        f"{name} {b64encode(value.encode()).decode()}"
        for name, value in {"recording": str(waiting.id), "fingerprint": mark}.items()
    )
    headers = TUS | BODY | {"Upload-Length": str(len(FILM)), "Upload-Metadata": metadata}
    asked = f"/uploads/known?fingerprint={mark}"
    assert sender.client.get(asked).json == {"recordings": []}
    assert sender.client.post("/uploads", headers=headers, data=FILM).status_code == 201
    found = sender.client.get(asked).json
    address = f"/recordings/{waiting.id}/arrival"
    assert found == {
        "recordings": [
            {"id": waiting.id, "title": "Aan de balie", "url": address, "filmed_on": clock.today().isoformat()}
        ]
    }
    assert Sender(client_of(youssef)).client.get(asked).json == {"recordings": []}  # type: ignore[arg-type]
    assert sender.client.get("/uploads/known?fingerprint=..%2F..").status_code == 422


def test_expiry_is_as_long_as_for_any_upload(sender: Sender, waiting: Recording) -> None:
    begin(sender, waiting.id)
    upload = db.session.query(Upload).one()
    assert upload.expires_at - clock.now() > receive.KEPT_FOR - timedelta(minutes=1)
