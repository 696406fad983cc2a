"""The second step: set up, asked for, used once, and demanded of who has a heavy role."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

import config
from tests.conftest import PASSWORD
from wpl_platform.accounts import second_step
from wpl_platform.accounts.models import CodeKey, Person, RecoveryCode, SignIn
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict

Browsers = Callable[[Person], FlaskClient]
FIRST = "/sign-in"
SECOND = "/sign-in/second"


class App:
    """Somebody's phone with their key in it, whose clock is the product's."""

    def __init__(self, person: Person) -> None:
        second_step.begin_codes(person.id)
        self._codes = pyotp.TOTP(second_step.pending_secret(person.id))

    def code(self, *, steps: int = 0) -> str:
        """What it shows now, or some steps of 30 s from now."""
        return self._codes.at(clock.now() + steps * timedelta(seconds=30))


@pytest.fixture
def phone(sanne: Person) -> App:
    """Sanne's, set up a while ago."""
    with clock.at(clock.now() - timedelta(days=1)):
        phone = App(sanne)
        second_step.confirm_codes(sanne.id, phone.code())
    db.session.commit()
    return phone


@pytest.fixture
def noon() -> Iterator[datetime]:
    """A moment in the middle of a step, so that no test runs over its edge."""
    moment = clock.now().replace(second=10, microsecond=0)
    with clock.at(moment):
        yield moment


def first_step(client: FlaskClient, person: Person) -> None:
    answer = client.post(FIRST, data={"email": person.email, "password": PASSWORD, "next": "/me?x=1"})
    assert answer.location == SECOND


def try_code(client: FlaskClient, code: str) -> str:
    return client.post(SECOND, data={"code": code}).location or ""


def test_the_password_alone_is_half_of_the_way(client: FlaskClient, sanne: Person, phone: App) -> None:
    first_step(client, sanne)
    assert client.get("/me").status_code == 302
    assert client.get(SECOND).status_code == 200


def test_a_code_opens_the_door_to_where_one_was_going(client: FlaskClient, sanne: Person, phone: App) -> None:
    first_step(client, sanne)
    assert try_code(client, f" {phone.code()[:3]} {phone.code()[3:]}") == "/me?x=1"
    assert client.get("/me").status_code == 200
    assert db.session.scalars(db.select(SignIn.second_at)).one() is not None


def test_a_code_works_once(client: FlaskClient, sanne: Person, phone: App, noon: datetime) -> None:
    code = phone.code()
    first_step(client, sanne)
    try_code(client, code)
    again = client.application.test_client()
    first_step(again, sanne)
    assert try_code(again, code) == SECOND
    assert try_code(again, phone.code(steps=-1)) == SECOND  # older than the one that was used
    assert try_code(again, phone.code(steps=1)) == "/me?x=1"


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phones_clock_may_be_half_a_minute_off(
    app: Flask, sanne: Person, phone: App, noon: datetime, steps: int, counts: bool
) -> None:
    assert second_step.spend(sanne.id, phone.code(steps=steps)) is counts


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "abcdef", "0000000", " "])
def test_what_is_no_code_is_refused(client: FlaskClient, sanne: Person, phone: App, code: str) -> None:
    first_step(client, sanne)
    assert try_code(client, code) == SECOND


def test_after_five_wrong_codes_the_password_comes_again(
    client: FlaskClient, sanne: Person, phone: App, noon: datetime
) -> None:
    first_step(client, sanne)
    wrong = f"{(int(phone.code()) + 500_000) % 1_000_000:06}"
    assert [try_code(client, wrong) for _ in range(6)] == [SECOND] * 5 + [FIRST]
    assert try_code(client, phone.code()) == FIRST


