"""Intentions: with a day, within a year, done and undone; and the end of a reflection without one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.reflection.conftest import Film
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.reflection import actions, queries
from wpl_platform.reflection.models import Intention, Reflection
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
    begun = actions.begin(film.recording, "free", by=author)
    db.session.commit()
    return begun


def test_the_day_is_in_two_weeks_unless_one_chooses_another(
    kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    page = client_of(sanne).get(f"/reflections/{kept.id}?vraag=voornemen")
    assert f'value="{(clock.today() + timedelta(days=14)).isoformat()}"' in page.text


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_in_the_past_or_far_away_is_refused(kept: Reflection, author: Viewer, days: int) -> None:
    with pytest.raises(Invalid):
        actions.intend(kept, "Eerst kijken", clock.today() + timedelta(days=days), by=author)


def test_an_intention_rounds_off_and_is_changed_in_place(kept: Reflection, author: Viewer) -> None:
    first = actions.intend(kept, "Eerst kijken", clock.today(), by=author)
    assert kept.finished_at is not None
    again = actions.intend(kept, "Eerst wachten", clock.today() + timedelta(days=365), by=author)
    assert again.id == first.id
    assert [one.text for one in db.session.scalars(select(Intention))] == ["Eerst wachten"]


def test_what_was_typed_stands_in_the_page_when_the_day_is_wrong(
    kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    sent = {"text": "Eerst kijken", "due_on": "2020-01-01"}
    answer = client_of(sanne).post(f"/reflections/{kept.id}/intentions", data=sent)
    assert answer.status_code == 422
    assert "Eerst kijken" in answer.text
    assert "binnen een jaar" in answer.text


def test_done_twice_is_done_and_can_be_taken_back(
    kept: Reflection, author: Viewer, sanne: Person, client_of: ClientOf
) -> None:
    intention = actions.intend(kept, "Eerst kijken", clock.today(), by=author)
    db.session.commit()
    browser = client_of(sanne)
    for _ in range(2):
        assert browser.post(f"/intentions/{intention.id}/done").status_code == 303
    db.session.expire_all()
    assert queries.intention(intention.id, viewer=author).done_at is not None
    assert browser.post(f"/intentions/{intention.id}/done?undo=1").status_code == 303
    db.session.expire_all()
    assert queries.intention(intention.id, viewer=author).done_at is None


def test_a_reflection_ends_without_an_intention_too_and_is_then_read_back(
    kept: Reflection, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    begun = browser.get(f"/reflections/{kept.id}")
    assert begun.headers["Location"] == f"/reflections/{kept.id}?vraag=vrij"
    assert browser.post(f"/reflections/{kept.id}/finish").status_code == 303
    assert "Jouw reflectie" in browser.get(f"/reflections/{kept.id}").text


def test_an_intention_leads_to_filming_again_and_takes_no_private_word_along(
    kept: Reflection, author: Viewer, sanne: Person, client_of: ClientOf
) -> None:
    actions.intend(kept, "Eerst kijken", clock.today(), by=author)
    db.session.commit()
    assert 'button--wide" href="/recordings/new">' in client_of(sanne).get(f"/reflections/{kept.id}").text
