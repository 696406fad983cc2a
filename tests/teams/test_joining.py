"""Coming into a team by its link: with the code, until the day, as a participant."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Letter, LetterKind, Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Missing, Refused
from wpl_platform.teams import joining, queries
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
SMTP = {"MAIL_URL": "smtp://127.0.0.1:1?tls=no", "MAIL_FROM": "werkplekleren@lindehoeve.example"}
NOOR = {"name": "Noor Bakker", "email": "noor@lindehoeve.example"}


@pytest.fixture
def link(house: House, bea: Person, as_viewer: AsViewer) -> TeamLink:
    """Bea opened the team for three days."""
    made = joining.open_link(house.team, clock.today() + timedelta(days=3), by=as_viewer(bea))
    db.session.commit()
    return made


def _roles(house: House, name: str, viewer: Viewer) -> tuple[Role, ...]:
    found = {member.person.name: member.roles for member in queries.members_of(house.team, viewer=viewer)}
    return found.get(name, ())


def test_a_newcomer_without_mail_chooses_a_password_and_takes_part(
    client: FlaskClient, house: House, link: TeamLink, bea: Person, as_viewer: AsViewer
) -> None:
    answer = client.post(f"/join/{link.key}", data={**NOOR, "code": f"{link.code[:3]} {link.code[3:]}"})
    assert "/welcome/" in answer.headers["Location"]
    assert client.post(answer.headers["Location"], data={"password": "mijn eerste zin"}).status_code == 303
    assert _roles(house, "Noor Bakker", as_viewer(bea)) == (Role.PARTICIPANT,)


def test_a_wrong_code_lets_nobody_in(client: FlaskClient, house: House, link: TeamLink) -> None:
    wrong = f"{(int(link.code) + 1) % 10**6:06}"
    answer = client.post(f"/join/{link.key}", data={**NOOR, "code": wrong})
    assert answer.status_code == 422
    assert "Deze code klopt niet" in answer.text
    assert db.session.query(Person).filter_by(email=NOOR["email"]).count() == 0


def test_somebody_with_an_account_signs_in_and_comes_as_themselves(
    client_of: Browsers, house: House, link: TeamLink, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    browser = client_of(olaf)
    assert browser.post(f"/join/{link.key}", data={"code": link.code}).status_code == 303
    assert _roles(house, olaf.name, as_viewer(bea)) == (Role.PARTICIPANT,)


def test_an_address_with_an_account_is_not_taken_by_who_has_the_link(
    client: FlaskClient, house: House, link: TeamLink, olaf: Person
) -> None:
    invited = accounts.create_person("Zonder wachtwoord", "zonder@winkelhuis.example")
    for email in (olaf.email, invited.email):
        answer = client.post(f"/join/{link.key}", data={**NOOR, "email": email, "code": link.code})
        assert answer.status_code == 409
        assert "hoort al bij iemand" in answer.text


def test_with_mail_the_answer_is_the_same_for_known_and_unknown_and_the_letter_tells(
    app_with: Callable[..., Flask], house: House, link: TeamLink, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    browser, code, key, email = app_with(**SMTP).test_client(), link.code, link.key, olaf.email
    pages = [
        browser.post(f"/join/{key}", data={**NOOR, "email": address, "code": code})
        for address in (NOOR["email"], email)
    ]
    texts = [re.sub(r"[\w.]+@[\w.]+", "…", page.text) for page in pages]
    assert [page.status_code for page in pages] == [200, 200]
    assert "We stuurden een link naar" in texts[0]
    assert re.sub(r'nonce="[^"]+"|value="[^"]+"', "", texts[0]) == re.sub(r'nonce="[^"]+"|value="[^"]+"', "", texts[1])
    letters = {letter.address: letter for letter in db.session.query(Letter)}
    assert letters[NOOR["email"]].kind is LetterKind.WELCOME
    assert f"/join/{key}" in letters[email].text
    assert _roles(house, olaf.name, as_viewer(bea)) == ()


def test_a_link_ends_by_its_day_by_closing_it_and_by_the_next(
    client: FlaskClient, house: House, link: TeamLink, bea: Person, as_viewer: AsViewer
) -> None:
    with clock.at(clock.now() + timedelta(days=4)), pytest.raises(Missing):
        joining.link(link.key)
    newer = joining.open_link(house.team, clock.today(), by=as_viewer(bea))
    with pytest.raises(Missing):
        joining.link(link.key)
    joining.end_link(house.team, by=as_viewer(bea))
    db.session.commit()
    assert client.get(f"/join/{newer.key}").status_code == 404
    assert joining.link_of(house.team, viewer=as_viewer(bea)) is None


def test_a_day_before_today_or_far_away_opens_nothing(house: House, bea: Person, as_viewer: AsViewer) -> None:
    for days in (-1, 61):
        with pytest.raises(Invalid):
            joining.open_link(house.team, clock.today() + timedelta(days=days), by=as_viewer(bea))


def test_only_administrators_open_close_and_see_the_link(
    house: House, link: TeamLink, sanne: Person, as_viewer: AsViewer
) -> None:
    with pytest.raises(Refused):
        joining.open_link(house.team, clock.today(), by=as_viewer(sanne))
    with pytest.raises(Refused):
        joining.end_link(house.team, by=as_viewer(sanne))
    assert joining.link_of(house.team, viewer=as_viewer(sanne)) is None


def test_who_administers_a_team_does_not_come_to_see_its_films_by_its_link(
    house: House, link: TeamLink, bea: Person, as_viewer: AsViewer
) -> None:
    with pytest.raises(Refused):
        joining.join(link, bea)
    assert not as_viewer(bea).has(house.team_id, Role.PARTICIPANT)


def test_with_mail_nobody_is_brought_in_who_has_an_account_and_did_not_come_themselves(
    app_with: Callable[..., Flask], house: House, link: TeamLink, bea: Person, as_viewer: AsViewer
) -> None:
    invited = accounts.create_person("Zonder wachtwoord", "zonder@winkelhuis.example")
    email, key, code = invited.email, link.key, link.code
    app_with(**SMTP).test_client().post(f"/join/{key}", data={**NOOR, "email": email, "code": code})
    assert [letter.kind for letter in db.session.query(Letter)] == [LetterKind.PLAIN]
    assert _roles(house, "Zonder wachtwoord", as_viewer(bea)) == ()


def test_an_address_that_was_only_typed_is_unproven_until_a_mailed_link_is_used(house: House, link: TeamLink) -> None:
    person = joining.join_newly(link, **NOOR)
    assert person is not None
    assert person.unproven
    accounts.prove_address(person)
    accounts.hand_to_owner(person)
    assert not person.unproven
