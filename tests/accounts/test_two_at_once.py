"""What is spent once is spent once, also by two in the same moment: the database decides."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from tests.accounts.test_second_step import App
from wpl_platform.accounts import second_step, tickets
from wpl_platform.accounts.models import Person, TicketKind
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db

AT_ONCE = 4


def how_often(app: Flask, spend: Callable[[], bool]) -> int:
    """How many of those who spend at the same moment are told that they did."""
    start = Barrier(AT_ONCE)

    def one() -> bool:
        start.wait()
        with apart(app, writes=True):
            return spend()

    db.session.commit()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(each.result() for each in [pool.submit(one) for _ in range(AT_ONCE)])


@pytest.fixture
def codes(sanne: Person) -> App:
    """The app on Sanne's phone, set up yesterday."""
    with clock.at(clock.now() - timedelta(days=1)):
        phone = App(sanne)
        second_step.confirm_codes(sanne.id, phone.code())
    return phone


def test_a_link_opens_for_one(app: Flask, sanne: Person) -> None:
    secret = tickets.issue(TicketKind.RESET, sanne.id)
    assert how_often(app, lambda: tickets.spend(TicketKind.RESET, secret)) == 1


def test_a_code_counts_for_one(app: Flask, sanne: Person, codes: App) -> None:
    who, code = sanne.id, codes.code()
    assert how_often(app, lambda: second_step.spend(who, code)) == 1


def test_a_code_on_paper_counts_for_one(app: Flask, sanne: Person) -> None:
    who, code = sanne.id, second_step.new_recovery_codes(sanne.id)[0]
    assert how_often(app, lambda: second_step.spend(who, code)) == 1


def test_a_sixth_guess_is_nobodys(app: Flask, sanne: Person) -> None:
    secret = tickets.issue(TicketKind.HALFWAY, sanne.id)
    for _ in range(3):
        tickets.count_try(TicketKind.HALFWAY, secret)
    assert how_often(app, lambda: tickets.count_try(TicketKind.HALFWAY, secret)) == tickets.TRIES - 3
