"""Who is signed in goes back from a certificate to the list they found it in; who is not has nowhere to go back to."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.media import ended as scene
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import certificates, destroying
from wpl_platform.media.destruction_models import Why
from wpl_platform.media.models import Recording
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole

filmed = scene.filmed
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def number(filmed: Recording) -> str:
    """Of Sanne's film, which is gone."""
    destroying.destroy(filmed, Why.WITHDRAWN)
    db.session.commit()
    work(Queue.SHORT)
    return certificates.number_of(filmed)


def test_the_way_back_is_to_where_they_found_it(
    number: str, sanne: Person, ingrid: Person, youssef: Person, client_of: ClientOf, client: FlaskClient
) -> None:
    organisation = db.session.get_one(Recording, certificates.certificate(number).recording_id).team.organisation
    teams.name_to(organisation, ingrid, OrganisationRole.FG)
    db.session.commit()
    listed = f"/organisation/destroyed?organisation={organisation.id}"
    for person, address in ((sanne, "/me/destroyed"), (ingrid, listed), (youssef, "/start")):
        browser = client_of(person)
        page = browser.get(f"/certificates/{number}").text.partition("<main")[2]
        assert f'href="{address}"' in page
        assert browser.get(address).status_code == 200
    page = client.get(f"/certificates/{number}").text
    assert not [place for place in ("/me/destroyed", "/organisation/", "/start") if place in page]
