"""Teams of an organisation: made, moved, archived and left."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.media import actions as media
from wpl_platform.media import policy as media_policy
from wpl_platform.media.details import Details
from wpl_platform.media.models import Situation
from wpl_platform.teams import actions, joining, organising, queries
from wpl_platform.teams.models import Organisation, OrganisationRole, Role
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]


@pytest.fixture
def chief(house: House, bea: Person, as_viewer: AsViewer) -> Viewer:
    """Bea, who administers the whole organisation."""
    actions.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    db.session.commit()
    return as_viewer(bea)


def test_a_new_team_has_who_made_it_as_administrator_and_shows_them_no_film(
    house: House, chief: Viewer, bea: Person, as_viewer: AsViewer
) -> None:
    made = organising.add_team(house.team.organisation, " Avonddienst ", "De Linde", by=chief)
    again = as_viewer(bea)
    assert (made.name, made.location) == ("Avonddienst", "De Linde")
    assert again.has(made.id, Role.ADMIN)
    assert not media_policy.may_begin(again, made.id)


def test_teams_are_listed_by_location_with_their_people_and_archived_ones_last(
    house: House, chief: Viewer, sanne: Person, tom: Person
) -> None:
    organisation = house.team.organisation
    for name, location in (("Nacht", "B"), ("Dag", "B"), ("Oud", "A")):
        organising.add_team(organisation, name, location, by=chief)
    old = next(each.team for each in organising.teams_of(organisation, viewer=chief) if each.team.name == "Oud")
    organising.archive(old, by=chief)
    found = [(each.team.name, each.people) for each in organising.teams_of(organisation, viewer=chief)]
    assert found == [("Welkom", 3), ("Dag", 1), ("Nacht", 1), ("Oud", 1)]


def test_an_archived_team_takes_no_film_nobody_and_no_link(
    house: House, chief: Viewer, sanne: Person, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    link = joining.open_link(house.team, clock.today(), by=chief)
    details = Details("Intake", Situation.CLIENT_CONVERSATION, "", clock.today())
    before = media.begin_recording(house.team, details, by=as_viewer(sanne))
    organising.archive(house.team, by=chief)
    with pytest.raises(Refused):
        media.share(before, by=as_viewer(sanne))
    with pytest.raises(Refused):
        media.begin_recording(house.team, details, by=as_viewer(sanne))
    with pytest.raises(Refused):
        actions.add_member(house.team, olaf, Role.PARTICIPANT, by=chief)
    with pytest.raises(Refused):
        joining.open_link(house.team, clock.today(), by=chief)
    db.session.expire_all()
    with pytest.raises(Missing):
        joining.link(link.key)
    organising.take_back(house.team, by=chief)
    media.begin_recording(house.team, details, by=as_viewer(sanne))


def test_one_works_in_a_team_that_goes_on_before_one_that_is_archived(
    house: House, chief: Viewer, sanne: Person, as_viewer: AsViewer
) -> None:
    newer = organising.add_team(house.team.organisation, "Zomer", "", by=chief)
    actions.place(sanne, newer, Role.PARTICIPANT)
    organising.archive(house.team, by=chief)
    assert [team.name for team in queries.teams_of(viewer=as_viewer(sanne))] == ["Zomer", "Welkom"]


def test_another_organisation_and_who_administers_only_a_team_arrange_nothing(
    house: House, bea: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    for viewer in (as_viewer(bea), as_viewer(olaf)):
        assert organising.teams_of(house.team.organisation, viewer=viewer) == []
        with pytest.raises(Missing):
            organising.team(house.team_id, viewer=viewer)
        for act in (organising.archive, organising.take_back):
            with pytest.raises(Refused):
                act(house.team, by=viewer)
        with pytest.raises(Refused):
            organising.add_team(house.team.organisation, "Van mij", "", by=viewer)
        with pytest.raises(Refused):
            organising.edit_team(house.team, "Van mij", "", by=viewer)
        with pytest.raises(Refused):
            organising.rename(house.team.organisation, "Van mij", by=viewer)


def test_who_leaves_a_team_loses_every_role_in_it_and_keeps_what_is_theirs(
    house: House, sanne: Person, bea: Person, as_viewer: AsViewer
) -> None:
    actions.add_member(house.team, sanne, Role.MANAGER, by=as_viewer(bea))
    details = Details("Intake", Situation.CLIENT_CONVERSATION, "", clock.today())
    mine = media.begin_recording(house.team, details, by=as_viewer(sanne))
    actions.leave(house.team, by=as_viewer(sanne))
    assert not as_viewer(sanne).in_team(house.team_id)
    assert media_policy.may_see(as_viewer(sanne), mine)


def test_the_last_administrator_does_not_leave(house: House, bea: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Refused):
        actions.leave(house.team, by=as_viewer(bea))


def test_a_team_is_made_renamed_and_archived_by_the_pages(
    house: House, chief: Viewer, bea: Person, client_of: Browsers
) -> None:
    browser = client_of(bea)
    made = browser.post("/organisation/teams", data={"name": "Avonddienst", "location": "De Linde"})
    assert "Avonddienst is er. Haal er nu mensen bij." in browser.get(made.headers["Location"]).text
    browser.post("/organisation/name", data={"name": "Lindehoeve Zorg"})
    assert db.session.get_one(Organisation, house.team.organisation_id).name == "Lindehoeve Zorg"
    browser.post(f"/organisation/teams/{house.team_id}/archive")
    browser.get("/organisation/teams")
    assert "gearchiveerd" in browser.get("/organisation/teams").text
    assert browser.post("/organisation/teams", data={"name": ""}).status_code == 422
