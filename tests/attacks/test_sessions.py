"""Sessions that were planted, stolen, forged, or should have ended; and streams that were open when they did."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import update

from tests.attacks.target import Attacker, Target
from tests.conftest import PASSWORD
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person, SignIn
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.events import stream
from wpl_platform.media import delivery
from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.storage import storage
from wpl_platform.teams.models import Membership

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)
SOON_S = 20.0


def with_password(target: Target, role: str = "youssef") -> str:
    person = db.session.get_one(Person, getattr(target.world(), role).id)
    if person.password_hash is None:
        accounts.set_password(person, PASSWORD, by=None)
    email = person.email
    db.session.commit()
    return email


def test_a_session_that_was_planted_before_is_not_the_one_somebody_signs_in_to(target: Target) -> None:
    email, planter = with_password(target), target.attacker()
    planter.get("/sign-in")
    planted, known = planter.cookie, planter.token()
    victim = Attacker(target.address, planted)
    assert victim.sign_in(email, PASSWORD).status == 303
    assert planter.get("/me").is_no
    assert victim.get("/me").status == 200
    assert victim.cookie != planted
    forged = victim.send("POST", "/sign-ins/end-others", headers={"X-CSRFToken": known})
    assert forged.status == 400, "the token of the session that was planted still opens doors"


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(target: Target) -> None:
    target.world()
    victim = target.attacker("sanne")
    thief = Attacker(target.address, victim.cookie)
    assert thief.get("/me").status == 200
    victim.post("/sign-out")
    assert thief.get("/me").is_no
    assert thief.get(f"/recordings/{target.world().shared.id}/media/direct").is_no


def test_a_cookie_that_was_copied_is_worth_nothing_once_the_person_ends_their_other_devices(target: Target) -> None:
    target.world()
    thief, victim = target.attacker("sanne"), target.attacker("sanne")
    victim.post("/sign-ins/end-others")
    assert thief.get("/me").is_no
    assert victim.get("/me").status == 200


def forgeries(target: Target, cookie: str) -> Iterator[str]:
    """Cookies that were made or changed by who does not know the key."""
    name, _, value = cookie.partition("=")
    yield f"{name}={value[:-3]}abc"
    yield f"{name}={value.rpartition('.')[0]}."
    yield f"{name}=" + "A" * 4000
    payload, when, _sign = value.rsplit(".", 2)
    yield f"{name}={payload}x.{when}.{_sign}"
    inner = SecureCookieSessionInterface()
    for key in ("only-for-development", "", "secret", "test2"):
        options = {"key_derivation": inner.key_derivation, "digest_method": inner.digest_method}
        maker = URLSafeTimedSerializer(key or " ", salt=inner.salt, serializer=inner.serializer, signer_kwargs=options)
        yield f"{name}={maker.dumps({'_user_id': '1', '_fresh': True})}"
    known = inner.get_signing_serializer(target.app)
    assert known is not None
    for guess in ("1", "sanne@lindehoeve.example", "' or 1=1 --", "\x00"):
        yield f"{name}={known.dumps({'_user_id': guess})}"  # even who has the key needs the secret of a session


def test_no_cookie_that_was_forged_or_changed_is_anybody(target: Target) -> None:
    target.world()
    for cookie in forgeries(target, target.attacker("sanne").cookie):
        assert Attacker(target.address, cookie).get("/me").is_no, cookie


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(target: Target) -> None:
    world, youssef = target.world(), target.attacker("youssef")
    film = f"/recordings/{world.shared.id}/media/direct"
    assert youssef.get(film).status == 200
    out_of_the_team(world.youssef.id)
    for path in (film, f"/recordings/{world.shared.id}", f"/teams/{world.team.id}/events?poll=1"):
        assert youssef.get(path).is_no, path
    target.renew()


def out_of_the_team(person_id: int) -> None:
    db.session.execute(update(Membership).where(Membership.person_id == person_id).values(ended_at=clock.now()))
    db.session.commit()


def signed_out(person_id: int) -> None:
    db.session.execute(update(SignIn).where(SignIn.person_id == person_id).values(ended_at=clock.now()))
    db.session.commit()


ENDS = {"signed out": signed_out, "out of the team": out_of_the_team}


@contextmanager
def opened(attacker: Attacker, path: str) -> Iterator[HTTPResponse]:
    connection = HTTPConnection(urlsplit(attacker._where).netloc or attacker._where, timeout=60)
    connection.request("GET", path, headers={"Cookie": attacker.cookie})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


@pytest.mark.parametrize("end", ENDS)
def test_live_updates_that_were_open_end(target: Target, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(stream, "CHECK_SECONDS", 0.2)
    world, youssef = target.world(), target.attacker("youssef")
    with opened(youssef, f"/recordings/{world.shared.id}/events") as live:
        assert live.status == 200
        assert b"retry" in live.readline()
        ENDS[end](world.youssef.id)
        began = time.monotonic()
        assert b'"kind":"closed"' in live.read()
        assert time.monotonic() - began < SOON_S
    target.renew()


@pytest.mark.parametrize("end", ENDS)
def test_a_film_that_was_coming_in_stops(
    target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: str
) -> None:
    monkeypatch.setattr(delivery, "ASKED_AGAIN_SECONDS", 0.0)
    world, youssef = target.world(), target.attacker("youssef")
    large = 60_000_000
    film = db.session.query(Rendition).filter_by(recording_id=world.shared.id, kind=RenditionKind.DIRECT).one()
    made = tmp_path / "film"
    with made.open("wb") as file:
        file.truncate(large)
    film.key, film.size = storage().keep(made)
    db.session.commit()
    with opened(youssef, f"/recordings/{world.shared.id}/media/direct") as coming:
        assert len(coming.read(1000)) == 1000
        ENDS[end](world.youssef.id)
        got = 1000
        try:
            while piece := coming.read1(65536):
                got += len(piece)
        except OSError:
            pass
    assert got < large
    target.renew()
