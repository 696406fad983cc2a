"""A maker has a film made unrecognisable: nobody sees the clear one from then on, and it is destroyed in the end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import House
from tests.feedback import conftest as rooms
from tests.media.working import jobs as jobs_of
from tests.media.working import kinds, work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, PortFailure, Refused
from wpl_platform.feedback.models import Annotation
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import (
    actions,
    converting,
    ffmpeg,
    pipeline,
    redacting,
    redaction_orders,
    redaction_tools,
    trimming,
)
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.pipeline import Film
from wpl_platform.media.redaction import Cover, Manner, Place, Redaction, Shape, Voice
from wpl_platform.media.redaction_models import FaceScan, RedactionOrder
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

mark = rooms.mark
ALL_BLACK = Redaction(manner=Manner.BLACK, whole=True, voice=Voice.MUTED)
FACE = Cover(Shape.RECTANGLE, 0, 1_000, (Place(0, 0.1, 0.1, 0.2, 0.2),))


@pytest.fixture
def film(
    sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., Rendition], clip: Path
) -> Recording:
    """Four seconds of Sanne's, ready, with its original and what was made of it."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    recording.duration_ms, recording.frame_rate = 4_000, 25
    with_file(recording, RenditionKind.ORIGINAL, clip.read_bytes(), "application/octet-stream")
    for kind in (RenditionKind.DIRECT, RenditionKind.POSTER, RenditionKind.STRIP, RenditionKind.COPY):
        with_file(recording, kind, kind.encode())
    return recording


def redacted(recording: Recording, asked: Redaction = ALL_BLACK) -> None:
    redacting.redact(recording, asked, by=viewer_of(recording.maker))
    db.session.commit()


def keys_of(recording: Recording) -> set[str]:
    return set(db.session.scalars(select(Rendition.key).where(Rendition.recording_id == recording.id)))


def is_there(key: str) -> bool:
    try:
        return storage().size(key) >= 0
    except Exception:
        return False


@pytest.fixture
def black(monkeypatch: pytest.MonkeyPatch, clip: Path) -> list[Redaction]:
    """The tools do nothing but copy the film; what was asked of them."""
    asked_for: list[Redaction] = []

    def copied(source: Path, examined: object, asked: Redaction, folder: Path, watch_of: object) -> Film:
        asked_for.append(asked)
        made = folder / "made.mp4"
        made.write_bytes(source.read_bytes())
        return Film(made, 4_000, 320, 240)

    monkeypatch.setattr(redaction_tools, "unrecognisable", copied)
    return asked_for


def test_what_was_made_of_the_clear_film_goes_at_once(film: Recording) -> None:
    redacted(film)
    assert kinds(film) == {"original"}
    assert film.stage is Stage.PROCESSING


def test_who_it_is_shared_with_sees_nothing_until_it_is_done(
    film: Recording, share_with_team: Callable[..., None]
) -> None:
    share_with_team(film)
    redacted(film)
    assert kinds(film) == {"original"}
    assert film.open_shares


def test_the_clear_film_is_destroyed_with_its_bytes_when_the_new_one_is_there(
    film: Recording, black: list[Redaction]
) -> None:
    before = keys_of(film)
    redacted(film)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert before.isdisjoint(keys_of(film))
    assert not any(is_there(key) for key in before)
    assert redaction_orders.is_unrecognisable(film)
    assert redaction_orders.open_order(film.id) is None


def test_where_faces_were_is_forgotten_when_it_is_done(film: Recording, black: list[Redaction]) -> None:
    redacting.keep_scan(film.id, (FACE,))
    redacted(film, Redaction(faces=True, drawn=(FACE,)))
    work(Queue.LONG)
    order = db.session.scalar(select(RedactionOrder))
    assert order is not None
    assert order.done_at is not None
    assert (order.asked["found"], order.asked["drawn"]) == (None, [])
    assert db.session.scalar(select(FaceScan)) is None


def test_faces_that_were_found_before_are_what_is_covered(film: Recording, black: list[Redaction]) -> None:
    redacting.keep_scan(film.id, (FACE,))
    redacted(film, Redaction(faces=True))
    work(Queue.LONG)
    assert [asked.found for asked in black] == [(FACE,)]


def test_what_lay_outside_a_trimmed_film_is_gone_too(
    film: Recording, black: list[Redaction], mark: Callable[..., Annotation], sanne: Person
) -> None:
    trimming.trim(film, 1_000, 3_000, by=viewer_of(sanne))
    for job in jobs_of(actions.CONVERT):
        job.state = JobState.DONE
    film.stage = Stage.READY
    redacted(film)
    work(Queue.LONG)
    assert (film.start_ms, film.end_ms) == (None, None)


def test_what_was_cut_off_does_not_come_back_while_it_waits_to_be_covered(film: Recording) -> None:
    trimming.trim(film, 1_000, 3_000, by=viewer_of(film.maker))
    for job in jobs_of(actions.CONVERT):
        job.state = JobState.DONE
    film.stage = Stage.READY
    redacted(film, Redaction(drawn=(FACE,)))
    with pytest.raises(Conflict):
        trimming.untrim(film, by=viewer_of(film.maker))
    assert (film.start_ms, film.end_ms) == (1_000, 3_000)


