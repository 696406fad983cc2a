"""What a maker finds on the page of a film that nobody may see any more, and on the page of who is in view."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media import ended as scene
from tests.media.consents import client_in, withdraw
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.media import actions, withdrawals
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.teams.queries import viewer_of
from wpl_platform.web.filters import day

filmed = scene.filmed
ClientOf = Callable[[Person], FlaskClient]
OFFERED = ("Bekijk je video", "Knip de video", "Maak onherkenbaar", "Laat een gast kijken", "downloaden", "Draag over")


@pytest.fixture
def maker(client_of: ClientOf, sanne: Person) -> FlaskClient:
    """Sanne's browser."""
    return client_of(sanne)


def test_nothing_is_offered_that_cannot_be_done_and_it_says_when_the_film_is_destroyed(
    maker: FlaskClient, filmed: Recording
) -> None:
    page = f"/recordings/{filmed.id}/arrival"
    before = maker.get(page).text
    assert [word for word in OFFERED if word not in before] == []
    withdraw(client_in(filmed))
    database.commit()
    after = maker.get(page).text
    assert [word for word in OFFERED if word in after] == []
    assert f"Wordt vernietigd op {day(withdrawals.gone_on(filmed))}" in after
    assert withdrawals.gone_on(filmed) == clock.today() + timedelta(days=withdrawals.days())
    assert "Stop met delen" in after


@pytest.mark.parametrize("act", ["trim", "redaction", "requests/new"])
def test_who_made_it_is_not_told_that_only_its_maker_may(maker: FlaskClient, filmed: Recording, act: str) -> None:
    withdraw(client_in(filmed))
    database.commit()
    answer = maker.get(f"/recordings/{filmed.id}/{act}")
    assert answer.status_code == 403
    assert "Niemand ziet of hoort de video nog." in answer.text or "met niemand delen" in answer.text
    assert "Alleen de maker" not in answer.text


def test_it_is_shared_with_nobody(sanne: Person, youssef: Person, filmed: Recording) -> None:
    withdraw(client_in(filmed))
    by, number = viewer_of(sanne), youssef.id
    with pytest.raises(Refused):
        actions.share(filmed, by=by)
    with pytest.raises(Refused):
        actions.share_with(filmed, number, by=by)


def test_a_film_that_was_never_shared_is_not_offered_to_colleagues_any_more(
    maker: FlaskClient, sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., object]
) -> None:
    recording = record(sanne, house.team_id, "Overdracht", stage=Stage.READY)
    with_file(recording, RenditionKind.DIRECT, b"0123456789")
    recording.duration_ms = 60_000
    db.session.commit()
    assert "Alleen jij ziet deze video nog" in maker.get("/start").text
    withdraw(client_in(recording))
    db.session.commit()
    assert "Alleen jij ziet deze video nog" not in maker.get("/start").text


def test_while_somebody_is_asked_the_page_says_who_is_signed_in(maker: FlaskClient, filmed: Recording) -> None:
    person = client_in(filmed)
    number, name = person.id, person.name
    db.session.commit()
    page = maker.get(f"/in-view/{number}").text
    assert f"Vraag toestemming aan {name}" in page
    frame = page.partition("rail__me")[2].partition("</a>")[0]
    assert "Sanne" in frame
    assert name not in frame
