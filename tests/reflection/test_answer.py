"""Answers: kept as they are typed, never written over unseen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import queries_of
from tests.reflection.conftest import Film, marked
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.models import ANSWER_MAX, Answer, Reflection
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def author(sanne: Person, as_viewer: AsViewer) -> Viewer:
    """Sanne, who looks back."""
    return as_viewer(sanne)


@pytest.fixture
def kept(film: Film, author: Viewer) -> Reflection:
    """Her reflection, begun."""
    begun = actions.begin(film.recording, "starr", by=author)
    db.session.commit()
    return begun


def test_beginning_twice_goes_on_with_the_same(film: Film, kept: Reflection, author: Viewer) -> None:
    assert actions.begin(film.recording, "starr", by=author).id == kept.id
    assert actions.begin(film.recording, "free", by=author).id != kept.id


def test_an_unknown_model_is_refused(film: Film, author: Viewer) -> None:
    with pytest.raises(Invalid):
        actions.begin(film.recording, "horoscope", by=author)


def test_an_answer_is_one_row_however_often_it_is_kept(kept: Reflection, author: Viewer) -> None:
    first = actions.answer(kept, "actie", "Ik zag", by=author)
    second = actions.answer(kept, "actie", "Ik zag haar arm", by=author, seen=first)
    assert second >= first
    assert [row.text for row in db.session.scalars(select(Answer))] == ["Ik zag haar arm"]


def test_an_answer_that_changed_elsewhere_is_not_written_over(kept: Reflection, author: Viewer) -> None:
    seen = actions.answer(kept, "actie", "Ik zag", by=author)
    actions.answer(kept, "actie", "Op mijn telefoon", by=author, seen=seen)
    with pytest.raises(Conflict):
        actions.answer(kept, "actie", "Op de balie", by=author, seen=seen)
    assert queries.answers_of(kept, viewer=author)["actie"].text == "Op mijn telefoon"
    actions.answer(kept, "actie", "Toch dit", by=author)
    assert queries.answers_of(kept, viewer=author)["actie"].text == "Toch dit"


def test_sending_the_same_text_again_is_done_already(kept: Reflection, author: Viewer) -> None:
    seen = actions.answer(kept, "actie", "Ik zag", by=author)
    later = actions.answer(kept, "actie", "Ik wachtte", by=author, seen=seen)
    assert actions.answer(kept, "actie", "Ik wachtte", by=author, seen=seen) == later


def test_a_question_of_another_model_and_a_text_too_long_are_refused(kept: Reflection, author: Viewer) -> None:
    with pytest.raises(Invalid):
        actions.answer(kept, "vrij", "Tekst", by=author)
    with pytest.raises(Invalid):
        actions.answer(kept, "actie", "a" * (ANSWER_MAX + 1), by=author)


def test_the_page_is_told_when_its_text_was_kept(kept: Reflection, sanne: Person, client_of: ClientOf) -> None:
    browser = client_of(sanne)
    sent = {"question": "actie", "text": "Ik zag haar arm"}
    answer = browser.post(f"/reflections/{kept.id}/answers", data=sent, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    told = answer.get_json()
    assert datetime.fromisoformat(told["seen"]).tzinfo is not None
    assert told["sentence"].startswith("Bewaard om ")
    old = {**sent, "text": "Anders", "seen": "2020-01-01T00:00:00+00:00"}
    conflict = browser.post(f"/reflections/{kept.id}/answers", data=old, headers={"Accept": "application/json"})
    assert conflict.status_code == 409
    broken = {**sent, "seen": "gisteren"}
    refused = browser.post(f"/reflections/{kept.id}/answers", data=broken, headers={"Accept": "application/json"})
    assert refused.status_code == 422


def test_without_script_the_next_button_keeps_the_answer_and_goes_on(
    kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    sent = {"question": "situatie", "text": "Bij het servies", "next": "taak"}
    answer = browser.post(f"/reflections/{kept.id}/answers", data=sent)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/reflections/{kept.id}?vraag=taak"
    back = browser.get(f"/reflections/{kept.id}?vraag=situatie")
    assert "Bij het servies" in back.text


def test_a_text_that_is_too_long_stands_in_the_page_with_the_reason(
    kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    sent = {"question": "situatie", "text": "b" * (ANSWER_MAX + 1), "next": "taak"}
    answer = client_of(sanne).post(f"/reflections/{kept.id}/answers", data=sent)
    assert answer.status_code == 422
    assert "bbbbbbbb" in answer.text
    assert "10000" in answer.text


def test_pinning_without_script_keeps_what_was_typed(
    film: Film, kept: Reflection, author: Viewer, sanne: Person, client_of: ClientOf
) -> None:
    sent = {"question": "actie", "text": "Half af", "pin": film.moment_id}
    answer = client_of(sanne).post(f"/reflections/{kept.id}/evidence", data=sent)
    assert answer.status_code == 303
    assert queries.answers_of(kept, viewer=author)["actie"].text == "Half af"
    assert [moment.id for moment in queries.evidence_of(kept, viewer=author)["actie"]] == [film.moment_id]


def test_pinning_twice_is_done_once_and_can_be_taken_back(
    film: Film, kept: Reflection, author: Viewer, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    for _ in range(2):
        sent = {"question": "actie", "pin": film.moment_id}
        part = browser.post(f"/reflections/{kept.id}/evidence", data=sent, headers={"X-Requested-With": "fetch"})
        assert part.status_code == 200
        assert "<html" not in part.text
    assert len(queries.evidence_of(kept, viewer=author)["actie"]) == 1
    actions.unpin(kept, "actie", film.moment_id, by=author)
    assert queries.evidence_of(kept, viewer=author) == {}


def test_the_page_asks_as_often_for_three_moments_as_for_thirty(
    film: Film, kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    few = queries_of(lambda: browser.get(f"/reflections/{kept.id}?vraag=actie"))
    for number in range(30):
        marked(film.recording, sanne, f"Moment {number}", 1_000 * number)
    db.session.commit()
    assert queries_of(lambda: browser.get(f"/reflections/{kept.id}?vraag=actie")) == few


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01", "x"])
def test_a_version_that_no_page_wrote_is_refused(
    kept: Reflection, client_of: ClientOf, sanne: Person, seen: str
) -> None:
    data = {"question": "actie", "text": "Ik zag", "seen": seen}
    answer = client_of(sanne).post(f"/reflections/{kept.id}/answers", data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 422
