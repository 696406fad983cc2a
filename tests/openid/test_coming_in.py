"""Through the organisation's provider and back: what lets somebody in, and every answer that does not."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.openid.conftest import DOMAIN, Journey, is_in, set_out
from tests.openid.fake import CLIENT, EC_KEY, KEY, OTHER_KEY, Fake, public
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.openid import coming_in, discovery
from wpl_platform.openid.models import Provider, ProviderAttempt, ProviderLink

Change = Callable[[Fake], object]


def test_somebody_comes_in_by_their_account_at_work(journey: Journey, client: FlaskClient, sanne: Person) -> None:
    answer = journey(client, "sanne")
    assert (answer.status_code, answer.location) == (303, "/start")
    assert "Sanne" in client.get("/me").text


def test_what_is_asked_is_bound_to_this_browser_and_this_time(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    first, second = (parse_qs(urlsplit(set_out(client, provider)).query) for _time in range(2))
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == ["http://localhost/sign-in/back"]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_the_secret_goes_to_the_provider_alone(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    journey(client, "sanne")
    (sent,) = [said for said in fake.said if said[0] == "/token"]
    assert sent[2] == "Basic cGxhdGZvcm06YStzZWNyZXQlM0Erd2l0aCtvZGQrJTI2K3NpZ25z"  # quoted first: RFC 6749, 2.3.1
    assert "client_secret" not in sent[1]


def test_where_one_wanted_to_go_is_kept_within_the_product(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    for wanted, onward in (("/board", "/board"), ("//elsewhere.example", "/start")):
        back = fake.meets(set_out(client, provider, next=wanted), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
        assert client.post("/sign-in/back", data=back).location == onward


def test_coming_back_only_reads_until_the_page_is_sent_on(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    page = client.get("/sign-in/back", query_string=back)
    assert back["code"] in page.text
    assert not is_in(client)
    assert client.post("/sign-in/back", data=back).location == "/start"


def test_the_address_may_be_told_by_asking_once_more(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    fake.userinfo = {"sub": "sanne", "email": f"sanne@{DOMAIN}", "email_verified": True}
    journey(client, "sanne", email=None, email_verified=None)
    assert is_in(client)


def test_what_is_told_of_somebody_else_when_asked_once_more_counts_for_nothing(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    fake.userinfo = {"sub": "another", "email": f"sanne@{DOMAIN}", "email_verified": True}
    journey(client, "sanne", email=None, email_verified=None)
    assert not is_in(client)


def test_a_key_that_is_new_at_the_provider_is_found(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "ANEW_AFTER_S", 0)
    journey(client, "sanne")
    client.post("/sign-out")
    fake.keys = [public(OTHER_KEY, "two")]
    fake.sign = lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": "two"})
    journey(client, "sanne")
    assert is_in(client)


def test_another_asymmetric_way_of_signing_does_too(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    fake.sign = lambda claims: jwt.encode(claims, EC_KEY, "ES256", {"kid": "ec"})
    journey(client, "sanne")
    assert is_in(client)


PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _by_public_key(claims: dict[str, Any]) -> str:
    """A token that is signed by what everybody can read, as if it were a shared secret."""
    head, body = (jwt.utils.base64url_encode(part) for part in (b'{"alg":"HS256","kid":"one"}', _json(claims)))
    signed = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(head + b"." + body, PEM)
    return b".".join((head, body, jwt.utils.base64url_encode(signed))).decode()


def _json(claims: dict[str, Any]) -> bytes:
    return json.dumps(claims).encode()


def _claims(**claims: Any) -> Change:
    return lambda fake: fake.claims.update(claims)


def _signed(sign: Callable[[dict[str, Any]], str]) -> Change:
    return lambda fake: setattr(fake, "sign", sign)


UNTRUE: dict[str, Change] = {
    "another nonce": _claims(nonce="of another time"),
    "no nonce": _claims(nonce=None),
    "another issuer": _claims(iss="https://elsewhere.example"),
    "made for another": _claims(aud="another"),
    "made for several, and not said for whom": _claims(aud=[CLIENT, "another"]),
    "made for another of several": _claims(aud=[CLIENT, "another"], azp="another"),
    "asked for by another": _claims(azp="another"),
    "too old": _claims(exp=int(time.time()) - 120),
    "without an end": _claims(exp=None),
    "of tomorrow": _claims(iat=int(time.time()) + 86_400),
    "about nobody": _claims(sub=None),
    "about an empty name": _claims(sub=""),
    "signed by nobody": _signed(lambda claims: jwt.encode(claims, "", "none")),
    "signed by another key": _signed(lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": "one"})),
    "signed by a key it brings along": _signed(
        lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"jwk": public(OTHER_KEY, "one")})
    ),
    "signed by a secret": _signed(lambda claims: jwt.encode(claims, "s" * 32, "HS256", {"kid": "one"})),
    "signed by the public key as a secret": _signed(_by_public_key),
    "changed after it was signed": _signed(
        lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one"})[:-6] + "AAAAAA"
    ),
    "no token": _signed(lambda claims: "not.a.token"),
    "a number": _signed(lambda claims: 7),  # type: ignore[arg-type,return-value]
}


@pytest.mark.parametrize("change", UNTRUE.values(), ids=UNTRUE.keys())
def test_a_token_that_does_not_hold_lets_nobody_in(
    journey: Journey, client: FlaskClient, fake: Fake, sanne: Person, change: Change
) -> None:
    change(fake)
    answer = journey(client, "sanne")
    assert "/sign-in/with/" in str(answer.location)
    assert "lukte niet" in client.get(answer.location).text
    assert not is_in(client)
    assert db.session.query(ProviderLink).count() == 0


def test_an_answer_with_another_state_lets_nobody_in_and_the_attempt_is_spent(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    client.post("/sign-in/back", data={**back, "state": "of another"})
    assert not is_in(client)
    assert db.session.query(ProviderAttempt).count() == 0
    client.post("/sign-in/back", data=back)
    assert not is_in(client)


def test_an_answer_counts_in_the_browser_that_set_out_alone(
    provider: Provider, app: Flask, fake: Fake, sanne: Person
) -> None:
    """So nobody is signed in as who made a link for them."""
    mine, theirs = app.test_client(), app.test_client()
    back = fake.meets(set_out(mine, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    set_out(theirs, provider)
    theirs.post("/sign-in/back", data=back)
    assert not is_in(theirs)


def test_an_answer_counts_once(provider: Provider, client: FlaskClient, fake: Fake, sanne: Person) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    kept = client.get_cookie("wpl_session")
    client.post("/sign-in/back", data=back)
    assert is_in(client)
    assert kept is not None
    client.set_cookie("wpl_session", kept.value)
    fake.codes.add(back["code"])  # the provider itself would take it again
    client.post("/sign-in/back", data=back)
    assert not is_in(client)


def test_a_browser_that_sends_the_same_answer_again_when_one_is_in_goes_on(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    assert [client.post("/sign-in/back", data=back).location for _time in range(2)] == ["/start", "/start"]
    assert is_in(client)


def test_an_answer_that_took_too_long_lets_nobody_in(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    attempt = db.session.query(ProviderAttempt).one()
    attempt.expires_at = clock.now() - timedelta(seconds=1)
    assert client.post("/sign-in/back", data=back).location == "/sign-in/with"
    assert not is_in(client)
    coming_in.forget_old()
    assert db.session.query(ProviderAttempt).count() == 0


@pytest.mark.parametrize("says_issuer", [True, False])
def test_an_answer_of_another_provider_lets_nobody_in(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person, says_issuer: bool
) -> None:
    """Mixed up (RFC 9207): it names another, or does not name itself where it says it always does."""
    fake.discovery["authorization_response_iss_parameter_supported"] = says_issuer
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    client.post("/sign-in/back", data=back if says_issuer else {**back, "iss": "https://elsewhere.example"})
    assert not is_in(client)


def test_nobody_comes_in_by_what_was_turned_off_meanwhile(
    provider: Provider, client: FlaskClient, fake: Fake, sanne: Person
) -> None:
    back = fake.meets(set_out(client, provider), "sanne", email=f"sanne@{DOMAIN}", email_verified=True)
    provider.on_since = None
    client.post("/sign-in/back", data=back)
    assert not is_in(client)
    assert client.get(f"/sign-in/with/{provider.key}").status_code == 404


def test_a_new_session_begins_with_nothing_of_the_one_before(
    journey: Journey, client: FlaskClient, sanne: Person
) -> None:
    with client.session_transaction() as planted:
        planted["_user_id"], planted["planted"] = "guess", "by another"
    journey(client, "sanne")
    with client.session_transaction() as found:
        assert "planted" not in found
        assert found["_user_id"] != "guess"


def test_a_provider_that_does_not_answer_is_said(
    provider: Provider, client: FlaskClient, fake: Fake, house: House
) -> None:
    fake.discovery["token_endpoint"] = "http://10.0.0.1/token"
    answer = client.post(f"/sign-in/with/{provider.key}")
    assert "antwoordt niet" in client.get(answer.location).text


def test_the_address_at_work_leads_to_the_same_door(provider: Provider, client: FlaskClient, fake: Fake) -> None:
    page = client.post("/sign-in/with", data={"email": f"  Wie.dan.ook@{DOMAIN.upper()} "})
    assert fake.issuer in page.text
    other = client.post("/sign-in/with", data={"email": "sanne@elsewhere.example"})
    assert (other.status_code, fake.issuer in other.text) == (422, False)
    assert 'href="/sign-in/with?' in client.get("/sign-in").text
