"""What tus adds to its core, for any client: first bytes with the beginning, checksums, and an end in time."""

import hashlib
import os
from base64 import b64encode
from datetime import timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import House
from tests.kept import path_of
from tests.media.conftest import engine
from tests.media.test_uploads import FILM, TUS, Make, Sender, SignIn, key_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, intake, receive
from wpl_platform.media.models import Recording, Stage, Upload
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

BODY = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(client_of: SignIn, sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))


def sum_of(content: bytes, name: str = "sha1") -> dict[str, str]:
    return {"Upload-Checksum": f"{name} {b64encode(hashlib.new(name, content).digest()).decode()}"}


def incoming() -> list[Path]:
    folder = storage().root / "incoming"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_the_first_bytes_may_come_with_the_beginning(sender: Sender, waiting: Recording) -> None:
    answer = sender.begin(waiting.id, body=FILM[:4000], checksum=sum_of(FILM[:4000])["Upload-Checksum"])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "4000")
    place = answer.headers["Location"]
    assert sender.offset(place) == 4000
    assert sender.send(place, 4000, FILM[4000:]).headers["Upload-Offset"] == str(len(FILM))
    assert db.session.get_one(Recording, waiting.id).stage is Stage.PROCESSING


def test_a_whole_film_may_come_with_the_beginning(sender: Sender, waiting: Recording) -> None:
    answer = sender.begin(waiting.id, body=FILM)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(FILM)))
    assert "Upload-Expires" not in answer.headers
    assert path_of(key_of(answer.headers["Location"])).read_bytes() == FILM
    assert db.session.get_one(Recording, waiting.id).stage is Stage.PROCESSING


def test_a_beginning_that_is_cut_keeps_what_came(sender: Sender, waiting: Recording) -> None:
    number = b64encode(str(waiting.id).encode()).decode()
    answer = sender.client.open(
        "/uploads",
        method="POST",
        input_stream=BytesIO(FILM[:3000]),
        headers=TUS | BODY | {"Upload-Length": str(len(FILM)), "Upload-Metadata": f"recording {number}"},
        environ_overrides={"CONTENT_LENGTH": str(len(FILM))},
    )
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "3000")
    assert sender.offset(answer.headers["Location"]) == 3000


def test_a_beginning_that_is_refused_leaves_nothing(
    sender: Sender, waiting: Recording, client_of: SignIn, sanne: Person, youssef: Person
) -> None:
    actions.share_with(waiting, youssef.id, by=viewer_of(sanne))
    db.session.commit()
    assert sender.begin(waiting.id, length=10, body=FILM).status_code == 413
    assert sender.begin(waiting.id, body=FILM, checksum=sum_of(b"anders")["Upload-Checksum"]).status_code == 460
    assert Sender(client_of(youssef)).begin(waiting.id, body=FILM).status_code == 403
    assert [path for path in incoming() if path.suffix != ".lock"] == []
    assert db.session.scalars(select(Upload)).all() == []


@pytest.mark.parametrize("name", ["sha1", "sha256"])
def test_bytes_that_add_up_are_taken(sender: Sender, waiting: Recording, name: str) -> None:
    place = sender.place(waiting.id)
    assert sender.send(place, 0, FILM[:4000], **sum_of(FILM[:4000], name)).status_code == 204
    assert sender.send(place, 4000, FILM[4000:], **sum_of(FILM[4000:], name)).status_code == 204
    assert path_of(key_of(place)).read_bytes() == FILM


