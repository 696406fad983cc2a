"""Of what partly goes and partly stays, the page before somebody is erased says which is which."""

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.feedback.speaking import voice
from tests.mydata.conftest import Year
from wpl_platform.accounts.models import Person
from wpl_platform.core.belonging import Part, parts
from wpl_platform.core.database import db
from wpl_platform.mydata import counting
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole

__all__ = ["voice"]
Enter = Callable[[Person], FlaskClient]


def test_what_partly_goes_and_partly_stays_says_in_each_list_which(
    year: Year, sanne: Person, youssef: Person, house: House, browser_of: Enter
) -> None:
    teams.name_to(house.team.organisation, youssef, OrganisationRole.FG, by_id=sanne.id)
    db.session.commit()
    page = browser_of(sanne).get("/me/erase").text
    goes, stays = (
        set(re.findall(r"<li><span>(.*?)</span><b", part, re.DOTALL)) for part in page.split('id="stays"', 1)
    )
    both = {count.title for count in counting.titled(counting.counts_of(sanne.id)) if count.goes and count.stays}
    assert "Momenten die je markeerde" in both
    assert not goes & stays
    assert (
        'Momenten die je markeerde <span class="muted">(voor jezelf, weggehaald, of op je eigen video’s)</span>' in goes
    )
    assert 'Momenten die je markeerde <span class="muted">(op video’s van anderen)</span>' in stays


def test_every_part_of_which_some_can_go_and_some_stay_says_which_that_is(app: Flask) -> None:
    """As far as its columns tell: one that drops beside one that blanks."""
    mixed = {part.name for part in parts() if part.title and _ends(part) == {"drop", "blank"}}
    assert mixed <= counting.APART.keys()
    assert counting.APART.keys() <= {part.name for part in parts() if part.title}


def _ends(part: Part) -> set[str]:
    return {part.table.columns[name].info["on_erase"] for name in part.by}
