"""What is asked in an address, and what is made of nonsense."""

import pytest

from wpl_platform.academy.forms import kind_in, search_in
from wpl_platform.academy.models import ContributionKind, Province, Sector
from wpl_platform.academy.search import Search


def test_an_address_says_what_is_looked_for() -> None:
    search = search_in({"q": "  beeld \n sessie ", "province": "ut", "sector": "care", "page": "3"})
    assert search == Search("beeld sessie", Province.UTRECHT, Sector.CARE, 3)


def test_a_search_written_into_an_address_is_read_back_the_same() -> None:
    search = Search("zorg", Province.ZEELAND, Sector.SERVICE, 2)
    assert search_in({name: str(value) for name, value in search.address(page=2).items()}) == search


def test_another_filter_begins_at_the_first_page() -> None:
    assert "page" not in Search("zorg", page=4).address(sector=Sector.CARE)


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "٣", "1e9", "99999999999999999999"])
def test_a_page_that_is_no_page_is_the_first(page: str) -> None:
    assert search_in({"page": page}).page == 1


def test_an_unknown_province_sector_or_kind_is_not_asked() -> None:
    assert search_in({"province": "xx", "sector": "'; drop table"}).is_empty
    assert kind_in({"kind": "novel"}) is None
    assert kind_in({"kind": "insight"}) is ContributionKind.INSIGHT


def test_words_lose_their_marks_and_are_six_at_most() -> None:
    assert Search("COÖRDINATOR Fryslân a b c d e").words == ("coordinator", "fryslan", "a", "b", "c", "d")


def test_a_very_long_search_is_cut() -> None:
    assert len(search_in({"q": "x" * 10_000}).text) == 80
