"""Another site that uses somebody's sign-in: every door that changes something wants a token of our own pages."""

import pytest

from tests.access.test_access import open_doors
from tests.access.world import World
from tests.attacks.target import FORM, Attacker, Target
from tests.attacks.test_other_organisations import BY_SECRET, TUS, TYPED, address, target_rule
from tests.attacks.world import everything
from wpl_platform import csrf

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)

REFUSED = {400, 413, 422}
SAFE = {"GET", "HEAD", "OPTIONS"}
KINDS = {"a form": FORM, "JSON": "application/json", "a piece of a film": TUS["Content-Type"]}
"""What another site can make a browser send; the last two only where we would allow it, which we do not."""


def taken(target: Target, victim: Attacker, world: World, kind: str, token: str = "") -> list[str]:
    """What was not refused of all that changes something."""
    found = []
    for path_rule, method in sorted(open_doors(target.app)):
        rule = target_rule(target, path_rule, method)
        if method in SAFE or rule.endpoint == "accounts.door.delete":
            continue
        where = address(target, rule, world)
        if rule.endpoint in BY_SECRET:
            where = f"/consent/{world.shared.client.key}" + where.partition("/withdraw")[1]
        headers = (TUS if method == "PATCH" else {}) | {
            "Content-Type": KINDS[kind],
            "Origin": "https://elsewhere.example",
        }
        headers |= {"X-CSRFToken": token} if token else {}
        typed = "&".join(f"{name}={value}" for name, value in TYPED.items()).encode()
        if victim.send(method, where, typed, headers=headers).status not in REFUSED:
            found.append(f"{method} {where}")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_door_that_changes_something_opens_without_a_token(target: Target, kind: str) -> None:
    world, before = target.world(), everything()
    assert taken(target, target.attacker("sanne"), world, kind) == []
    assert everything() == before


def test_the_token_of_the_attackers_own_session_opens_no_door_of_another(target: Target) -> None:
    world, before = target.world(), everything()
    token = target.attacker("youssef").token()
    assert taken(target, target.attacker("sanne"), world, "a form", token) == []
    assert everything() == before


def test_signing_out_wants_a_token_too(target: Target) -> None:
    target.world()
    victim = target.attacker("sanne")
    assert victim.post("/sign-out", token=False).status == 400
    assert victim.get("/me").status == 200


def test_a_door_without_a_guard_is_caught(target: Target) -> None:
    world, name = target.world(), "wpl_platform.accounts.views.me.end_other_sign_ins"
    csrf._exempt_views.add(name)
    try:
        assert taken(target, target.attacker("sanne"), world, "a form") == ["POST /sign-ins/end-others"]
    finally:
        csrf._exempt_views.discard(name)
        target.renew()


def test_no_picture_or_link_on_another_site_changes_anything(target: Target) -> None:
    world, victim = target.world(), target.attacker("sanne")
    before = everything()
    for rule, method in sorted(open_doors(target.app)):
        found = target_rule(target, rule, method)
        if method == "GET" and found.endpoint.partition(".")[0] not in {"academy", "assets"}:
            victim.get(address(target, found, world) + "?_method=POST&delete=1", X_HTTP_Method_Override="POST")
    after = everything()
    for logged in ("access_entry", "access_chain"):  # that somebody looked is written down
        assert before.pop(logged) is not after.pop(logged)
    assert after == before
    target.renew()


def test_no_script_of_another_site_reads_an_answer_or_carries_the_cookie(target: Target) -> None:
    target.world()
    answer = target.attacker("sanne").get("/me", Origin="https://elsewhere.example", Sec_Fetch_Site="cross-site")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    stranger = target.attacker()
    cookie = stranger.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie or target.app.config["HTTPS"]
