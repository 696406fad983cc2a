"""How long an organisation keeps its films: who chooses, what becomes of the films it has, and the maximum."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.accounts.conftest import letter_box as the_letter_box
from tests.conftest import House
from tests.media import ended as scene
from tests.media.ended import Make
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.media import actions, dating, keeping, terms
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Situation
from wpl_platform.media.retention import Terms, ends_on, not_sooner
from wpl_platform.privacy.actions import appoint_first
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of

filmed, letter_box = scene.filmed, the_letter_box
DAY = timedelta(days=1)
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def anna(house: House, bea: Person) -> Person:
    """Bea as administrator of the whole organisation."""
    appoint_first(house.team.organisation, bea, OrganisationRole.ADMIN)
    db.session.commit()
    return bea


def ends(recording: Recording) -> date:
    db.session.rollback()
    return db.session.scalars(select(Recording.expires_on).where(Recording.id == recording.id)).one()


DAYS = [
    (Terms(), date(2026, 1, 10), None, date(2026, 4, 10)),
    (Terms(), date(2026, 12, 20), None, date(2027, 1, 1)),
    (Terms(), date(2026, 1, 10), date(2026, 8, 1), date(2026, 8, 1)),
    (Terms(), date(2026, 1, 10), date(2026, 2, 1), date(2026, 4, 10)),
    (Terms(), date(2026, 1, 10), date(2028, 1, 1), date(2027, 1, 1)),
    (Terms(90, 365, {Situation.MEETING: 10}), date(2026, 1, 10), None, date(2026, 1, 20)),
    (Terms(90, 365, {Situation.OTHER: 10}), date(2026, 1, 10), None, date(2026, 4, 10)),
    (Terms(90, 30), date(2026, 1, 10), None, date(2026, 1, 31)),
]


@pytest.mark.parametrize(("chosen", "used", "extended", "last"), DAYS)
def test_the_last_day_follows_from_the_last_use_and_never_passes_the_maximum(
    chosen: Terms, used: date, extended: date | None, last: date
) -> None:
    assert ends_on(chosen, Situation.MEETING, used, date(2026, 1, 1), extended) == last


def test_another_choice_ends_nothing_before_its_maker_can_be_told() -> None:
    today = date(2026, 5, 1)
    assert not_sooner(date(2026, 5, 2), date(2026, 9, 1), on=today) == date(2026, 5, 15)
    assert not_sooner(date(2026, 5, 2), date(2026, 5, 4), on=today) == date(2026, 5, 4)
    assert not_sooner(date(2026, 6, 1), date(2026, 5, 4), on=today) == date(2026, 6, 1)


def test_another_choice_of_the_organisation_dates_every_film_anew(
    filmed: Recording, sanne: Person, olaf: Person, house: House, record: Make, anna: Person
) -> None:
    elsewhere, kept = record(olaf, house.other_team_id), record(sanne, house.team_id)
    keeping.extend(kept, clock.today() + 150 * DAY, "Nodig", by=viewer_of(sanne))
    keeping.choose(house.team.organisation, Terms(30, 120), by=viewer_of(anna))
    database.commit()
    today = clock.today()
    assert [ends(each) - today for each in (filmed, kept, elsewhere)] == [30 * DAY, 120 * DAY, 90 * DAY]
    keeping.choose(house.team.organisation, Terms(30, 120, {Situation.CLIENT_CONVERSATION: 2}), by=viewer_of(anna))
    database.commit()
    assert ends(filmed) - today == 14 * DAY, "its maker has to be told first"


def test_no_organisation_goes_past_the_maximum_of_the_server(
    app: Flask, filmed: Recording, house: House, anna: Person
) -> None:
    app.config["RETENTION_MOST_DAYS"] = 100
    for chosen in (Terms(50, 101), Terms(99, 98), Terms(50, 98, {Situation.OTHER: 99})):
        with pytest.raises(Invalid):
            keeping.choose(house.team.organisation, chosen, by=viewer_of(anna))
    assert terms.terms_of(house.team.organisation_id) == Terms(90, 100)


def test_a_film_that_becomes_of_another_kind_gets_the_day_of_that_kind(
    filmed: Recording, sanne: Person, house: House, anna: Person
) -> None:
    keeping.choose(house.team.organisation, Terms(90, 365, {Situation.MEETING: 40}), by=viewer_of(anna))
    actions.edit_recording(filmed, Details("Overleg", Situation.MEETING, "", clock.today()), by=viewer_of(sanne))
    database.commit()
    assert ends(filmed) == clock.today() + 40 * DAY


def test_a_form_that_asks_too_much_says_so_at_the_field(
    filmed: Recording, sanne: Person, anna: Person, client_of: ClientOf
) -> None:
    far = {"until": f"{clock.today() + 900 * DAY}", "reason": "Lang"}
    answer = client_of(sanne).post(f"/recordings/{filmed.id}/extensions", data=far)
    assert (answer.status_code, "kan niet." in answer.text) == (422, True)
    answer = client_of(anna).post("/organisation/retention", data={"days": "90", "most_days": "9999"})
    assert (answer.status_code, "730 dagen het meeste" in answer.text) == (422, True)


def test_a_server_that_allows_less_ends_films_sooner_and_keeps_none_longer(
    filmed: Recording, sanne: Person, app: Flask
) -> None:
    number, last = filmed.id, filmed.kept_since + 300 * DAY
    keeping.extend(filmed, last, "Tot de teamdag", by=viewer_of(sanne))
    database.commit()
    dating.follow_the_server()
    database.commit()
    assert ends(db.session.get_one(Recording, number)) == last
    app.config["RETENTION_MOST_DAYS"] = 60
    dating.follow_the_server()
    database.commit()
    found = db.session.get_one(Recording, number)
    assert ends(found) == max(found.kept_since + 60 * DAY, clock.today() + 14 * DAY)