def test_guessing_codes_is_slowed_down_for_the_person_wherever_it_comes_from(
    app_with: Callable[..., Flask], sanne: Person, phone: App
) -> None:
    slowed = app_with(RATELIMIT_ENABLED=True)
    found = []
    for place in range(5):
        browser, here = slowed.test_client(), {"REMOTE_ADDR": f"192.0.2.{place}"}
        browser.post(FIRST, data={"email": sanne.email, "password": PASSWORD}, environ_overrides=here)
        for _ in range(5):
            found.append(browser.post(SECOND, data={"code": "x"}, environ_overrides=here).status_code)
    assert found == [303] * 20 + [429] * 5


def test_halfway_ends_after_ten_minutes(client: FlaskClient, sanne: Person, phone: App) -> None:
    first_step(client, sanne)
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert client.get(SECOND).location == FIRST
        assert try_code(client, phone.code()) == FIRST


def test_who_did_no_first_step_has_no_second(client: FlaskClient, sanne: Person, phone: App) -> None:
    assert client.get(SECOND).location == FIRST
    assert try_code(client, phone.code()) == FIRST


def test_a_code_of_a_colleague_opens_nothing(
    client: FlaskClient, sanne: Person, youssef: Person, phone: App, noon: datetime
) -> None:
    with clock.at(noon - timedelta(days=1)):
        his = App(youssef)
        second_step.confirm_codes(youssef.id, his.code())
    first_step(client, sanne)
    assert try_code(client, his.code()) == SECOND


def _set_up(browser: FlaskClient, person: Person) -> list[str]:
    """By hand, on the pages; the ten codes on paper."""
    browser.post("/me/second-step/codes")
    page = browser.get("/me/second-step/codes").text
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    assert found is not None
    code = pyotp.TOTP(found[1].replace(" ", "")).at(clock.now())
    wrong = f"{(int(code) + 500_000) % 1_000_000:06}"
    assert browser.post("/me/second-step/codes/confirm", data={"code": wrong}).status_code == 422
    paper = browser.post("/me/second-step/codes/confirm", data={"code": code}).text
    return re.findall(r"<code>([a-z2-9-]{19})</code>", paper)


def test_an_app_is_set_up_on_a_page_and_gives_ten_codes_on_paper(
    client_of: Browsers, client: FlaskClient, sanne: Person
) -> None:
    codes = _set_up(client_of(sanne), sanne)
    assert len(set(codes)) == 10
    first_step(client, sanne)
    assert try_code(client, codes[3].upper().replace("-", " ")) == "/me?x=1"
    again = client.application.test_client()
    first_step(again, sanne)
    assert try_code(again, codes[3]) == SECOND
    assert second_step.recovery_codes_left(sanne.id) == 9


def test_neither_key_nor_paper_can_be_read_from_the_database(client_of: Browsers, sanne: Person) -> None:
    codes = _set_up(client_of(sanne), sanne)
    key = db.session.scalars(db.select(CodeKey.sealed)).one()
    kept = db.session.scalars(db.select(RecoveryCode.code_digest)).all()
    assert not any(code.replace("-", "") in digest for code in codes for digest in kept)
    assert re.fullmatch(r"[A-Z2-7]{32}", key) is None


def test_new_paper_ends_the_old(client_of: Browsers, sanne: Person) -> None:
    browser = client_of(sanne)
    old = _set_up(browser, sanne)
    new = re.findall(r"<code>([a-z2-9-]{19})</code>", browser.post("/me/second-step/paper").text)
    assert len(new) == 10
    assert not second_step.spend(sanne.id, old[0])
    assert second_step.spend(sanne.id, new[0])


def test_an_app_that_counts_is_not_replaced_behind_its_back(app: Flask, sanne: Person, phone: App) -> None:
    with pytest.raises(Conflict):
        second_step.begin_codes(sanne.id)


def test_taking_the_app_away_takes_the_paper_along(client_of: Browsers, sanne: Person) -> None:
    browser = client_of(sanne)
    _set_up(browser, sanne)
    browser.post("/me/second-step/codes/end")
    assert not second_step.has(sanne.id)
    assert second_step.recovery_codes_left(sanne.id) == 0