def test_nothing_asked_is_refused(film: Recording, sanne: Person) -> None:
    with pytest.raises(Invalid):
        redacting.redact(film, Redaction(), by=viewer_of(sanne))


def test_without_an_original_it_cannot_be(film: Recording, sanne: Person) -> None:
    db.session.delete(db.session.scalars(select(Rendition).where(Rendition.kind == RenditionKind.ORIGINAL)).one())
    db.session.flush()
    with pytest.raises(Refused):
        redacting.redact(film, ALL_BLACK, by=viewer_of(sanne))


def test_only_its_maker_asks_for_it(film: Recording, tom: Person, share_with_team: Callable[..., None]) -> None:
    share_with_team(film)
    with pytest.raises(Refused):
        redacting.redact(film, ALL_BLACK, by=viewer_of(tom))
    with pytest.raises(Refused):
        redacting.look_for_faces(film, by=viewer_of(tom))
    with pytest.raises(Refused):
        redacting.take_back(film, by=viewer_of(tom))


def test_it_is_asked_once(film: Recording, sanne: Person) -> None:
    redacted(film)
    with pytest.raises(Conflict):
        redacting.redact(film, ALL_BLACK, by=viewer_of(sanne))


def test_when_it_fails_nothing_is_destroyed_and_nobody_sees_it(
    film: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> Film:
        raise PortFailure("kapot", retry=False)

    monkeypatch.setattr(redaction_tools, "unrecognisable", fails)
    original = db.session.scalars(select(Rendition.key).where(Rendition.kind == RenditionKind.ORIGINAL)).one()
    redacted(film)
    work(Queue.LONG)
    work(Queue.SHORT)
    assert film.stage is Stage.FAILED
    assert keys_of(film) == {original}
    assert is_there(original)


def test_trying_again_makes_it_unrecognisable_and_never_clear(
    film: Recording, sanne: Person, black: list[Redaction]
) -> None:
    redacted(film)
    converting.stop_converting(film, by=viewer_of(sanne))
    db.session.commit()
    assert film.stage is Stage.FAILED
    actions.try_again(film, by=viewer_of(sanne))
    work(Queue.SHORT)
    assert kinds(film) == {"original"}
    work(Queue.LONG)
    assert redaction_orders.is_unrecognisable(film)


def test_the_conversion_of_a_film_that_waits_for_it_makes_nothing_clear(film: Recording, sanne: Person) -> None:
    redacted(film)
    converting.stop_converting(film, by=viewer_of(sanne))
    db.session.commit()
    jobs.enqueue(actions.CONVERT, actions.subject_of(film.id), queue=Queue.SHORT)
    work(Queue.SHORT)
    assert kinds(film) == {"original"}


def test_it_is_taken_back_before_it_is_done(film: Recording, sanne: Person) -> None:
    redacted(film)
    with pytest.raises(Conflict):
        redacting.take_back(film, by=viewer_of(sanne))
    converting.stop_converting(film, by=viewer_of(sanne))
    redacting.take_back(film, by=viewer_of(sanne))
    work(Queue.SHORT)
    assert "direct" in kinds(film)
    assert not redaction_orders.is_unrecognisable(film)


def test_what_is_shared_is_not_put_back_clear(
    film: Recording, sanne: Person, share_with_team: Callable[..., None]
) -> None:
    share_with_team(film)
    redacted(film)
    converting.stop_converting(film, by=viewer_of(sanne))
    with pytest.raises(Refused):
        redacting.take_back(film, by=viewer_of(sanne))


def test_a_film_that_is_trimmed_is_looked_through_anew(film: Recording, sanne: Person) -> None:
    redacting.keep_scan(film.id, (FACE,))
    trimming.trim(film, 1_000, 3_000, by=viewer_of(sanne))
    assert db.session.scalar(select(FaceScan)) is None


def test_a_face_that_still_shows_in_what_came_out_is_covered_too(
    monkeypatch: pytest.MonkeyPatch, clip: Path, tmp_path: Path
) -> None:
    later = replace(FACE, start=500)
    looks = iter([(FACE,), (later,), ()])
    made: list[tuple[Cover, ...]] = []

    def covered(source: Path, examined: object, asked: Redaction, folder: Path, watch: object) -> Film:
        made.append(asked.covers)
        return Film(clip, 4_000, 320, 240)

    monkeypatch.setattr(redaction_tools, "faces", lambda *_given, **_how: next(looks))
    monkeypatch.setattr(redaction_tools, "cover", covered)
    examined = pipeline.examine(clip)
    assert isinstance(examined, pipeline.Examined)
    steps: list[tuple[int, int]] = []

    def watch(first: int, last: int) -> ffmpeg.Watch:
        steps.append((first, last))
        return ffmpeg.Watch()

    redaction_tools.unrecognisable(clip, examined, Redaction(faces=True), tmp_path, watch)
    assert made == [(FACE,), (FACE, later)]
    assert steps == sorted(steps)
