"""Who never came in is marked as such for who brings people in, and gets a new link from the same page."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.counting import queries_of
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Membership, Role

Browsers = Callable[[Person], FlaskClient]
NEW = "Nog niet binnen geweest"
MARIT = {"name": "Marit Jansen", "email": "marit@lindehoeve.example", "role": "participant"}


def link_in(page: str) -> str:
    found = re.search(r'href="http://localhost(/welcome/[^"]+)"', page)
    assert found is not None
    return found[1]


def test_who_did_not_come_in_gets_a_new_link_and_the_one_before_works_no_more(
    client: FlaskClient, client_of: Browsers, house: House, bea: Person, sanne: Person
) -> None:
    browser = client_of(bea)
    first = link_in(browser.post("/team/members", data=MARIT).text)
    page = browser.get("/team/members").text
    assert page.count(NEW) == 1
    row = page[page.index("Marit Jansen") :]
    assert row.index(NEW) < row.index("Maak een nieuwe link") < row.index("Sanne Visser")
    answer = browser.post("/team/members", data=MARIT)
    assert "Er is een nieuwe link voor Marit Jansen. De vorige werkt niet meer." in answer.text
    assert client.get(first).status_code == 404
    assert client.post(link_in(answer.text), data={"password": "mijn eerste zin"}).status_code == 303
    assert NEW not in browser.get("/team/members").text
    roles = db.session.query(Membership).join(Person).filter(Person.email == MARIT["email"])
    assert [held.role for held in roles] == [Role.PARTICIPANT]


def test_who_administers_only_a_part_of_what_is_theirs_hears_that_they_make_no_link(
    client_of: Browsers, house: House, bea: Person
) -> None:
    newcomer = accounts.create_person(MARIT["name"], MARIT["email"])
    for team in (house.team, teams.found_team(house.team.organisation, "Avonddienst")):
        teams.place(newcomer, team, Role.PARTICIPANT)
    db.session.commit()
    page = client_of(bea).post("/team/members", data=MARIT, follow_redirects=True).text
    assert "Een nieuwe link maakt alleen wie alle teams van Marit Jansen beheert." in page
    assert "/welcome/" not in page


def test_who_does_not_manage_the_team_does_not_see_who_never_came(
    client_of: Browsers, house: House, sanne: Person, bea: Person
) -> None:
    teams.place(accounts.create_person(MARIT["name"], MARIT["email"]), house.team, Role.PARTICIPANT)
    db.session.commit()
    assert NEW in client_of(bea).get("/team/members").text
    assert NEW not in client_of(sanne).get("/team/members").text


def test_the_page_asks_as_much_for_one_as_for_many(client_of: Browsers, house: House, bea: Person) -> None:
    browser, counts = client_of(bea), []
    for number in range(4):
        teams.place(accounts.create_person(f"N {number}", f"n{number}@x.example"), house.team, Role.PARTICIPANT)
        browser.get("/team/members")
        counts.append(queries_of(lambda: browser.get("/team/members")))
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("act", ["end", "move"])
def test_taking_a_role_away_and_moving_are_each_asked_first(
    act: str, client_of: Browsers, house: House, bea: Person, sanne: Person
) -> None:
    evening = teams.found_team(house.team.organisation, "Avonddienst")
    teams.place(bea, evening, Role.ADMIN)
    db.session.commit()
    browser = client_of(bea)
    browser.post(f"/teams/{house.team_id}/current")
    page = browser.get("/team/members").text
    asked = re.findall(
        rf'<details class="sure"><summary.*?</summary><form [^>]*/{act}".*?</form></details>', page, re.S
    )
    assert len(asked) == page.count(f'/{act}"') == 2
    assert all("Sanne Visser is dan geen deelnemer meer" in each or "Bea Smit is dan geen" in each for each in asked)
