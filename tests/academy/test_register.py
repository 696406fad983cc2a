"""The register: who is found, who is not listed, and that every figure is a count."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.academy.conftest import DAY, enter
from tests.counting import queries_of
from wpl_platform.academy import policy, queries
from wpl_platform.academy.models import Province, Registration, Sector
from wpl_platform.academy.search import Search
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.teams.viewer import STRANGER, Viewer

pytestmark = pytest.mark.usefixtures("app")


def names(**asked: Any) -> list[str]:
    return [pro.name for pro in queries.found_in_register(Search(**asked)).items]


def test_only_who_is_registered_today_is_listed() -> None:
    today = clock.today()
    enter("Nu", since=today, until=today)
    enter("Verlopen", until=today - DAY)
    enter("Straks", since=today + DAY)
    enter("Aangevraagd", since=None)
    enter("Doorgehaald", struck_off_at=clock.now())
    assert names() == ["Nu"]


@pytest.mark.parametrize(
    "asked",
    ["Annelies", "annelies", "VERMEER", "amersf", "Coördinator", "coordinator", "COÖRDINATOR", "stiltes",
     "annelies stil", "utrecht", "gehandicaptenzorg", "één"],
)  # fmt: skip
def test_a_professional_is_found_by_name_place_role_theme_sector_and_province(asked: str) -> None:
    enter("Annelies Vermeer", Province.UTRECHT, Sector.DISABILITY_CARE, place="Amersfoort", role="Coördinator leren",
          summary="Kijkt naar stiltes, één voor één.")  # fmt: skip
    enter("Bas", Province.ZEELAND, Sector.SERVICE, place="Goes", role="Trainer", summary="Winkels")
    assert names(text=asked) == ["Annelies Vermeer"]


def test_a_name_with_marks_is_found_without_them_and_in_capitals() -> None:
    enter("Özlem Çelik")
    assert names(text="ozlem celik") == names(text="ÖZLEM") == ["Özlem Çelik"]


@pytest.mark.parametrize("asked", ["%", "_", "\\", "/", "'", '"', "a%b", "vermeer bas", "' or 1=1 --"])
def test_signs_of_the_database_find_nothing_and_break_nothing(asked: str) -> None:
    enter("Annelies Vermeer")
    enter("Bas Lammers")
    assert names(text=asked) == []


def test_filters_narrow_and_the_map_counts_every_province() -> None:
    enter("A", Province.UTRECHT, Sector.CARE)
    enter("B", Province.UTRECHT, Sector.SERVICE)
    enter("C", Province.ZEELAND, Sector.CARE)
    assert names(province=Province.UTRECHT) == ["A", "B"]
    assert names(province=Province.UTRECHT, sector=Sector.CARE) == ["A"]
    counts = queries.listed_per_province(Search(province=Province.UTRECHT, sector=Sector.CARE))
    assert (counts[Province.UTRECHT], counts[Province.ZEELAND], counts[Province.DRENTHE]) == (1, 1, 0)


def test_the_list_goes_by_twenty_and_ends() -> None:
    for number in range(21):
        enter(f"Pro {number:02}")
    first, second = (queries.found_in_register(Search(page=page)) for page in (1, 2))
    assert (len(first.items), first.total, first.last, first.following) == (20, 21, 2, 1)
    assert [pro.name for pro in second.items] == ["Pro 20"]
    with pytest.raises(Missing):
        queries.found_in_register(Search(page=3))


def test_the_counter_on_the_front_page_is_a_count(client: FlaskClient) -> None:
    for number in range(7):
        enter(f"Pro {number}", list(Province)[number])
    enter("Verlopen", until=clock.today() - DAY)
    page = client.get("/").text
    assert "7 van 500 professionals" in page
    assert page.count('r="4"') == 7, "a dot on the map for each"
    assert "Drenthe: 1 professional" in page


def test_an_expired_profile_shows_to_nobody_but_its_owner(
    client: FlaskClient, client_of: Callable[[Person], FlaskClient], sanne: Person, youssef: Person
) -> None:
    enter("Sanne Visser", until=clock.today() - DAY, person_id=sanne.id)
    assert client.get("/register/sanne-visser").status_code == 404
    assert client_of(youssef).get("/register/sanne-visser").status_code == 404
    own = client_of(sanne).get("/register/sanne-visser")
    assert own.status_code == 200
    assert "Je inschrijving is verlopen." in own.text


def test_both_faces_of_the_policy_agree_on_every_standing(sanne: Person, youssef: Person) -> None:
    today = clock.today()
    dates = [None, today - DAY, today, today + DAY]
    for owner in (None, sanne.id):
        for since in dates:
            for until in dates:
                for struck in (None, clock.now()):
                    key = f"{owner} {since} {until} {struck}"
                    enter(key, since=since, until=until, struck_off_at=struck, person_id=owner)
    everybody = db.session.query(Registration).all()
    for viewer in (STRANGER, Viewer(sanne.id), Viewer(youssef.id)):
        asked = db.session.query(Registration.id).where(policy.seen_by(viewer, on=today))
        assert {row.id for row in asked} == {pro.id for pro in everybody if policy.may_see(viewer, pro, on=today)}


def test_the_register_asks_as_much_for_three_as_for_twenty(client: FlaskClient) -> None:
    for number in range(3):
        enter(f"Pro {number}")
    few = queries_of(lambda: client.get("/register?q=pro"))
    for number in range(3, 20):
        enter(f"Pro {number}")
    assert client.get("/register?q=pro").text.count('class="pro"') == 20
    assert queries_of(lambda: client.get("/register?q=pro")) == few


def test_filters_stay_in_the_addresses_of_the_page(client: FlaskClient) -> None:
    page = client.get("/register?q=zorg&sector=care&province=ut").text
    assert 'href="/register?q=zorg&amp;province=ut&amp;sector=service"' in page
    assert 'href="/register?q=zorg&amp;sector=care"' in page, "the chosen province leads out of itself"
    assert '<input type="hidden" name="sector" value="care">' in page


def test_who_applied_long_ago_is_not_listed_by_waiting() -> None:
    enter("Wacht", since=None, until=clock.today() + timedelta(days=900))
    assert names() == []
