"""A form that is sent as a page, in a browser: what was typed stays on the screen until the server can take it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.serving import browsing, served
from tests.conftest import PASSWORD
from tests.improvement import conftest as boards
from tests.improvement.conftest import Board
from wpl_platform.accounts.models import Person

board = boards.board
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

NOTICED = "We zien niet wie er binnenkomt"


@pytest.fixture
def email(sanne: Person) -> str:
    """Read before the browser is there: the test holds no transaction open."""
    return sanne.email


@pytest.fixture
def page(app: Flask, board: Board, sanne: Person, email: str) -> Iterator[Page]:
    """Sanne, with a new card half written."""
    with served(app) as address, browsing(address) as sign_in:
        tab = sign_in(sanne)
        tab.goto("/improvements/new")
        tab.fill("[name=title]", NOTICED)
        yield tab


def put_on_the_board(page: Page) -> None:
    page.get_by_role("button", name="Zet op het bord").click()


def test_without_a_line_the_card_stays_as_it_was_typed_and_goes_when_the_line_is_back(page: Page) -> None:
    page.context.set_offline(True)
    put_on_the_board(page)
    expect(page.locator("[data-alarm=offline]")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(NOTICED)
    page.context.set_offline(False)
    put_on_the_board(page)
    expect(page.locator(".bcard", has_text=NOTICED)).to_have_count(1)


def test_who_is_no_longer_signed_in_keeps_the_card_and_sends_it_after_signing_in_elsewhere(
    page: Page, email: str
) -> None:
    page.context.clear_cookies()
    put_on_the_board(page)
    expect(page.locator("[data-alarm=signed-out]")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(NOTICED)
    other = page.context.new_page()
    other.goto("/sign-in")
    other.fill("[name=email]", email)
    other.fill("[name=password]", PASSWORD)
    other.press("[name=password]", "Enter")
    other.wait_for_url("**/start")
    page.bring_to_front()
    put_on_the_board(page)
    expect(page.locator(".bcard", has_text=NOTICED)).to_have_count(1)


def test_what_is_not_well_formed_comes_back_from_the_server(page: Page) -> None:
    page.fill("[name=title]", " ")
    put_on_the_board(page)
    expect(page.locator(".field__error")).to_be_visible()
