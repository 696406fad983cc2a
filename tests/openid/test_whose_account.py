"""Whose account it is that a provider speaks of: of its own organisation alone, and the same person ever after."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import PASSWORD, House
from tests.openid.conftest import Journey, is_in
from tests.openid.fake import CLIENT, SECRET, Fake
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import tickets
from wpl_platform.accounts.models import Letter, Person, TicketKind
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.openid import linking, setting_up
from wpl_platform.openid.models import Provider, ProviderLink
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Membership, OrganisationRole, Role

UNKNOWN = "je hoort hier nog niet bij een team"


def _refused(browser: FlaskClient, answer: Any) -> bool:
    return UNKNOWN in browser.get(answer.location).text and not is_in(browser)


def test_somebody_is_known_by_their_account_there_whatever_their_address_is(
    journey: Journey, app: Flask, sanne: Person
) -> None:
    journey(app.test_client(), "sanne")
    later = app.test_client()
    journey(later, "sanne", email="sanne.getrouwd@elsewhere.example", email_verified=False)
    assert is_in(later)
    link = db.session.query(ProviderLink).one()
    assert (link.person_id, link.subject) == (sanne.id, "sanne")


def test_the_first_time_is_told_and_logged(journey: Journey, client: FlaskClient, sanne: Person, house: House) -> None:
    journey(client, "sanne")
    client.post("/sign-out")
    journey(client, "sanne")
    letters = [letter.subject for letter in db.session.query(Letter)]
    assert letters.count("Aangemeld via je organisatie") == 1
    lines = db.session.query(AccessEntry).where(AccessEntry.action == Action.SIGN_IN_LINKED).all()
    assert [(line.about_id, line.person_id) for line in lines] == [(sanne.id, sanne.id)]


@pytest.mark.parametrize("subject", ["olaf", "nobody"])
def test_who_is_of_another_organisation_gets_the_same_answer_as_who_is_nobody(
    journey: Journey, client: FlaskClient, olaf: Person, subject: str
) -> None:
    """Olaf works elsewhere, and has an address that this provider may vouch for."""
    assert _refused(client, journey(client, subject))


def test_who_is_also_of_another_organisation_is_not_spoken_for(
    journey: Journey, client: FlaskClient, sanne: Person, house: House
) -> None:
    teams.place(sanne, house.other_team, Role.PARTICIPANT)
    assert _refused(client, journey(client, "sanne"))


def test_who_came_to_another_organisation_afterwards_is_spoken_for_no_more(
    journey: Journey, client: FlaskClient, sanne: Person, house: House
) -> None:
    journey(client, "sanne")
    client.post("/sign-out")
    teams.name_to(house.other_team.organisation, sanne, OrganisationRole.EDITOR)
    assert _refused(client, journey(client, "sanne"))


def test_what_somebody_brought_along_from_another_organisation_is_not_opened(
    journey: Journey, client: FlaskClient, olaf: Person, house: House
) -> None:
    db.session.query(Membership).where(Membership.person_id == olaf.id).update({"ended_at": clock.now()})
    teams.place(olaf, house.team, Role.PARTICIPANT)
    assert _refused(client, journey(client, "olaf"))


def test_who_left_every_team_comes_in_no_more(journey: Journey, client: FlaskClient, sanne: Person) -> None:
    journey(client, "sanne")
    client.post("/sign-out")
    db.session.query(Membership).where(Membership.person_id == sanne.id).update({"ended_at": clock.now()})
    assert _refused(client, journey(client, "sanne"))


@pytest.mark.parametrize(
    "said",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": 1},
        {"email": "sanne@elsewhere.example"},
        {"email": "sanne@lindehoeve.example.elsewhere.example"},
        {"email": "sanne@lindehoeve.example\u202e"},
        {"email": "<sanne@lindehoeve.example>"},
        {"email": ["sanne@lindehoeve.example"]},
        {"email": None},
    ],
)
def test_an_address_that_nobody_may_vouch_for_links_nobody(
    journey: Journey, client: FlaskClient, sanne: Person, said: dict[str, Any]
) -> None:
    assert _refused(client, journey(client, "sanne", **said))


def test_an_organisation_can_trust_its_provider_where_that_does_not_say_whether_it_looked(
    journey: Journey, app: Flask, provider: Provider, sanne: Person, youssef: Person
) -> None:
    provider.trusts_addresses = True
    denied, trusted = app.test_client(), app.test_client()
    journey(denied, "sanne", email_verified=False)
    journey(trusted, "youssef", email_verified=None)
    assert (is_in(denied), is_in(trusted)) == (False, True)


def test_another_account_with_the_same_address_is_somebody_else_until_that_is_said(
    journey: Journey, app: Flask, sanne: Person
) -> None:
    """An address can be given to a new colleague."""
    journey(app.test_client(), "sanne")
    another = app.test_client()
    assert _refused(another, journey(another, "sanne2", email=sanne.email))
    ran = app.test_cli_runner().invoke(args=["sign-in", "forget", sanne.email])
    assert ran.exit_code == 0, ran.output
    journey(another, "sanne2", email=sanne.email)
    assert is_in(another)


def test_two_organisations_at_one_provider_keep_to_their_own_people(
    journey: Journey, app: Flask, fake: Fake, house: House, sanne: Person, olaf: Person
) -> None:
    wanted = Wanted(fake.issuer, CLIENT, SECRET, ("elsewhere.example",), on=True)
    other = setting_up.keep(house.other_team.organisation, wanted, by=None)
    journey(app.test_client(), "sanne")
    assert linking.person_for(other.id, {"sub": "sanne", "email": sanne.email, "email_verified": True}) is None
    assert linking.person_for(other.id, {"sub": "olaf", "email": "o@elsewhere.example", "email_verified": True}) is None


def test_the_second_step_stays(
    journey: Journey, client: FlaskClient, app: Flask, tom: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    app.config["SECOND_STEP_FOR"] = ("facilitator",)
    journey(client, "tom")
    assert client.get("/start").location == "/me/second-step"


def test_who_signs_in_with_their_organisation_alone_is_led_there(
    journey: Journey, app: Flask, provider: Provider, sanne: Person, olaf: Person
) -> None:
    setting_up.turn(provider, on=True, only=True, by=None)
    key = provider.key
    browser = app.test_client()
    answer = browser.post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    assert answer.location == f"/sign-in/with/{key}"
    assert "Jouw organisatie wil" in browser.get(answer.location).text
    assert not is_in(browser)
    journey(browser, "sanne")
    assert is_in(browser)
    other = app.test_client()
    assert other.post("/sign-in", data={"email": olaf.email, "password": PASSWORD}).location == "/start"


def test_who_also_belongs_elsewhere_keeps_their_password(
    app: Flask, provider: Provider, sanne: Person, house: House
) -> None:
    setting_up.turn(provider, on=True, only=True, by=None)
    teams.place(sanne, house.other_team, Role.PARTICIPANT)
    answer = app.test_client().post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    assert answer.location == "/start"


def test_no_other_first_step_goes_round_it(app: Flask, provider: Provider, sanne: Person) -> None:
    """A link from a mail, a new password by mail, a first password."""
    setting_up.turn(provider, on=True, only=True, by=None)
    key, browser = provider.key, app.test_client()
    newcomer = accounts.create_person("Nieuw", "nieuw@lindehoeve.example")
    teams.place(newcomer, db.session.query(Membership).where(Membership.person_id == sanne.id).one().team, Role.ADMIN)
    rights = {
        "/sign-in/link/": tickets.issue(TicketKind.LINK, sanne.id),
        "/password/reset/": tickets.issue(TicketKind.RESET, sanne.id),
        "/welcome/": tickets.issue(TicketKind.WELCOME, newcomer.id),
    }
    for path, secret in rights.items():
        answer = browser.post(f"{path}{secret}", data={"password": "een heel nieuwe lange zin"})
        assert answer.location == f"/sign-in/with/{key}", path
    assert not is_in(browser)


def test_an_account_whose_address_somebody_else_may_have_typed_is_its_owners_alone_from_then_on(
    journey: Journey, client: FlaskClient, app: Flask, house: House
) -> None:
    person = accounts.create_person("Noor Bakker", "noor@lindehoeve.example", unproven=True)
    accounts.set_password(person, PASSWORD, by=None)
    teams.place(person, house.team, Role.PARTICIPANT)
    db.session.commit()
    client.post("/sign-in", data={"email": "noor@lindehoeve.example", "password": PASSWORD})
    assert is_in(client)
    owner = app.test_client()
    journey(owner, "noor")
    assert is_in(owner)
    assert not is_in(client)
    client.post("/sign-in", data={"email": "noor@lindehoeve.example", "password": PASSWORD})
    assert not is_in(client)
