"""A welcome link opens everything that is its person's: only whoever administers all of that gets it to pass on."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.teams import actions
from wpl_platform.teams.models import OrganisationRole, Role

ClientOf = Callable[[Person], FlaskClient]


def _invited(house: House, *, elsewhere: bool) -> dict[str, str]:
    newcomer = accounts.create_person("Fatima Bouzid", "fatima@elders.example")
    actions.place(newcomer, house.other_team if elsewhere else house.team, Role.PARTICIPANT)
    db.session.commit()
    return {"name": "Fatima", "email": newcomer.email, "role": "participant"}


def test_who_waits_in_another_organisation_is_asked_without_a_link(
    client_of: ClientOf, house: House, bea: Person
) -> None:
    data = _invited(house, elsewhere=True)
    page = client_of(bea).post("/team/members", data=data, follow_redirects=True).text
    assert "fatima@elders.example" in page
    assert "Fatima Bouzid" not in page
    assert "/welcome/" not in page


def test_who_waits_in_a_team_beside_it_joins_without_a_link(client_of: ClientOf, house: House, bea: Person) -> None:
    beside = actions.found_team(house.team.organisation, "Keuken")
    newcomer = accounts.create_person("Noor Bakker", "noor@lindehoeve.example")
    actions.place(newcomer, beside, Role.PARTICIPANT)
    db.session.commit()
    browser = client_of(bea)
    data = {"name": "Noor", "email": newcomer.email, "role": "participant"}
    page = browser.post("/team/members", data=data, follow_redirects=True).text
    assert "Noor Bakker" in page
    assert "/welcome/" not in page


def test_who_waits_in_this_team_gets_another_link(client_of: ClientOf, house: House, bea: Person) -> None:
    assert "/welcome/" in client_of(bea).post("/team/members", data=_invited(house, elsewhere=False)).text


def test_who_was_appointed_elsewhere_and_waits_is_asked_without_a_link(
    client_of: ClientOf, house: House, bea: Person
) -> None:
    newcomer = accounts.create_person("Fatima Bouzid", "fatima@elders.example")
    actions.name_to(house.other_team.organisation, newcomer, OrganisationRole.FG)
    db.session.commit()
    data = {"name": "Fatima", "email": newcomer.email, "role": "participant"}
    page = client_of(bea).post("/team/members", data=data, follow_redirects=True).text
    assert "fatima@elders.example" in page
    assert "Fatima Bouzid" not in page
    assert "/welcome/" not in page


def test_who_came_in_without_a_password_before_joins_without_a_link(
    client_of: ClientOf, house: House, bea: Person
) -> None:
    data = _invited(house, elsewhere=False)
    accounts.sign_in(db.session.query(Person).filter_by(email=data["email"]).one(), device="Telefoon")
    db.session.commit()
    page = client_of(bea).post("/team/members", data=data, follow_redirects=True).text
    assert "/welcome/" not in page
