"""Roles in a whole organisation: who gives them, what they open, and what they never open."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.counting import queries_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Refused
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.teams import actions, queries
from wpl_platform.teams.models import Appointment, OrganisationRole, Role
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import WATCHERS, Viewer

ClientOf = Callable[[Person], FlaskClient]
ADMIN, FG, EDITOR = OrganisationRole.ADMIN, OrganisationRole.FG, OrganisationRole.EDITOR


@pytest.fixture
def chief(house: House, bea: Person) -> Person:
    """Bea, who administers the whole organisation."""
    actions.name_to(house.team.organisation, bea, ADMIN)
    db.session.commit()
    return bea


def appointment_of(person: Person) -> int:
    """The number of somebody's only appointment."""
    return db.session.scalars(select(Appointment.id).where(Appointment.person_id == person.id)).one()


def test_a_viewer_is_made_of_roles_in_teams_and_organisations_in_one_query(house: House, chief: Person) -> None:
    here, found = house.team.organisation_id, list[Viewer]()
    db.session.refresh(chief)
    assert queries_of(lambda: found.append(viewer_of(chief))) == 1
    assert found[0].roles == {house.team_id: {Role.ADMIN}}
    assert found[0].organisations == {here: {ADMIN}}
    assert found[0].holds(here, ADMIN, FG)
    assert not found[0].holds(house.other_team.organisation_id, ADMIN)


def test_a_role_in_an_organisation_is_no_role_in_a_team(house: House, sanne: Person, olaf: Person) -> None:
    for role in (EDITOR, FG):
        actions.name_to(house.team.organisation, olaf, role)
    viewer = viewer_of(olaf)
    assert not viewer.in_team(house.team_id)
    assert house.team_id not in viewer.teams_as(*WATCHERS)


def test_an_administrator_gives_and_takes_a_role_and_it_is_logged(
    house: House, chief: Person, tom: Person, client_of: ClientOf
) -> None:
    browser = client_of(chief)
    given = {"name": "x", "email": tom.email, "role": "fg"}
    assert browser.post("/organisation/people", data=given).status_code == 303
    assert browser.post("/organisation/people", data=given).status_code == 303
    assert viewer_of(tom).holds(house.team.organisation_id, FG)
    assert "FG (gegevensbescherming)" in browser.get("/organisation/people").text
    assert browser.post(f"/appointments/{appointment_of(tom)}/end").status_code == 303
    assert viewer_of(tom).organisations == {}
    lines = db.session.execute(select(AccessEntry.action, AccessEntry.about_id, AccessEntry.what)).all()
    assert lines == [(Action.ROLE_GIVEN, tom.id, "fg"), (Action.ROLE_TAKEN, tom.id, "fg")]


def test_who_is_new_gets_a_link_to_pass_on(chief: Person, client_of: ClientOf) -> None:
    new = {"name": "Femke de Groot", "email": "femke@lindehoeve.example", "role": "fg"}
    page = client_of(chief).post("/organisation/people", data=new)
    assert page.status_code == 200
    assert "/welcome/" in page.text


def test_who_administers_is_not_fg_besides(chief: Person, client_of: ClientOf) -> None:
    mine = {"name": "Bea", "email": chief.email, "role": "fg"}
    page = client_of(chief).post("/organisation/people", data=mine)
    assert page.status_code == 422
    assert "kan niet ook FG zijn" in page.text


def test_an_organisation_keeps_an_administrator(chief: Person, client_of: ClientOf) -> None:
    assert client_of(chief).post(f"/appointments/{appointment_of(chief)}/end").status_code == 403


def test_two_administrators_who_end_each_others_role_leave_one(
    app: Flask, house: House, chief: Person, tom: Person
) -> None:
    actions.name_to(house.team.organisation, tom, ADMIN)
    db.session.commit()
    acts = [(appointment_of(chief), viewer_of(tom)), (appointment_of(tom), viewer_of(chief))]
    db.session.rollback()

    def end(number: int, by: Viewer) -> None:
        with suppress(Refused), apart(app, writes=True):
            actions.end_appointment(db.session.get_one(Appointment, number), by=by)

    rivals = [threading.Thread(target=end, args=act) for act in acts]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert db.session.query(Appointment).filter_by(role=ADMIN, ended_at=None).count() == 1


def test_the_page_costs_the_same_for_few_people_and_for_many(house: House, chief: Person, sanne: Person) -> None:
    viewer = viewer_of(chief)

    def look() -> object:
        return queries.people_of(house.team.organisation_id, viewer=viewer)

    few = queries_of(look)
    for number in range(30):
        person = Person(email=f"p{number}@lindehoeve.example", name=f"P {number}")
        db.session.add(person)
        db.session.flush()
        actions.place(person, house.team, Role.PARTICIPANT)
        actions.name_to(house.team.organisation, person, EDITOR)
    database.commit()
    assert len(queries.people_of(house.team.organisation_id, viewer=viewer)) == 32
    assert queries_of(look) <= few + 1, "the team itself, read anew after the commit"
    assert queries.people_of(house.team.organisation_id, viewer=viewer_of(sanne)) == []
