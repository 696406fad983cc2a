"""Pages of analysis ask the database the same number of questions for a few moments and for many."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.analysis.conftest import Make
from tests.counting import queries_of
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.feedback.models import AnnotationKind


@pytest.mark.parametrize(
    "address", ["/recordings/{id}/analysis?kind=question", "/team/analysis", "/team/moments", "/team"]
)
def test_four_moments_and_forty_four_cost_the_same(
    colleagues: list[Person], make_film: Make, client_of: Callable[[Person], FlaskClient], address: str
) -> None:
    film, guide = make_film(colleagues[0]), colleagues[2]
    browser, asked = client_of(guide), address.format(id=film.id)

    def cost(first: int, last: int) -> int:
        for number in range(first, last):
            somebody = accounts.create_person(f"Iemand {number}", f"iemand-{number}@lindehoeve.example")
            for place in (film, make_film(somebody)):
                place.mark(somebody, number * 100, AnnotationKind.QUESTION)
        assert browser.get(asked).status_code == 200
        return queries_of(lambda: browser.get(asked))

    assert cost(0, 4) == cost(4, 44)
