"""The door itself: guessing, an address spelled otherwise, a place that is pretended, timing, and used links."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.attacks.target import Target
from tests.attacks.test_other_organisations import address
from tests.attacks.world import a_key, everything
from tests.conftest import PASSWORD
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import passwords, tickets
from wpl_platform.accounts.models import Person, Ticket, TicketKind
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.teams.threshold import OPEN

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)
KNOWN = "tom@lindehoeve.example"


@pytest.fixture(autouse=True)
def _tom_has_a_password(target: Target) -> None:
    person = db.session.get_one(Person, target.world().tom.id)
    if person.password_hash is None:
        accounts.set_password(person, PASSWORD, by=None)
    db.session.commit()


def test_a_password_is_not_guessed_from_one_place(target: Target) -> None:
    attacker = target.attacker()
    said = [attacker.sign_in(KNOWN, f"geraden wachtwoord {n}").status for n in range(12)]
    assert said == [422] * 10 + [429] * 2
    assert attacker.sign_in(KNOWN, PASSWORD).status == 429


def test_an_address_spelled_otherwise_buys_no_more_guesses(target: Target) -> None:
    attacker = target.attacker()
    spelled = [
        KNOWN,
        KNOWN.upper(),
        f" {KNOWN}",
        f"{KNOWN}\t",
        "tom\x00@lindehoeve.example",
        "\u202etom@lindehoeve.example",
    ]
    said = [attacker.sign_in(spelled[n % len(spelled)], "geraden wachtwoord").status for n in range(12)]
    assert said.count(429) == 2


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP"])
def test_who_says_to_be_elsewhere_buys_no_more_guesses(target: Target, header: str) -> None:
    attacker = target.attacker()
    said = []
    for number in range(12):
        typed = {"email": KNOWN, "password": "geraden wachtwoord"}
        elsewhere = {header: f"for=192.0.2.{number}"}
        said.append(attacker.send("POST", "/sign-in", typed, token=True, headers=elsewhere).status)
    assert said.count(429) == 2


def test_one_password_is_not_tried_on_everybody(target: Target) -> None:
    attacker = target.attacker()
    said = [attacker.sign_in(f"iemand{n}@lindehoeve.example", "welkom12345").status for n in range(33)]
    assert said == [422] * 30 + [429] * 3


def test_neither_words_nor_time_tell_whether_somebody_has_an_account(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.get_one(Person, target.world().tom.id).password_hash = hashed(target)
    monkeypatch.setitem(target.app.config, "PASSWORD_COST", 2)
    addresses = (KNOWN, "niemand@lindehoeve.example", "youssef@lindehoeve.example")  # Youssef has no password yet
    attackers = {email: target.attacker() for email in addresses}
    said, took = set(), {email: list[float]() for email in addresses}
    for email in addresses * 6:
        attackers[email].token()
        began = time.perf_counter()
        answer = attackers[email].sign_in(email, "niet het goede")
        took[email].append(time.perf_counter() - began)
        said.add((answer.status, len(answer.text.replace(email, ""))))
    target.renew()
    fastest = {email: min(times) for email, times in took.items()}
    assert max(fastest.values()) < 4 * min(fastest.values()), fastest  # unguarded it is ten times
    assert len(said) == 1


def hashed(target: Target) -> str:
    with target.app.test_request_context():
        before, target.app.config["PASSWORD_COST"] = target.app.config["PASSWORD_COST"], 2
        made = passwords.hashed(PASSWORD)
        target.app.config["PASSWORD_COST"] = before
    return made


def link_of(target: Target, role: str, kind: TicketKind = TicketKind.WELCOME) -> str:
    """The secret of a link for that person."""
    secret = tickets.issue(kind, getattr(target.world(), role).id)
    db.session.commit()
    return secret


NEW = {"password": "een hele nieuwe zin", "again": "een hele nieuwe zin"}
DOORS = {TicketKind.WELCOME: "/welcome/", TicketKind.RESET: "/password/reset/", TicketKind.LINK: "/sign-in/link/"}


@pytest.mark.parametrize("kind", DOORS)
def test_a_link_works_once(target: Target, kind: TicketKind) -> None:
    path = DOORS[kind] + link_of(target, "youssef", kind)
    assert target.attacker().post(path, NEW).headers["Location"] == "/start"
    second = target.attacker()
    assert second.post(path, {"password": "van de aanvaller", "again": "van de aanvaller"}).is_no
    assert second.get("/me").is_no
    assert target.attacker().sign_in("youssef@lindehoeve.example", "van de aanvaller").status == 422
    target.renew()


@pytest.mark.parametrize("kind", DOORS)
def test_a_link_opens_no_other_door_and_none_when_changed(target: Target, kind: TicketKind) -> None:
    secret = link_of(target, "youssef", kind)
    changed = [secret[:-1] + ("a" if secret[-1] != "a" else "b"), secret.upper(), secret[:-1], f"{secret}%00", a_key()]
    tried = [DOORS[kind] + other for other in changed] + [DOORS[door] + secret for door in DOORS if door is not kind]
    for path in tried:
        stranger = target.attacker()
        assert stranger.get(path).is_no, path
        assert stranger.post(path, NEW).is_no, path
        assert stranger.get("/me").is_no, path
    target.renew()


@pytest.mark.parametrize("kind", DOORS)
def test_an_old_link_opens_nothing(target: Target, kind: TicketKind) -> None:
    path = DOORS[kind] + link_of(target, "youssef", kind)
    db.session.execute(update(Ticket).values(expires_at=clock.now() - timedelta(seconds=1)))
    db.session.commit()
    assert target.attacker().get(path).is_no
    assert target.attacker().post(path, NEW).is_no
    target.renew()


def test_who_has_only_the_password_of_who_needs_a_second_step_gets_at_nothing(target: Target) -> None:
    world = target.world()
    target.app.config["SECOND_STEP_FOR"] = ("admin", "facilitator", "fg")
    try:
        thief = target.attacker("tom")
        before = everything()
        for rule in target.app.url_map.iter_rules():
            if rule.endpoint.startswith((*OPEN, "academy.", "styleguide.", "media.certificates.", "media.consent.")):
                continue
            for method in (rule.methods or set()) & {"GET", "POST"}:
                answer = thief.send(method, address(target, rule, world), token=method == "POST")
                led = answer.headers.get("Location", "").startswith("/me/second-step")
                assert led or answer.is_no, (method, rule.rule, answer.status)
        assert everything() == before
    finally:
        target.app.config["SECOND_STEP_FOR"] = ()
        target.renew()
