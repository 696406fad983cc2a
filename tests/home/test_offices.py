"""Who is FG or administrator of an organisation finds what is theirs on the start page, and under More on a phone."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import PASSWORD, House
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole

FG = ["log", "dossier", "retention", "destroyed"]
ADMIN = ["people", "teams", "branding", "dossier", "retention"]


def led_to(browser: FlaskClient, path: str) -> list[str]:
    """The pages of an organisation that a page leads to beside its frame; each of them opens."""
    main = browser.get(path).text.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'href="/organisation/([a-z-]+)"', main)
    assert [browser.get(f"/organisation/{part}").status_code for part in found] == [200] * len(found)
    return found


@pytest.mark.parametrize(
    ("role", "pages"),
    [("", []), ("fg", FG), ("admin", ADMIN)],
)
@pytest.mark.parametrize("in_team", [True, False])
def test_the_start_page_and_more_lead_to_what_is_theirs_and_to_nothing_else(
    in_team: bool,
    role: str,
    pages: list[str],
    house: House,
    ingrid: Person,
    client_of: Callable[[Person], FlaskClient],
) -> None:
    person = ingrid
    if not in_team:
        person = accounts.create_person("Noor Nieuw", "noor@lindehoeve.example")
        accounts.set_password(person, PASSWORD, by=None)
    if role:
        teams.name_to(house.team.organisation, person, OrganisationRole(role))
    db.session.commit()
    browser = client_of(person)
    assert led_to(browser, "/start") == pages
    assert led_to(browser, "/more") == pages
