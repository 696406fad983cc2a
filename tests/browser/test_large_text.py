"""Words at twice their size on a phone: the main pages grow downwards, and never sideways."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.serving import SignIn
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording

private, shared, mark = rooms.private, rooms.shared, rooms.mark
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
PHONE = ViewportSize(width=390, height=844)
WIDTH = "() => { document.documentElement.style.fontSize = '200%'; return document.documentElement.scrollWidth; }"


def test_no_main_page_scrolls_sideways(shared: Recording, sanne: Person, sign_in: SignIn) -> None:
    film = f"/recordings/{shared.id}"
    ends = ("", "/edit", "/arrival", "/trim", "/analysis", "/reflections/new")
    paths = ["/start", "/recordings", "/recordings/new", "/board", "/me", "/more", *(film + end for end in ends)]
    db.session.commit()
    page = sign_in(sanne)
    page.set_viewport_size(PHONE)
    widths = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        widths[path] = page.evaluate(WIDTH)
    assert {path: width for path, width in widths.items() if width > PHONE["width"]} == {}
