"""A maker trims a film while nobody else sees it; what was made of it goes at once, and all of it can come back."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions as feedback
from wpl_platform.feedback.models import Annotation, BeforeTrim
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Job, JobState, Queue
from wpl_platform.media import actions, converting, queries, trimming
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Trim
from wpl_platform.teams.queries import viewer_of

mark = rooms.mark
Mark = Callable[..., Annotation]


@pytest.fixture
def film(
    sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., Rendition]
) -> Recording:
    """A minute of Sanne's at 25 pictures a second, ready, with its original and what was made of it."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    recording.duration_ms, recording.frame_rate = 60_000, 25
    for kind in (RenditionKind.ORIGINAL, RenditionKind.DIRECT, RenditionKind.POSTER, RenditionKind.STRIP):
        with_file(recording, kind, kind.encode())
    return recording


def ready(recording: Recording) -> None:
    """What the worker does at its end, without the film."""
    for job in db.session.scalars(select(Job).where(Job.kind == actions.CONVERT)):
        job.state = JobState.DONE
    recording.stage = Stage.READY
    trimming.made(recording)
    db.session.commit()


def times(recording: Recording) -> list[tuple[int, int | None]]:
    found = queries_of_moments(recording)
    return [(moment.start_ms, moment.end_ms) for moment in found]


def queries_of_moments(recording: Recording) -> list[Annotation]:
    asked = select(Annotation).where(Annotation.recording_id == recording.id, Annotation.removed_at.is_(None))
    return list(db.session.scalars(asked.order_by(Annotation.start_ms, Annotation.id)))


def trimmed(recording: Recording, start: int, end: int | None, **more: bool) -> None:
    trimming.trim(recording, start, end, by=viewer_of(recording.maker), **more)
    db.session.commit()


def kinds(recording: Recording) -> set[str]:
    return {kind.value for kind in queries.kinds_of([recording.id])[recording.id]}


def test_what_is_being_trimmed_can_be_taken_back(film: Recording, sanne: Person, mark: Mark) -> None:
    mark(film, sanne, 2_000)
    trimmed(film, 10_000, 30_000, lose=True)
    trimming.untrim(film, by=viewer_of(sanne))
    assert (film.start_ms, film.duration_ms, film.stage) == (None, 60_000, Stage.PROCESSING)
    assert times(film) == [(2_000, None)]
    assert len(db.session.scalars(select(Job).where(Job.kind == actions.CONVERT)).all()) == 1


def test_what_was_made_of_the_film_goes_at_once_and_is_asked_for_anew(film: Recording) -> None:
    keys = set(db.session.scalars(select(Rendition.key).where(Rendition.kind != RenditionKind.ORIGINAL)))
    trimmed(film, 10_000, 30_000)
    assert (film.start_ms, film.end_ms, film.duration_ms, film.stage) == (10_000, 30_000, 20_000, Stage.PROCESSING)
    assert kinds(film) == {"original"}
    assert queries.best_to_play(film, viewer=viewer_of(film.maker)) is None
    waiting = {(job.kind, job.subject) for job in db.session.scalars(select(Job))}
    assert waiting == {(actions.CONVERT, f"recording:{film.id}"), *((actions.FORGET, f"file:{key}") for key in keys)}


def test_a_trimmed_film_is_trimmed_from_what_is_seen_and_all_of_it_comes_back(film: Recording) -> None:
    trimmed(film, 10_000, 40_000)
    ready(film)
    trimmed(film, 5_000, 20_000)
    assert (film.start_ms, film.end_ms, film.duration_ms) == (15_000, 30_000, 15_000)
    ready(film)
    trimming.untrim(film, by=viewer_of(film.maker))
    assert (film.start_ms, film.end_ms, film.duration_ms) == (None, None, 60_000)
    assert all(row.ended_at for row in db.session.scalars(select(Trim)))
    ready(film)
    trimming.untrim(film, by=viewer_of(film.maker))
    assert film.stage is Stage.READY


def test_a_shared_film_is_not_trimmed_and_not_made_whole(
    film: Recording, share_with_team: Callable[[Recording], None]
) -> None:
    trimmed(film, 10_000, 40_000)
    ready(film)
    share_with_team(film)
    with pytest.raises(Refused, match="Stop eerst met delen"):
        trimmed(film, 1_000, 20_000)
    with pytest.raises(Refused, match="Stop eerst met delen"):
        trimming.untrim(film, by=viewer_of(film.maker))
    assert (film.start_ms, film.end_ms, kinds(film)) == (10_000, 40_000, {"original"})


