"""A colleague agrees beforehand, and sees on their own page where they are in view."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.consents import agree
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.media import informing, naming, policy, standing
from wpl_platform.media.consent_models import Consent, GivenHow, InViewKind, Purpose
from wpl_platform.media.models import PersonInView, Recording, Stage
from wpl_platform.media.naming import InView
from wpl_platform.media.standing_models import StandingConsent
from wpl_platform.teams import actions as teams
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
Make = Callable[..., Recording]


@pytest.fixture
def shared(sanne: Person, house: House, record: Make, share_with_team: Callable[[Recording], None]) -> Recording:
    """A film of Sanne's that her team sees."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    share_with_team(recording)
    return recording


def beforehand(house: House, viewer: Viewer) -> None:
    """They agree beforehand."""
    told = informing.told(house.team.organisation_id, "nl")
    standing.give(house.team, informing.keep(told, told.digest), by=viewer)


def name(recording: Recording, person: Person, by: Viewer) -> PersonInView:
    """The maker says that this colleague is in view."""
    return naming.put_in_view(recording, InView(InViewKind.EMPLOYEE, "", person.id), by=by)


def test_who_agreed_beforehand_holds_no_film_up_and_who_did_not_does(
    shared: Recording, house: House, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer
) -> None:
    beforehand(house, as_viewer(youssef))
    name(shared, youssef, as_viewer(sanne))
    assert policy.may_watch(as_viewer(tom), shared)
    [consent] = db.session.query(Consent)
    assert (consent.purpose, consent.given_how, consent.by_id) == (Purpose.LEARNING, GivenHow.STANDING, youssef.id)
    name(shared, tom, as_viewer(sanne))
    assert not policy.may_watch(as_viewer(youssef), shared)


def test_it_goes_no_further_than_learning_in_the_team(
    shared: Recording, house: House, sanne: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    beforehand(house, as_viewer(youssef))
    name(shared, youssef, as_viewer(sanne))
    assert [purpose for purpose in Purpose if policy.is_cleared(shared, purpose)] == [Purpose.LEARNING]


def test_it_ends_with_its_year_and_with_a_word(
    shared: Recording, house: House, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer
) -> None:
    beforehand(house, as_viewer(youssef))
    with clock.at(clock.now() + timedelta(days=366)):
        assert standing.mine(house.team.organisation, viewer=as_viewer(youssef)) is None
    beforehand(house, as_viewer(youssef))
    standing.end(house.team.organisation, by=as_viewer(youssef))
    name(shared, youssef, as_viewer(sanne))
    assert not policy.may_watch(as_viewer(tom), shared)


def test_ending_it_everywhere_stops_the_films_that_are_there(
    shared: Recording, house: House, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer
) -> None:
    beforehand(house, as_viewer(youssef))
    name(shared, youssef, as_viewer(sanne))
    standing.end(house.team.organisation, by=as_viewer(youssef))
    assert policy.may_watch(as_viewer(tom), shared)
    standing.end(house.team.organisation, by=as_viewer(youssef), everywhere=True)
    assert not policy.may_watch(as_viewer(tom), shared)
    assert not policy.may_watch(as_viewer(sanne), shared)


def test_nobody_agrees_for_another_or_in_another_organisation(
    house: House, youssef: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    with pytest.raises(Refused):
        beforehand(house, as_viewer(olaf))
    beforehand(house, as_viewer(youssef))
    assert standing.mine(house.other_team.organisation, viewer=as_viewer(youssef)) is None


def test_ones_own_page_shows_where_one_is_in_view_and_stops_it(
    shared: Recording,
    house: House,
    sanne: Person,
    youssef: Person,
    tom: Person,
    client_of: Browsers,
    as_viewer: AsViewer,
) -> None:
    shown = name(shared, youssef, as_viewer(sanne))
    browser = client_of(youssef)
    page = browser.get("/me/in-view").text
    assert f"Gefilmd door {sanne.name}" in page
    assert shared.title not in page
    assert browser.post(f"/me/in-view/{shown.id}/withdraw").status_code == 303
    assert "Je doet niet mee. Niemand ziet of hoort de video nog." in browser.get("/me/in-view").text
    agree(shown)
    assert browser.post(f"/me/in-view/{shown.id}/withdraw").status_code == 303
    assert "Je stopte. Niemand ziet of hoort de video nog." in browser.get("/me/in-view").text


def test_agreeing_beforehand_by_the_page_keeps_which_text_was_read(
    house: House, youssef: Person, client_of: Browsers
) -> None:
    browser = client_of(youssef)
    assert browser.post("/me/in-view/beforehand", data={"read": "0" * 64}).status_code == 409
    told = informing.told(house.team.organisation_id, "nl")
    assert browser.post("/me/in-view/beforehand", data={"read": told.digest}).status_code == 303
    assert "Je vindt het vooraf goed" in browser.get("/me/in-view").text
    [held] = db.session.query(StandingConsent)
    browser.post(f"/me/in-view/beforehand/{held.id}/end")
    assert "Dit vind ik vooraf goed" in browser.get("/me/in-view").text


def test_ending_it_everywhere_is_not_ending_what_the_page_shows(
    sanne: Person, youssef: Person, tom: Person, house: House, record: Make, as_viewer: AsViewer,
    share_with_team: Callable[[Recording], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(standing, "MOST", 1)
    beforehand(house, as_viewer(youssef))
    films = [record(sanne, house.team_id, stage=Stage.READY) for _more in range(2)]
    for film in films:
        share_with_team(film)
        name(film, youssef, as_viewer(sanne))
    assert len(standing.films_of(viewer=as_viewer(youssef))) == 1
    standing.end(house.team.organisation, by=as_viewer(youssef), everywhere=True)
    assert not any(policy.may_watch(as_viewer(tom), film) for film in films)


def test_who_left_every_team_still_ends_it(
    house: House, youssef: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    beforehand(house, as_viewer(youssef))
    teams.leave(house.team, by=as_viewer(youssef))
    browser = client_of(youssef)
    assert "Vraag het me voortaan weer" in browser.get("/me/in-view").text
    [held] = db.session.query(StandingConsent)
    assert browser.post(f"/me/in-view/beforehand/{held.id}/end").status_code == 303
    assert standing.all_mine(viewer=as_viewer(youssef)) == []
