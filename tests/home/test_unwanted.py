"""That somebody in view does not want a film is said on top of its maker's start page, until it is destroyed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.counting import queries_of
from tests.home.conftest import DAY, film, mark
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.home import attention, queries
from wpl_platform.media import actions as media
from wpl_platform.media import consenting, withdrawals
from wpl_platform.media.consent_models import InViewKind
from wpl_platform.media.models import PersonInView, Recording, RenditionKind
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER
from wpl_platform.web.filters import day

Start = Callable[[Person], str]


@pytest.fixture
def start(client_of: Callable[[Person], FlaskClient]) -> Start:
    """What stands on somebody's start page, without its frame."""
    return lambda person: client_of(person).get("/start").text.partition("<main")[2].partition("</main>")[0]


def refuse(recording: Recording, name: str = "Mevrouw Bos") -> PersonInView:
    """Somebody is named as in view, and says no by their own link."""
    key = f"{recording.id}-{name}".replace(" ", "").ljust(26, "x")[:26]
    person = PersonInView(recording_id=recording.id, kind=InViewKind.CLIENT, name=name, key=key)
    db.session.add(person)
    db.session.commit()
    consenting.withdraw(person, by=STRANGER, key=key)
    db.session.commit()
    db.session.expire_all()
    return person


def count(person: Person, house: House) -> int:
    listed = queries.waiting_for(viewer_of(person), house.team).listed
    assert attention.count(viewer_of(person), house.team) == listed, "the rail and the page say the same"
    return listed


def test_the_maker_reads_on_top_who_does_not_want_it_and_when_it_is_destroyed(
    house: House, sanne: Person, youssef: Person, start: Start
) -> None:
    recording = film(sanne, house.team, "Overdracht")
    assert (count(sanne, house), count(youssef, house)) == (0, 1)
    refuse(recording)
    page, gone = start(sanne), clock.today() + timedelta(days=withdrawals.days())
    assert "Mevrouw Bos wil niet in beeld." in page
    assert f"De video wordt op {day(gone)} vernietigd." in page
    assert f'href="/recordings/{recording.id}"' in page
    assert page.index("Mevrouw Bos") < page.index("In 5 minuten")
    assert (count(sanne, house), count(youssef, house)) == (1, 0)
    assert "Mevrouw Bos" not in start(youssef)


def test_two_who_do_not_want_one_film_are_one_thing_that_waits(house: House, sanne: Person, start: Start) -> None:
    recording = film(sanne, house.team)
    refuse(recording)
    refuse(recording, "Daan")
    assert "Mevrouw Bos, Daan willen niet in beeld." in start(sanne)
    assert count(sanne, house) == 1


def test_it_is_destroyed_sooner_when_its_time_is_over_sooner(house: House, sanne: Person) -> None:
    recording = film(sanne, house.team)
    recording.expires_on = clock.today() + 2 * DAY
    refuse(recording)
    [found] = queries.waiting_for(viewer_of(sanne), house.team).unwanted
    assert found.ends_on == recording.expires_on


@pytest.mark.parametrize("case", ["destroyed", "agreed after all", "taken off"])
def test_it_is_gone_once_it_says_nothing_more(case: str, house: House, sanne: Person, start: Start) -> None:
    recording = film(sanne, house.team)
    person = refuse(recording)
    if case == "destroyed":
        recording.destroyed_at = clock.now()
    if case == "agreed after all":
        person.withdrawn_at = None
    if case == "taken off":
        person.removed_at = clock.now()
    db.session.commit()
    assert "wil niet in beeld" not in start(sanne)
    assert count(sanne, house) == 0


def test_its_moments_stand_without_a_picture_and_never_in_front(
    house: House, sanne: Person, youssef: Person, start: Start
) -> None:
    recording = film(sanne, house.team, "Overdracht")
    media.keep(recording.id, RenditionKind.POSTER, key="poster", media_type="image/webp", size=1)
    mark(recording, youssef, "Je wacht drie tellen.")
    assert f"/recordings/{recording.id}/media/poster" in start(sanne)
    assert 'id="lead"' in start(sanne)
    refuse(recording)
    page = start(sanne)
    assert "Je wacht drie tellen." in page
    assert "/media/poster" not in page
    assert "Geen beeld" in page
    assert 'id="lead"' not in page


def test_the_start_page_asks_as_much_for_one_refusal_as_for_many(
    house: House, sanne: Person, youssef: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    browser, counts = client_of(sanne), []
    for more in (1, 4):
        for _ in range(more):
            recording = film(sanne, house.team)
            mark(recording, youssef)
            refuse(recording)
        browser.get("/start")
        counts.append(queries_of(lambda: browser.get("/start")))
    assert counts[0] == counts[1]
