"""Each hour the worker settles uploads: what is in is finished, what waited too long ends, one holds up no other."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.conftest import engine
from tests.media.test_uploads import FILM, Make, Sender, key_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import receive
from wpl_platform.media.models import Recording, Stage, Upload
from wpl_platform.media.storage import Storage, storage


@pytest.fixture
def sender(client_of: Callable[[Person], FlaskClient], sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))


def test_what_a_crash_left_complete_is_finished_by_asking_or_within_the_hour(
    sender: Sender, sanne: Person, house: House, record: Make
) -> None:
    for settle in (False, True):
        recording = record(sanne, house.team_id)
        place = sender.place(recording.id)
        with storage().writer(key_of(place)) as file:
            file.write(FILM)
        assert sender.offset(place) == len(FILM)
        if settle:
            receive.settle_uploads()
            db.session.commit()
        else:
            assert sender.client.post(f"{place}/finish").status_code == 200
            assert sender.client.post(f"{place}/finish").status_code == 200
        assert db.session.get_one(Recording, recording.id).stage is Stage.PROCESSING


def test_a_film_that_the_disk_refuses_holds_up_no_other(
    sender: Sender, sanne: Person, house: House, record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    recordings = [record(sanne, house.team_id) for _ in range(4)]
    places = [sender.place(recording.id) for recording in recordings]
    *whole, late = [key_of(place) for place in places]
    for key in whole:
        with storage().writer(key) as file:
            file.write(FILM)
    db.session.get_one(Upload, late).expires_at = clock.now()
    db.session.commit()
    accept = Storage.accept

    def refuse_the_second(self: Storage, key: str) -> None:
        if key == whole[1]:
            raise OSError(5, "Input/output error")
        accept(self, key)

    monkeypatch.setattr(Storage, "accept", refuse_the_second)
    engine().keep_house()
    db.session.expire_all()
    expected = [Stage.PROCESSING, Stage.AWAITING, Stage.PROCESSING, Stage.AWAITING]
    assert [recording.stage for recording in recordings] == expected
    assert db.session.get_one(Upload, late).ended_at is not None
    assert sender.offset(places[1]) == len(FILM)
