"""Where faces are is known of the film in which they were looked for, and of no other."""

import pytest
from sqlalchemy import select

from tests.media import test_redacting
from tests.media.working import jobs as jobs_of
from tests.media.working import work
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import actions, redacting, redaction_orders, redaction_tools
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.redaction import Cover, Redaction
from wpl_platform.media.redaction_models import FaceScan
from wpl_platform.teams.queries import viewer_of

film, black = test_redacting.film, test_redacting.black
redacted, FACE = test_redacting.redacted, test_redacting.FACE


def test_faces_that_were_looked_for_in_another_film_are_not_kept(
    film: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(*_given: object) -> tuple[Cover, ...]:
        original = select(Rendition).where(Rendition.kind == RenditionKind.ORIGINAL)
        db.session.scalars(original).one().key = "another"
        db.session.commit()
        return (FACE,)

    monkeypatch.setattr(redaction_tools, "faces", another)
    redacting.look_for_faces(film, by=viewer_of(film.maker))
    work(Queue.LONG)
    assert [job.state for job in jobs_of(redacting.LOOK)] == [JobState.DONE]
    assert db.session.scalar(select(FaceScan)) is None


def test_a_search_ends_when_the_film_is_asked_unrecognisable_and_what_it_finds_then_is_not_kept(
    film: Recording, black: list[Redaction], monkeypatch: pytest.MonkeyPatch
) -> None:
    redacting.look_for_faces(film, by=viewer_of(film.maker))
    redacted(film)
    (search,) = jobs_of(redacting.LOOK)
    assert search.state is JobState.CANCELLED
    monkeypatch.setattr(redaction_tools, "faces", lambda *_given: (FACE,))
    jobs.enqueue(redacting.LOOK, actions.subject_of(film.id), queue=Queue.LONG)
    jobs_of(actions.REDACT)[0].state = JobState.DONE
    work(Queue.LONG)
    assert db.session.scalar(select(FaceScan)) is None


def test_what_was_found_in_the_clear_film_is_forgotten_once_it_is_covered(
    film: Recording, black: list[Redaction]
) -> None:
    redacted(film)
    redacting.keep_scan(film.id, (FACE,))
    work(Queue.LONG)
    assert redaction_orders.is_unrecognisable(film)
    assert db.session.scalar(select(FaceScan)) is None
