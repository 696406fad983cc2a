"""Who is in view reads whether the clear film was destroyed or is kept by its maker; the log says who looked at it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.media import test_kept_clear
from tests.media.consents import agree, client_in
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import clearing, informing, naming, standing
from wpl_platform.media.consent import agreed
from wpl_platform.media.consent_models import Consent, Ended, InViewKind, Purpose
from wpl_platform.media.models import Recording
from wpl_platform.media.naming import InView
from wpl_platform.privacy.models import AccessEntry
from wpl_platform.teams.queries import viewer_of

film, black = test_kept_clear.film, test_kept_clear.black
covered, KEPT, GONE = test_kept_clear.covered, test_kept_clear.KEPT, test_kept_clear.GONE
KEEPS, DESTROYED = "De maker bewaart de heldere video ook.", "De heldere video is vernietigd."
ASKED_AGAIN = "die toestemming vervalt"
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


def test_who_agreed_to_the_covered_film_did_not_agree_to_the_clear_one(film: Recording, youssef: Person) -> None:
    before, after = client_in(film, "Mevrouw De Wit"), client_in(film, "Meneer Smit")
    agree(before)
    covered(film)
    agree(after, Purpose.PUBLICATION)
    standing.give(film.team, informing.keep(*_told(film)), by=viewer_of(youssef))
    colleague = naming.put_in_view(film, InView(InViewKind.EMPLOYEE, "", youssef.id), by=viewer_of(film.maker))
    db.session.flush()
    assert agreed(colleague, on=clock.today()) == (Purpose.LEARNING,)
    clearing.uncover(film, by=viewer_of(film.maker))
    db.session.commit()
    assert agreed(before, on=clock.today()) == (Purpose.LEARNING,)
    assert agreed(after, on=clock.today()) == agreed(colleague, on=clock.today()) == ()
    ended = select(Consent.in_view_id).where(Consent.ended_why == Ended.UNCOVERED)
    assert sorted(db.session.scalars(ended)) == [after.id, after.id, colleague.id]


def test_its_maker_reads_beforehand_that_they_are_to_be_asked_again(film: Recording, client_of: Browsers) -> None:
    covered(film)
    browser, address = client_of(film.maker), f"/recordings/{film.id}/clear"
    assert ASKED_AGAIN not in browser.get(address).text
    client_in(film)
    assert ASKED_AGAIN in browser.get(address).text


def _told(recording: Recording) -> tuple[informing.Told, str]:
    told = informing.told(recording.team.organisation_id, "nl")
    return told, told.digest
