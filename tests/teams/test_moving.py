"""Somebody is moved to another team of the organisation, with the role they held."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.teams import actions, moving, organising
from wpl_platform.teams.models import Membership, OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]


@pytest.fixture
def evening(house: House, bea: Person, as_viewer: AsViewer) -> Team:
    """A second team of the organisation, that Bea administers too."""
    actions.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    made = organising.add_team(house.team.organisation, "Avond", "", by=as_viewer(bea))
    db.session.commit()
    return made


def held(person: Person) -> Membership:
    return db.session.scalars(
        select(Membership).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    ).one()


def test_who_is_moved_has_the_same_role_there_and_none_here(
    house: House, evening: Team, sanne: Person, bea: Person, as_viewer: AsViewer
) -> None:
    moving.move(held(sanne), evening, by=as_viewer(bea))
    db.session.commit()
    after = as_viewer(sanne)
    assert after.has(evening.id, Role.PARTICIPANT)
    assert not after.in_team(house.team_id)


def test_nobody_is_moved_into_a_team_of_another_organisation_or_one_that_somebody_else_administers(
    house: House, evening: Team, sanne: Person, bea: Person, tom: Person, as_viewer: AsViewer
) -> None:
    actions.place(bea, house.other_team, Role.ADMIN)
    db.session.commit()
    with pytest.raises(Refused):
        moving.move(held(sanne), house.other_team, by=as_viewer(bea))
    alone = organising.add_team(house.team.organisation, "Nacht", "", by=as_viewer(bea))
    for membership in db.session.scalars(select(Membership).where(Membership.team_id == alone.id)):
        db.session.delete(membership)
    db.session.commit()
    with pytest.raises(Refused):
        moving.move(held(sanne), alone, by=as_viewer(bea))
    with pytest.raises(Refused):
        moving.move(held(sanne), evening, by=as_viewer(tom))
    assert as_viewer(sanne).has(house.team_id, Role.PARTICIPANT)


def test_a_team_keeps_its_last_administrator_and_nobody_moves_themselves_to_where_films_are_seen(
    house: House, evening: Team, bea: Person, as_viewer: AsViewer
) -> None:
    own = db.session.scalars(
        select(Membership).where(Membership.person_id == bea.id, Membership.team_id == house.team_id)
    ).one()
    with pytest.raises(Refused):
        moving.move(own, evening, by=as_viewer(bea))


def test_the_page_offers_the_other_teams_to_who_administers_them(
    house: House,
    evening: Team,
    sanne: Person,
    bea: Person,
    tom: Person,
    client_of: Callable[[Person], object],
    as_viewer: AsViewer,
) -> None:
    number = held(sanne).id
    browser = client_of(bea)
    browser.post(f"/teams/{house.team_id}/current")  # type: ignore[attr-defined]
    assert f"/memberships/{number}/move" in browser.get("/team/members").text  # type: ignore[attr-defined]
    assert "/move" not in client_of(tom).get("/team/members").text  # type: ignore[attr-defined]
    answer = browser.post(f"/memberships/{number}/move", data={"team": evening.id})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    db.session.expire_all()
    assert as_viewer(sanne).in_team(evening.id)
