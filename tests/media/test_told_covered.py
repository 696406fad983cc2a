"""Who is in view reads whether the clear film was destroyed or is kept by its maker; the log says who looked at it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.media import test_kept_clear
from tests.media.consents import agree, client_in
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import clearing, naming
from wpl_platform.media.consent_models import InViewKind
from wpl_platform.media.models import Recording
from wpl_platform.media.naming import InView
from wpl_platform.privacy.models import AccessEntry
from wpl_platform.teams.queries import viewer_of

film, black = test_kept_clear.film, test_kept_clear.black
covered, KEPT, GONE = test_kept_clear.covered, test_kept_clear.KEPT, test_kept_clear.GONE
KEEPS, DESTROYED = "De maker bewaart de heldere video ook.", "De heldere video is vernietigd."
Browsers = Callable[[Person], FlaskClient]


@pytest.mark.parametrize(("asked", "said", "unsaid"), [(KEPT, KEEPS, DESTROYED), (GONE, DESTROYED, KEEPS)])
def test_a_person_in_view_reads_what_became_of_the_clear_film(
    film: Recording, client: FlaskClient, asked: object, said: str, unsaid: str
) -> None:
    person = client_in(film)
    page = client.get(f"/consent/{person.key}").text
    assert (KEEPS in page, DESTROYED in page) == (False, False)
    agree(person)
    covered(film, asked)  # type: ignore[arg-type]
    page = client.get(f"/consent/{person.key}").text
    assert (said in page, unsaid in page) == (True, False)


def test_once_it_is_destroyed_they_read_that(film: Recording, client: FlaskClient) -> None:
    person = client_in(film)
    covered(film)
    clearing.destroy(film, by=viewer_of(film.maker))
    db.session.commit()
    assert DESTROYED in client.get(f"/consent/{person.key}").text


def test_once_the_covering_is_off_they_read_neither(film: Recording, client: FlaskClient) -> None:
    person = client_in(film)
    covered(film)
    clearing.uncover(film, by=viewer_of(film.maker))
    db.session.commit()
    page = client.get(f"/consent/{person.key}").text
    assert (KEEPS in page, DESTROYED in page) == (False, False)


def test_a_colleague_reads_it_on_their_own_page(film: Recording, youssef: Person, client_of: Browsers) -> None:
    naming.put_in_view(film, InView(InViewKind.EMPLOYEE, "", youssef.id), by=viewer_of(film.maker))
    covered(film)
    assert KEEPS in client_of(youssef).get("/me/in-view").text


def test_looking_at_it_and_ending_it_are_in_the_log(film: Recording, client_of: Browsers) -> None:
    covered(film)
    browser = client_of(film.maker)
    for _time in range(2):
        browser.get(f"/recordings/{film.id}/clear/film").close()
    browser.post(f"/recordings/{film.id}/clear/delete")
    said = list(db.session.scalars(select(AccessEntry.what).where(AccessEntry.what != "").order_by(AccessEntry.seq)))
    assert [what for what in said if "clear" in what or "cover" in what] == ["covered:kept", "clear", "clear:destroyed"]
