"""Guests: for tests of who looks by a link."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.media import guests
from wpl_platform.media.guest_models import GuestLink
from wpl_platform.media.guests import Invited
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.teams.queries import viewer_of

PURPOSE = "Meekijken voor mijn opdracht"


@pytest.fixture
def film(
    sanne: Person, house: House, record: Callable[..., Recording], with_file: Callable[..., Rendition]
) -> Recording:
    """A film of Sanne's that plays."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    with_file(recording, RenditionKind.DIRECT, b"0123456789")
    return recording


def invited(recording: Recording, name: str = "Karin Smit", until: date | None = None) -> GuestLink:
    """A guest of the recording, by its maker."""
    asked = Invited(name, PURPOSE, until or clock.today() + timedelta(days=7))
    link = guests.invite(recording, asked, by=viewer_of(recording.maker))
    database.commit()
    return link


def come(browser: FlaskClient, link: GuestLink) -> FlaskClient:
    """The guest types the code."""
    answer = browser.post(f"/guest/{link.key}", data={"code": link.code})
    assert answer.status_code == 303
    return browser


def plays(browser: FlaskClient, link: GuestLink) -> bool:
    """Whether the film comes by the link."""
    with browser.get(f"/guest/{link.key}/media/direct") as answer:
        assert answer.status_code in (200, 404)
        return answer.status_code == 200
