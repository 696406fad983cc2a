"""An organisation that signs its people in by a provider, and a browser that goes there and back."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import House
from tests.openid.fake import CLIENT, SECRET, Fake, faking
from wpl_platform.core import database
from wpl_platform.openid import discovery, setting_up
from wpl_platform.openid.models import Provider
from wpl_platform.openid.setting_up import Wanted

DOMAIN = "lindehoeve.example"
Journey = Callable[..., TestResponse]


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A provider that says what a test wants."""
    discovery._kept.clear()
    with faking() as found:
        yield found


@pytest.fixture
def provider(house: House, fake: Fake) -> Provider:
    """The provider of Sanne's organisation, which people can use."""
    wanted = Wanted(fake.issuer, CLIENT, SECRET, (DOMAIN,), on=True)
    found = setting_up.keep(house.team.organisation, wanted, by=None)
    database.commit()
    return found


def set_out(browser: FlaskClient, provider: Provider, **data: str) -> str:
    """The address to which the organisation's own door leads."""
    page = browser.post(f"/sign-in/with/{provider.key}", data=data)
    assert page.status_code == 200, page.text
    return page.text.partition('button--large" href="')[2].partition('"')[0].replace("&amp;", "&")


@pytest.fixture
def journey(provider: Provider, fake: Fake) -> Journey:
    """To the provider and back in a browser, as somebody there: `journey(browser, "sanne", email=…)`."""

    def go(browser: FlaskClient, subject: str, **person: Any) -> TestResponse:
        said = {"email": f"{subject}@{DOMAIN}", "email_verified": True, **person}
        back = fake.meets(set_out(browser, provider), subject, **said)
        return browser.post("/sign-in/back", data=back)

    return go


def is_in(browser: FlaskClient) -> bool:
    """Whether somebody is signed in in this browser."""
    return browser.get("/me").status_code == 200
