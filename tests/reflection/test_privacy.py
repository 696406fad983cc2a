"""A reflection is its author's alone; and it stays theirs when the recording is gone from their sight."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.reflection.conftest import Film
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.media.models import Share
from wpl_platform.reflection import actions, policy, queries
from wpl_platform.reflection.models import Intention, Reflection
from wpl_platform.teams.viewer import STRANGER, Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def cast(
    sanne: Person, youssef: Person, tom: Person, ingrid: Person, bea: Person, olaf: Person, as_viewer: AsViewer
) -> list[Viewer]:
    """Everybody, and nobody."""
    return [STRANGER, *(as_viewer(person) for person in (sanne, youssef, tom, ingrid, bea, olaf))]


def test_the_two_faces_of_the_policy_agree_for_everybody(film: Film, cast: list[Viewer]) -> None:
    for author in cast[1:4]:
        kept = actions.begin(film.recording, "starr", by=author)
        actions.intend(kept, "Eerst kijken", clock.today(), by=author)
    db.session.commit()
    for viewer in cast:
        seen = set(db.session.scalars(select(Reflection.id).where(policy.seen_by(viewer))))
        every = db.session.scalars(select(Reflection)).all()
        assert seen == {one.id for one in every if policy.may_see(viewer, one)}
        assert len(seen) == (1 if viewer.person_id in {author.person_id for author in cast[1:4]} else 0)
        meant = set(db.session.scalars(select(Intention.id).where(policy.intentions_seen_by(viewer))))
        intentions = db.session.scalars(select(Intention)).all()
        assert meant == {one.id for one in intentions if policy.may_see_intention(viewer, one)}


def test_who_may_watch_may_look_back_and_nobody_else(film: Film, cast: list[Viewer]) -> None:
    allowed = [policy.may_begin(viewer, film.recording) for viewer in cast]
    assert allowed == [False, True, True, True, False, False, False]


def test_nobody_reads_or_writes_the_reflection_of_a_colleague(
    film: Film, youssef: Person, cast: list[Viewer], as_viewer: AsViewer
) -> None:
    kept = actions.begin(film.recording, "starr", by=as_viewer(youssef))
    for viewer in cast:
        if viewer.is_person(youssef.id):
            continue
        with pytest.raises(Missing):
            queries.reflection(kept.id, viewer=viewer)
        with pytest.raises(Refused):
            actions.answer(kept, "actie", "Van mij", by=viewer)
        assert queries.answers_of(kept, viewer=viewer) == {}


def test_ones_own_words_stay_when_the_recording_is_no_longer_shared(
    film: Film, youssef: Person, as_viewer: AsViewer, client_of: ClientOf
) -> None:
    author = as_viewer(youssef)
    kept = actions.begin(film.recording, "starr", by=author)
    actions.answer(kept, "actie", "Ik keek eerst naar Sanne", by=author)
    actions.pin(kept, "actie", film.moment_id, by=author)
    db.session.get_one(Share, film.share_id).ended_at = clock.now()
    db.session.commit()
    browser = client_of(youssef)
    page = browser.get(f"/reflections/{kept.id}")
    assert page.status_code == 200
    assert "Ik keek eerst naar Sanne" in page.text
    question = browser.get(f"/reflections/{kept.id}?vraag=actie")
    for text in (page.text, question.text):
        assert "De klant wijst" not in text
        assert "Advies bij het servies" not in text
        assert "<video" not in text
        assert f"/recordings/{film.recording_id}" not in text


def test_a_moment_that_was_removed_is_no_evidence_any_more(film: Film, sanne: Person, as_viewer: AsViewer) -> None:
    author = as_viewer(sanne)
    kept = actions.begin(film.recording, "free", by=author)
    actions.pin(kept, "vrij", film.other_moment_id, by=author)
    moment = queries.evidence_of(kept, viewer=author)["vrij"][0]
    moment.removed_at = clock.now()
    db.session.flush()
    assert queries.evidence_of(kept, viewer=author) == {}


def test_a_moment_of_another_recording_is_refused_without_a_word_about_it(
    film: Film, house: House, olaf: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    kept = actions.begin(film.recording, "free", by=as_viewer(youssef))
    with pytest.raises(Missing):
        actions.pin(kept, "vrij", 999_999, by=as_viewer(youssef))