def test_nobody_else_trims(film: Recording, youssef: Person, tom: Person, bea: Person) -> None:
    for person in (youssef, tom, bea):
        with pytest.raises(Refused):
            trimming.trim(film, 10_000, 20_000, by=viewer_of(person))
        with pytest.raises(Refused):
            trimming.untrim(film, by=viewer_of(person))


@pytest.mark.parametrize("stage", [Stage.AWAITING, Stage.PROCESSING, Stage.REFUSED, Stage.FAILED])
def test_only_a_film_that_is_ready_is_trimmed(film: Recording, stage: Stage) -> None:
    film.stage = stage
    db.session.commit()
    with pytest.raises(Conflict):
        trimmed(film, 10_000, 20_000)
    db.session.rollback()
    assert kinds(film) == {"original", "direct", "poster", "strip"}


def test_a_film_that_is_still_being_made_in_more_sizes_is_not_trimmed(film: Recording) -> None:
    jobs.enqueue(actions.CONVERT, actions.subject_of(film.id), queue=Queue.LONG)
    db.session.commit()
    with pytest.raises(Conflict):
        trimmed(film, 10_000, 20_000)


def test_two_that_trim_at_once_trim_once(film: Recording) -> None:
    trimmed(film, 10_000, 20_000)
    with pytest.raises(Conflict):
        trimmed(film, 1_000, 5_000)
    db.session.rollback()
    assert (film.start_ms, film.end_ms) == (10_000, 20_000)


@pytest.mark.parametrize(
    ("start", "end", "field"), [(10_000, 10_500, "end"), (0, None, "start"), (70_000, None, "end")]
)
def test_what_cannot_be_a_part_is_said_at_its_field(film: Recording, start: int, end: int | None, field: str) -> None:
    with pytest.raises(Invalid) as said:
        trimmed(film, start, end)
    assert said.value.field == field


def test_moments_keep_their_picture_and_come_back_where_they_were(film: Recording, sanne: Person, mark: Mark) -> None:
    for start, end in ((2_000, None), (9_000, 12_000), (15_000, None), (28_000, 35_000), (50_000, 52_000)):
        mark(film, sanne, start, end)
    with pytest.raises(Invalid, match="2 momenten liggen buiten dit deel") as said:
        trimmed(film, 10_000, 30_000)
    assert said.value.field == "lose"
    trimmed(film, 10_000, 30_000, lose=True)
    assert times(film) == [(0, 2_000), (5_000, None), (18_000, 20_000)]
    ready(film)
    trimmed(film, 4_000, 19_000, lose=True)
    assert times(film) == [(1_000, None), (14_000, 15_000)]
    ready(film)
    trimming.untrim(film, by=viewer_of(sanne))
    assert times(film) == [(2_000, None), (9_000, 12_000), (15_000, None), (28_000, 35_000), (50_000, 52_000)]
    assert db.session.scalars(select(BeforeTrim)).all() == []


def test_what_was_said_or_changed_on_the_trimmed_film_holds(film: Recording, sanne: Person, mark: Mark) -> None:
    half = mark(film, sanne, 9_000, 12_000)
    trimmed(film, 10_000, 30_000)
    ready(film)
    mark(film, sanne, 3_000)
    feedback.edit(half, half.kind, Span(1_000, 4_000), "Nu langer", by=viewer_of(sanne))
    trimming.untrim(film, by=viewer_of(sanne))
    assert times(film) == [(11_000, 14_000), (13_000, None)]


def test_a_moment_that_was_removed_stays_so_and_one_outside_is_not_brought_back_by_hand(
    film: Recording, sanne: Person, mark: Mark
) -> None:
    away, out = mark(film, sanne, 50_000), mark(film, sanne, 2_000)
    feedback.remove(away, by=viewer_of(sanne))
    trimmed(film, 10_000, 30_000, lose=True)
    with pytest.raises(Conflict):
        feedback.restore(out, by=viewer_of(sanne))
    ready(film)
    trimming.untrim(film, by=viewer_of(sanne))
    assert times(film) == [(2_000, None)]
    feedback.restore(away, by=viewer_of(sanne))
    assert times(film) == [(2_000, None), (50_000, None)]


