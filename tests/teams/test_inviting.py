"""Somebody of another organisation is asked into a team, and chooses."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Letter, Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.teams import actions, bringing, inviting, organising
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.models import Membership, OrganisationRole, Role
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]


@pytest.fixture
def asked(house: House, olaf: Person, bea: Person, as_viewer: AsViewer) -> Invitation:
    """Olaf of another organisation, asked into the team of Bea."""
    assert not inviting.bring_in(house.team, olaf, Role.FACILITATOR, by=as_viewer(bea))
    db.session.commit()
    return db.session.scalars(select(Invitation)).one()


def test_who_belongs_to_another_organisation_is_in_the_team_once_they_say_yes(
    house: House, asked: Invitation, olaf: Person, as_viewer: AsViewer
) -> None:
    assert not as_viewer(olaf).in_team(house.team_id)
    inviting.accept(asked, by=as_viewer(olaf))
    assert as_viewer(olaf).has(house.team_id, Role.FACILITATOR)
    with pytest.raises(Missing):
        inviting.accept(asked, by=as_viewer(olaf))


def test_who_says_no_or_is_asked_no_longer_does_not_come_in(
    house: House, asked: Invitation, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    inviting.decline(asked, by=as_viewer(olaf))
    again = inviting.bring_in(house.team, olaf, Role.PARTICIPANT, by=as_viewer(bea))
    newer = inviting.invitations_to(viewer=as_viewer(olaf))[0]
    inviting.take_back(newer, by=as_viewer(bea))
    db.session.commit()
    db.session.refresh(newer)
    with pytest.raises(Missing):
        inviting.accept(newer, by=as_viewer(olaf))
    assert not again
    assert not as_viewer(olaf).in_team(house.team_id)


def test_who_is_sent_away_does_not_come_back_by_what_was_asked_before(
    house: House, asked: Invitation, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    inviting.bring_in(house.team, olaf, Role.PARTICIPANT, by=as_viewer(bea))
    inviting.accept(asked, by=as_viewer(olaf))
    membership = db.session.scalars(
        select(Membership).where(Membership.person_id == olaf.id, Membership.team_id == house.team_id)
    ).one()
    actions.end_membership(membership, by=as_viewer(bea))
    assert inviting.invitations_to(viewer=as_viewer(olaf)) == []


@pytest.mark.parametrize("how", ["who asked left", "too old", "the team is archived", "who asked is erased"])
def test_an_invitation_ends_with_what_it_rested_on(
    how: str, house: House, asked: Invitation, olaf: Person, bea: Person, tom: Person, as_viewer: AsViewer
) -> None:
    actions.place(tom, house.team, Role.ADMIN)
    if how == "who asked left":
        actions.leave(house.team, by=as_viewer(bea))
    elif how == "too old":
        asked.created_at = clock.now() - inviting.LASTS
    elif how == "who asked is erased":
        asked.by_id = None
    else:
        actions.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
        organising.archive(house.team, by=as_viewer(bea))
    db.session.commit()
    assert inviting.invitations_to(viewer=as_viewer(olaf)) == []
    with pytest.raises(Missing):
        inviting.accept(asked, by=as_viewer(olaf))


@pytest.mark.parametrize("stale", ["too old", "who asked is erased"])
def test_who_can_answer_no_more_is_asked_anew(
    stale: str, house: House, asked: Invitation, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    if stale == "too old":
        asked.created_at = clock.now() - inviting.LASTS
    else:
        asked.by_id = None
    db.session.commit()
    inviting.bring_in(house.team, olaf, Role.FACILITATOR, by=as_viewer(bea))
    assert [each.id for each in inviting.invitations_to(viewer=as_viewer(olaf))] != [asked.id]
    assert len(inviting.invitations_to(viewer=as_viewer(olaf))) == 1


def test_nobody_answers_for_somebody_else(
    asked: Invitation, bea: Person, sanne: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    for person in (bea, sanne):
        with pytest.raises(Refused):
            inviting.accept(asked, by=as_viewer(person))
    for person in (sanne, olaf):
        with pytest.raises(Refused):
            inviting.take_back(asked, by=as_viewer(person))


def test_no_other_way_leads_past_the_question(house: House, olaf: Person, bea: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Refused):
        actions.add_member(house.team, olaf, Role.PARTICIPANT, by=as_viewer(bea))
    assert bringing.bring(house.team, f"Olaf Postma;{olaf.email};deelnemer", by=as_viewer(bea)) == []
    assert not as_viewer(olaf).in_team(house.team_id)


def test_who_is_in_the_organisation_already_or_in_none_any_more_needs_no_question(
    house: House, sanne: Person, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    actions.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    evening = organising.add_team(house.team.organisation, "Avond", "", by=as_viewer(bea))
    assert inviting.bring_in(evening, sanne, Role.PARTICIPANT, by=as_viewer(bea))
    actions.leave(house.other_team, by=as_viewer(olaf))
    assert inviting.bring_in(evening, olaf, Role.PARTICIPANT, by=as_viewer(bea))


def test_the_start_page_asks_and_the_members_page_says_who_was_asked(
    house: House, asked: Invitation, olaf: Person, bea: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    letter = db.session.scalars(select(Letter).where(Letter.address == olaf.email)).one()
    assert "Je hoort er pas bij als je ja zegt" in letter.text
    assert olaf.email in client_of(bea).get("/team/members").text
    browser = client_of(olaf)
    assert "Welkom van De Lindehoeve vraagt of je meedoet." in browser.get("/start").text
    assert browser.post(f"/invitations/{asked.id}/accept").status_code == 303
    assert "vraagt of je meedoet" not in browser.get("/start").text
    assert as_viewer(olaf).has(house.team_id, Role.FACILITATOR)


def test_an_address_of_another_organisation_is_asked_by_the_form_as_well(
    house: House, olaf: Person, bea: Person, client_of: Browsers, as_viewer: AsViewer
) -> None:
    typed = {"name": "Olaf", "email": olaf.email, "role": "participant"}
    assert client_of(bea).post("/team/members", data=typed).status_code == 303
    assert not as_viewer(olaf).in_team(house.team_id)
