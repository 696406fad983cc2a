"""The log speaks to its reader: of their own films by title, of what was looked for in words."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from tests.conftest import House
from tests.counting import queries_of
from tests.home.conftest import film
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording
from wpl_platform.privacy import words
from wpl_platform.privacy.models import AccessEntry, Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of

ClientOf = Callable[[Person], FlaskClient]


def opened(recording: Recording, person: Person) -> None:
    about = About(recording.team.organisation_id, Kind.RECORDING, recording.id, recording.team_id)
    note(Action.SEEN, about, by=viewer_of(person))
    database.commit()


def test_my_own_films_are_told_by_their_title_and_no_others(
    house: House, sanne: Person, youssef: Person, ingrid: Person, client_of: ClientOf
) -> None:
    mine, theirs = film(sanne, house.team, "Mijn overdracht"), film(youssef, house.team, "Van Youssef")
    for recording in (mine, theirs):
        opened(recording, sanne)
    teams.name_to(house.team.organisation, ingrid, OrganisationRole.FG)
    db.session.commit()
    page = client_of(sanne).get("/me/log").text
    assert "‘Mijn overdracht’ geopend" in page
    assert f"video {theirs.id} geopend" in page
    assert "Van Youssef" not in page
    log = client_of(ingrid).get("/organisation/log").text
    assert f"video {mine.id} geopend" in log
    assert "Mijn overdracht" not in log
    db.session.delete(db.session.get_one(Recording, mine.id))
    assert f"video {mine.id} geopend" in client_of(sanne).get("/me/log").text


def test_titles_are_read_with_one_question_however_many_films(house: House, sanne: Person, client_of: ClientOf) -> None:
    browser, counts = client_of(sanne), []
    for number in range(4):
        opened(film(sanne, house.team, f"Film {number}"), sanne)
        browser.get("/me/log")
        counts.append(queries_of(lambda: browser.get("/me/log")))
    assert counts[0] == counts[-1]


@pytest.mark.parametrize(
    ("codes", "dutch", "english"),
    [
        ("", "", ""),
        ("csv", "als CSV", "as CSV"),
        (
            "recording=999 action=withdrew",
            "gezocht op: video 999 en toestemming ingetrokken",
            "searched for: video 999 and withdrew consent",
        ),
        (
            "jsonl from=2026-01-02 person=3",
            "als JSON, gezocht op: vanaf 2 jan 2026 en persoon 3",
            "as JSON, searched for: from 2 Jan 2026 and person 3",
        ),
        ("action=unheard-of", "gezocht op: unheard-of", "searched for: unheard-of"),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_was_looked_for_is_told_in_the_language_of_the_reader(codes: str, dutch: str, english: str) -> None:
    for language, said in (("nl", dutch), ("en", english)):
        with force_locale(language):
            assert words.more_of(AccessEntry(action=Action.LOG_READ, what=codes)) == said