def test_with_destroy_the_rest_goes_for_good_when_the_new_film_is_there(
    film: Recording, sanne: Person, mark: Mark
) -> None:
    mark(film, sanne, 2_000)
    mark(film, sanne, 9_000, 12_000)
    original = db.session.scalars(select(Rendition.key).where(Rendition.kind == RenditionKind.ORIGINAL)).one()
    trimmed(film, 10_000, 30_000, destroy=True, lose=True)
    assert kinds(film) == {"original"}
    ready(film)
    assert (film.start_ms, film.end_ms, kinds(film)) == (None, None, set())
    assert times(film) == [(0, 2_000)]
    assert len(db.session.scalars(select(Annotation)).all()) == 1
    row = db.session.scalars(select(Trim)).one()
    assert row.destroyed_at is not None
    assert row.destroyed_at == row.ended_at
    assert f"file:{original}" in set(db.session.scalars(select(Job.subject)))
    with pytest.raises(Refused, match="niet bewaard"):
        trimmed(film, 5_000, 10_000, lose=True)


def test_nothing_is_destroyed_and_that_is_said_while_the_new_film_is_not_as_long_as_it_must_be(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    trimmed(film, 10_000, 30_000, destroy=True)
    film.duration_ms = 12_000
    ready(film)
    assert kinds(film) == {"original"}
    for page in ("arrival", "edit"):
        assert "De rest is niet vernietigd" in client_of(film.maker).get(f"/recordings/{film.id}/{page}").text
    trimming.untrim(film, by=viewer_of(film.maker))
    assert (film.duration_ms, film.reason) == (60_000, "")


@pytest.mark.parametrize("page", ["arrival", "edit"])
def test_the_way_to_trimming_is_there_while_it_is_shared_and_only_with_an_original(
    film: Recording, client_of: Callable[[Person], FlaskClient], share_with_team: Callable[[Recording], None], page: str
) -> None:
    share_with_team(film)
    browser, address, trim = client_of(film.maker), f"/recordings/{film.id}/{page}", f"/recordings/{film.id}/trim"
    assert trim in browser.get(address).text
    assert "Je deelt deze video nog." in browser.get(trim).text
    db.session.query(Rendition).filter_by(recording_id=film.id, kind=RenditionKind.ORIGINAL).delete()
    db.session.commit()
    without = browser.get(address).text
    assert trim not in without
    assert "Deze video kan niet meer worden geknipt." in without


@pytest.mark.parametrize("destroy", [True, False])
def test_who_chose_to_destroy_the_rest_does_not_stop_halfway(
    film: Recording,
    with_file: Callable[..., Rendition],
    client_of: Callable[[Person], FlaskClient],
    destroy: bool,
) -> None:
    trimmed(film, 10_000, 30_000, destroy=destroy)
    browser, stop = client_of(film.maker), f"/recordings/{film.id}/attempts/delete"
    assert stop in browser.get(f"/recordings/{film.id}/arrival").text
    with_file(film, RenditionKind.HLS, b"the smallest size").name = "master.m3u8"
    db.session.commit()
    page = browser.get(f"/recordings/{film.id}/arrival").text
    assert (stop in page, "gaat de rest voorgoed weg" in page) == (not destroy, destroy)
    assert browser.post(stop).status_code == (409 if destroy else 303)
    db.session.expire_all()
    assert film.stage is (Stage.PROCESSING if destroy else Stage.READY)
    ready(film)
    assert ("original" in kinds(film)) is not destroy


def test_a_trim_that_destroys_can_be_stopped_and_taken_back_while_nothing_plays(film: Recording) -> None:
    trimmed(film, 10_000, 30_000, destroy=True)
    converting.stop_converting(film, by=viewer_of(film.maker))
    assert (film.stage, kinds(film)) == (Stage.FAILED, {"original"})


def test_a_trim_that_failed_can_be_taken_back(film: Recording, sanne: Person, mark: Mark) -> None:
    mark(film, sanne, 2_000)
    trimmed(film, 10_000, 30_000, destroy=True, lose=True)
    for job in db.session.scalars(select(Job).where(Job.kind == actions.CONVERT)):
        job.state = JobState.FAILED
    film.stage = Stage.FAILED
    db.session.commit()
    trimming.untrim(film, by=viewer_of(sanne))
    assert (film.start_ms, film.stage, times(film)) == (None, Stage.PROCESSING, [(2_000, None)])