def test_who_came_in_long_ago_shows_again_that_it_is_them(client_of: Browsers, sanne: Person) -> None:
    browser = client_of(sanne)
    with clock.at(clock.now() + timedelta(hours=1)):
        answer = browser.post("/me/second-step/codes")
        assert answer.location == "/me/prove?next=/me/second-step"
        assert browser.post("/me/prove", data={"proof": "geen idee"}).status_code == 422
        assert browser.post("/me/prove", data={"proof": PASSWORD}).location == "/me/second-step"
        assert browser.post("/me/second-step/codes").location == "/me/second-step/codes"


def test_a_session_without_second_step_cannot_take_it_away_with_the_password(
    client_of: Browsers, sanne: Person
) -> None:
    stolen = client_of(sanne)
    with clock.at(clock.now() + timedelta(hours=1)):
        phone = App(sanne)
        second_step.confirm_codes(sanne.id, phone.code())
        assert stolen.post("/me/prove", data={"proof": PASSWORD}).status_code == 422
        assert stolen.post("/me/prove", data={"proof": phone.code(steps=1)}).status_code == 303


# Demanded by role.


@pytest.fixture
def strict(app: Flask) -> Flask:
    """Administrators and facilitators need a second step."""
    app.config["SECOND_STEP_FOR"] = ("admin", "facilitator")
    return app


@pytest.mark.parametrize("who", ["tom", "bea"])
def test_a_heavy_role_is_led_to_set_it_up_before_anything_else(
    strict: Flask, client_of: Browsers, request: pytest.FixtureRequest, who: str
) -> None:
    person: Person = request.getfixturevalue(who)
    browser = client_of(person)
    for page in ("/start", "/me", "/recordings", "/team/members", "/"):
        assert browser.get(page).location == "/me/second-step", page
    assert browser.post("/me", data={"name": "Anders"}).status_code == 403
    assert browser.get("/start", headers={"X-Requested-With": "fetch"}).status_code == 403
    led_to = browser.get("/me/second-step")
    assert led_to.status_code == 200
    assert "Je ziet in jouw rol veel van anderen" in led_to.text
    _set_up(browser, person)
    assert browser.get("/start").status_code == 200


def test_a_heavy_role_can_go_back_out_and_choose_its_language(strict: Flask, client_of: Browsers, tom: Person) -> None:
    browser = client_of(tom)
    assert browser.post("/language", data={"language": "en", "next": "/me/second-step"}).status_code == 303
    assert '<html lang="en"' in browser.get("/me/second-step").text
    assert browser.post("/sign-out").location == FIRST


@pytest.mark.parametrize("who", ["sanne", "ingrid"])
def test_a_light_role_is_asked_nothing(
    strict: Flask, client_of: Browsers, request: pytest.FixtureRequest, who: str
) -> None:
    assert client_of(request.getfixturevalue(who)).get("/start").status_code == 200


def test_a_session_from_before_gives_the_second_step_in_passing(
    strict: Flask, client_of: Browsers, tom: Person
) -> None:
    with clock.at(clock.now() - timedelta(hours=1)):
        old = client_of(tom)
        phone = App(tom)
        second_step.confirm_codes(tom.id, phone.code())
    assert old.get("/team?x=1").location == "/sign-in/second?next=/team?x%3D1"
    answer = old.post("/sign-in/second?next=/team?x%3D1", data={"code": phone.code()})
    assert answer.location == "/team?x=1"
    assert old.get("/start").status_code == 200


def test_a_heavy_role_keeps_its_last_second_step(strict: Flask, client_of: Browsers, tom: Person) -> None:
    browser = client_of(tom)
    _set_up(browser, tom)
    assert browser.post("/me/second-step/codes/end").status_code == 403
    assert second_step.has(tom.id)


def test_by_default_administrators_and_facilitators_need_one() -> None:
    assert "admin" in config.Config.SECOND_STEP_FOR or config.Config.DEMO
    assert config.Testing.SECOND_STEP_FOR == ()
