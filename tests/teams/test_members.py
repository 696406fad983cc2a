"""Who belongs to a team, who may change that, and choosing the team one works in."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.teams import actions, policy, queries
from wpl_platform.teams.models import Membership, Role, Team
from wpl_platform.teams.viewer import STRANGER, Viewer

Browsers = Callable[[Person], FlaskClient]
AsViewer = Callable[[Person], Viewer]


def test_nobody_is_nobody() -> None:
    assert not STRANGER.is_person(None)
    assert not Viewer(7).is_person(None)
    assert Viewer(7).is_person(7)


def test_a_team_is_seen_by_its_members_alone(
    house: House, sanne: Person, ingrid: Person, bea: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    viewers = {**{p.name: as_viewer(p) for p in (sanne, ingrid, bea, olaf)}, "a stranger": STRANGER}
    for viewer in viewers.values():
        for team in (house.team, house.other_team):
            listed = db.session.query(Team).where(policy.seen_by(viewer), Team.id == team.id).count() == 1
            assert policy.may_see(viewer, team) == listed
    assert [name for name, viewer in viewers.items() if policy.may_see(viewer, house.team)] == [
        sanne.name,
        ingrid.name,
        bea.name,
    ]


def test_an_administrator_brings_a_newcomer_in_by_a_link_that_works_once(
    client: FlaskClient, client_of: Browsers, house: House, bea: Person
) -> None:
    data = {"name": "Marit Jansen", "email": "Marit@lindehoeve.example", "role": "participant"}
    page = client_of(bea).post("/team/members", data=data).text
    link = re.search(r'href="http://localhost(/welcome/[^"]+)"', page)
    assert link is not None
    assert "Welkom, Marit Jansen" in client.get(link[1]).text
    assert client.post(link[1], data={"password": "mijn eerste zin"}).status_code == 303
    assert client.get("/team/members").status_code == 200
    assert client.get(link[1]).headers["Location"] == "/sign-in"
    client.post("/sign-out")
    assert "Deze link is al gebruikt. Meld je aan met je wachtwoord." in client.get(link[1], follow_redirects=True).text


def test_an_altered_link_opens_nothing(client: FlaskClient, house: House) -> None:
    assert client.get("/welcome/IjEi.aaaa.bbbb").status_code == 404


@pytest.mark.parametrize("email", ["", "geen adres", "a@b"])
def test_what_is_no_address_is_said(client_of: Browsers, bea: Person, email: str) -> None:
    data = {"name": "Marit", "email": email, "role": "participant"}
    assert client_of(bea).post("/team/members", data=data).status_code == 422


def test_a_participant_changes_no_members(
    client_of: Browsers, house: House, sanne: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    with pytest.raises(Refused):
        actions.add_member(house.team, sanne, Role.ADMIN, by=as_viewer(youssef))
    data = {"name": "Marit", "email": "marit@lindehoeve.example", "role": "admin"}
    assert client_of(sanne).post("/team/members", data=data).status_code == 403
    assert "Haal iemand erbij" not in client_of(sanne).get("/team/members").text


def test_a_role_given_twice_is_given_once(house: House, sanne: Person, bea: Person, as_viewer: AsViewer) -> None:
    actions.add_member(house.team, sanne, Role.FACILITATOR, by=as_viewer(bea))
    actions.add_member(house.team, sanne, Role.FACILITATOR, by=as_viewer(bea))
    found = next(m for m in queries.members_of(house.team, viewer=as_viewer(bea)) if m.person.id == sanne.id)
    assert found.roles == (Role.PARTICIPANT, Role.FACILITATOR)


def test_a_role_that_ended_can_be_given_again(house: House, sanne: Person, bea: Person, as_viewer: AsViewer) -> None:
    held = db.session.query(Membership).where(Membership.person_id == sanne.id).one()
    actions.end_membership(held, by=as_viewer(bea))
    db.session.commit()
    assert not as_viewer(sanne).in_team(house.team_id)
    actions.add_member(house.team, sanne, Role.PARTICIPANT, by=as_viewer(bea))
    assert as_viewer(sanne).in_team(house.team_id)


def test_a_team_keeps_an_administrator(house: House, bea: Person, as_viewer: AsViewer) -> None:
    held = db.session.query(Membership).where(Membership.person_id == bea.id).one()
    with pytest.raises(Refused, match="minstens één beheerder"):
        actions.end_membership(held, by=as_viewer(bea))


def test_a_team_of_others_does_not_exist(house: House, olaf: Person, sanne: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Missing):
        queries.team(house.team_id, viewer=as_viewer(olaf))
    assert queries.members_of(house.team, viewer=as_viewer(olaf)) == []


def test_who_is_in_two_teams_chooses(client_of: Browsers, house: House, sanne: Person) -> None:
    actions.place(sanne, house.other_team, Role.PARTICIPANT)
    browser = client_of(sanne)
    browser.post(f"/teams/{house.team_id}/current")
    assert "Wie hoort bij Welkom" in browser.get("/team/members").text
    browser.post(f"/teams/{house.other_team_id}/current")
    assert "Wie hoort bij Service" in browser.get("/team/members").text


def test_nobody_chooses_a_team_of_others(client_of: Browsers, house: House, sanne: Person) -> None:
    assert client_of(sanne).post(f"/teams/{house.other_team_id}/current").status_code == 404
