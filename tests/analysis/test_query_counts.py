"""Pages of analysis ask the database the same number of questions for a few moments and for many."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.analysis.conftest import Make
from tests.counting import queries_of
from wpl_platform.accounts.models import Person
from wpl_platform.feedback.models import AnnotationKind


@pytest.mark.parametrize("address", ["/recordings/{id}/analysis", "/team/analysis", "/team/moments", "/team"])
def test_four_moments_and_forty_four_cost_the_same(
    colleagues: list[Person], make_film: Make, client_of: Callable[[Person], FlaskClient], address: str
) -> None:
    film, guide = make_film(colleagues[0]), colleagues[2]
    browser, asked = client_of(guide), address.format(id=film.id)

    def cost(more: int) -> int:
        for number in range(more):
            film.mark(colleagues[number % 4], number * 100, list(AnnotationKind)[number % 4])
        assert browser.get(asked).status_code == 200
        return queries_of(lambda: browser.get(asked))

    assert cost(4) == cost(40)
