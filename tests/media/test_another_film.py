"""Another film for a recording: all of it is shown, and it never takes the place of a film that is there."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import House
from tests.feedback import conftest as rooms
from tests.media.test_check import again
from tests.media.test_trimming import film, ready, times, trimmed
from tests.media.test_uploads import FILM, Make, Sender, key_of
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import mending, receive, trimming
from wpl_platform.media.check import Fault, Kind
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Trim, Upload
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

__all__ = ["film"]
mark = rooms.mark


@pytest.fixture
def sender(client_of: Callable[[Person], object], sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))  # type: ignore[arg-type]


def lost(recording: Recording) -> None:
    """What a check finds when every file of it is gone."""
    keys = db.session.scalars(select(Rendition.key).where(Rendition.recording_id == recording.id)).all()
    mending.mark_lost(recording.id, [Fault(Kind.LOST, key, 1, recording.id) for key in keys])
    db.session.commit()


def test_a_film_in_place_of_one_that_was_trimmed_is_whole(
    film: Recording, sender: Sender, sanne: Person, mark: Callable[..., Annotation]
) -> None:
    mark(film, sanne, 12_000)
    trimmed(film, 10_000, 30_000)
    ready(film)
    assert times(film) == [(2_000, None)]
    assert trimming.was_trimmed(film)
    lost(film)
    assert sender.begin(film.id, body=FILM).status_code == 201
    fresh = again(film.id)
    assert (fresh.stage, fresh.start_ms, fresh.end_ms) == (Stage.PROCESSING, None, None)
    assert fresh.nobody_else_at is None
    assert all(row.ended_at for row in db.session.scalars(select(Trim)))
    assert times(fresh) == [(12_000, None)]
    assert not trimming.was_trimmed(fresh)


def original_of(recording_id: int) -> str:
    asked = select(Rendition.key).where(
        Rendition.recording_id == recording_id, Rendition.kind == RenditionKind.ORIGINAL
    )
    return db.session.scalars(asked).one()


@pytest.mark.parametrize("stage", [Stage.PROCESSING, Stage.READY])
def test_an_upload_that_ends_after_try_again_changes_nothing_and_its_bytes_go(
    sender: Sender, sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition], stage: Stage
) -> None:
    recording = record(sanne, house.team_id, stage=Stage.FAILED)
    before = with_file(recording, RenditionKind.ORIGINAL, b"the first").key
    place = sender.place(recording.id)
    recording.stage = stage
    refused = sender.send(place, 0, FILM)
    assert (refused.status_code, "al binnen" in refused.text) == (410, True)
    assert storage().received(key_of(place)) == 0
    with storage().writer(key_of(place)) as file:
        file.write(FILM)
    assert sender.client.post(f"{place}/finish").status_code == 410
    receive.settle_uploads()
    db.session.commit()
    assert original_of(recording.id) == before
    assert again(recording.id).stage is stage
    assert db.session.get_one(Upload, key_of(place)).ended_at is not None


def test_a_film_that_failed_and_still_plays_is_not_replaced(
    sender: Sender, sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition]
) -> None:
    recording = record(sanne, house.team_id, stage=Stage.FAILED)
    with_file(recording, RenditionKind.DIRECT, b"plays")
    assert sender.begin(recording.id).status_code == 409
    assert list(storage().coming.left()) == []


def test_who_is_in_view_of_a_part_is_asked_anew_of_the_whole(film: Recording) -> None:
    trimmed(film, 10_000, 30_000)
    ready(film)
    assert film.nobody_else_at is not None
    trimming.untrim(film, by=viewer_of(film.maker))
    assert film.nobody_else_at is None


def test_who_is_in_view_is_asked_anew_when_another_file_takes_the_place_of_half_a_one(
    sanne: Person, house: House, record: Make, sender: Sender
) -> None:
    waiting = record(sanne, house.team_id)
    sender.place(waiting.id)
    assert again(waiting.id).nobody_else_at is not None
    sender.begin(waiting.id, name="iets anders.mp4")
    assert again(waiting.id).nobody_else_at is None
