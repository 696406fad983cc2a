"""What every test in a browser begins with."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import marking
from tests.browser.serving import SignIn, browsing, served
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db

# A studio in which somebody marks, for a test that makes no other.
private, shared = rooms.private, rooms.shared
minute, film, chromium = marking.minute, marking.film, marking.chromium
address, desk, page = marking.address, marking.desk, marking.page


@pytest.fixture
def sign_in(app: Flask) -> Iterator[SignIn]:
    """Browsers at the running application. Who signs in is let go of: an open transaction would hold up the server."""

    def let_go_and_open(person: Person) -> Page:
        db.session.refresh(person)
        db.session.expunge(person)
        db.session.commit()
        return opened(person)

    with served(app) as address, browsing(address) as opened:
        yield let_go_and_open