def test_bytes_that_do_not_add_up_are_as_if_they_never_came(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    sender.send(place, 0, FILM[:100])
    answer = sender.send(place, 100, FILM[100:], **sum_of(FILM[99:]))
    assert answer.status_code == 460
    assert "beschadigd" in answer.text
    assert sender.offset(place) == 100
    assert db.session.get_one(Recording, waiting.id).stage is Stage.AWAITING
    assert sender.send(place, 100, FILM[100:], **sum_of(FILM[100:])).status_code == 204
    assert path_of(key_of(place)).read_bytes() == FILM


def test_a_cut_body_that_cannot_be_proved_is_not_kept(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    answer = sender.client.open(
        place,
        method="PATCH",
        input_stream=BytesIO(FILM[:3000]),
        headers=TUS | BODY | {"Upload-Offset": "0"} | sum_of(FILM),
        environ_overrides={"CONTENT_LENGTH": str(len(FILM))},
    )
    assert answer.status_code == 460
    assert sender.offset(place) == 0


@pytest.mark.parametrize(
    "header", ["", "sha1", "sha1 %%%", "sha1 AAAA", "crc32 AAAA", "SHA1 AAAA", f"md5 {'A' * 22}==", "shake_128 AAAA"]
)
def test_a_checksum_that_is_not_understood_is_refused_before_a_byte(
    sender: Sender, waiting: Recording, header: str
) -> None:
    place = sender.place(waiting.id)
    assert sender.send(place, 0, FILM, **{"Upload-Checksum": header}).status_code == 400
    assert sender.offset(place) == 0


def test_bytes_in_doubt_do_not_count_and_go_when_the_server_was_killed(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    key = key_of(place)
    sender.send(place, 0, FILM[:100])
    with storage().writer(key) as file, storage().in_doubt(key, file):
        file.write(FILM[100:])
        assert storage().received(key) == 100
        mark = next(path for path in incoming() if path.suffix == ".sure").read_text()
        receive.settle_uploads()
        db.session.commit()
    path = storage().root / "incoming" / key
    path.with_suffix(".sure").write_text(mark)
    assert sender.offset(place) == 100
    assert sender.send(place, 100, FILM[100:200]).headers["Upload-Offset"] == "200"
    assert path.read_bytes() == FILM[:200]
    assert not path.with_suffix(".sure").exists()


def left_of(answer: TestResponse) -> timedelta:
    """How long an upload still waits, as the answer says."""
    return parsedate_to_datetime(answer.headers["Upload-Expires"]) - clock.now()


def test_every_answer_says_until_when_it_waits(sender: Sender, waiting: Recording) -> None:
    created = sender.begin(waiting.id)
    place = created.headers["Location"]
    answers = [created, sender.send(place, 0, FILM[:10]), sender.client.head(place, headers=TUS)]
    for answer in answers:
        assert timedelta(days=6, hours=23) < left_of(answer) <= receive.KEPT_FOR
    assert "Upload-Expires" not in sender.send(place, 10, FILM[10:]).headers


def test_what_is_being_sent_is_waited_for_since_the_last_of_its_bytes(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sender.place(waiting.id)
    upload = db.session.get_one(Upload, key_of(place))
    upload.expires_at = clock.now() + timedelta(minutes=1)
    assert left_of(sender.send(place, 0, b"")) < timedelta(minutes=1)
    assert left_of(sender.send(place, 0, FILM[:10])) > receive.KEPT_FOR - timedelta(minutes=1)
    assert left_of(sender.client.head(place, headers=TUS)) > receive.KEPT_FOR - timedelta(minutes=1)
    append = intake.append

    def its_time_comes(key: str, **how: object) -> int:
        db.session.get_one(Upload, key).expires_at = clock.now() - timedelta(minutes=1)
        db.session.commit()
        return int(append(key, **how))  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "append", its_time_comes)
    assert sender.send(place, 10, FILM[10:20]).status_code == 204
    assert sender.offset(place) == 20


def test_an_upload_that_ends_while_bytes_come_in_is_said_to_be_gone(
    sender: Sender, waiting: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sender.place(waiting.id)
    append = intake.append

    def ended_meanwhile(key: str, **how: object) -> int:
        here: int = append(key, **how)  # type: ignore[arg-type]
        db.session.get_one(Upload, key).ended_at = clock.now()
        db.session.commit()
        return here

    monkeypatch.setattr(intake, "append", ended_meanwhile)
    assert sender.send(place, 0, FILM[:10]).status_code == 410
    assert db.session.get_one(Recording, waiting.id).stage is Stage.AWAITING


def test_half_uploads_go_by_themselves_when_their_time_has_come(sender: Sender, waiting: Recording) -> None:
    place = sender.place(waiting.id)
    sender.send(place, 0, FILM[:100])
    db.session.get_one(Upload, key_of(place)).expires_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    assert sender.send(place, 100, FILM[100:]).status_code == 410
    engine().keep_house()
    engine().work_through(Queue.SHORT)
    assert incoming() == []
    assert sender.client.head(place, headers=TUS).status_code == 410


def test_bytes_that_belong_to_nothing_go_after_as_long(sender: Sender, waiting: Recording, record: Make) -> None:
    kept = key_of(sender.begin(waiting.id, body=FILM).headers["Location"])
    other = record(waiting.maker, waiting.team_id)
    open_one, fresh, stale = key_of(sender.place(other.id)), new_key(), new_key()
    for key in (fresh, stale):
        storage().begin(key)
    folder = storage().root / "incoming"
    (folder / f"{kept}.lock").touch()  # left by a second writer that came too late
    long_ago = (clock.now() - receive.KEPT_FOR - timedelta(hours=1)).timestamp()
    for name in (f"{kept}.lock", open_one, stale):
        os.utime(folder / name, (long_ago, long_ago))
    engine().keep_house()
    assert {path.stem for path in incoming()} == {open_one, fresh}
    assert path_of(kept).read_bytes() == FILM
