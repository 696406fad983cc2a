"""Another organisation's ids, in every route there is: a new route is attacked without anybody thinking of it."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import update
from werkzeug.routing import Rule

from tests.access.test_access import open_doors
from tests.access.world import World
from tests.attacks.target import Target
from tests.attacks.world import ATTACKERS, VICTIMS, a_key, everything
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import policy
from wpl_platform.web.requests import FILM

ON_SQLITE = pytest.mark.parametrize("target", ["sqlite"], indirect=True)
"""Where the database decides nothing."""
OF_EVERYBODY = {"academy", "health", "styleguide", "assets"}
"""What shows nothing of anybody."""
BY_SECRET = {"media.consent.show", "media.consent.create", "media.consent.withdraw"}
"""The secret in the address is who they are: asked with one that was guessed."""
COUNTS_AS_DONE = {"accounts.me.end_sign_in", "accounts.passkeys.end"}
"""Ended already, for all that others are told; what is in the database says that it was not."""

TYPED = dict(
    parse_qsl(
        "title=Gekaapt&name=Gekaapt&text=Gekaapt&question=actie&kind=strength&start=0:01&end=0:02&"
        "situation=other&filmed_on=2026-01-01&owner=0&model=free&language=de&version=1&stage=going&at=1000&"
        "playing=1&rate=1&number=1&film=0&age=10&key=a&held=0&lead=2000&label=Kijken&due_on=2026-12-31&"
        "how=paper&purposes=learning&represented=not&allowed=y&password=een lange zin"
    )
)
"""Something for every field of every form."""
TUS = {"Tus-Resumable": "1.0.0", "Upload-Offset": "5", "Content-Type": FILM}


def doors(target: Target) -> list[tuple[Rule, str]]:
    """Every rule with an id or a secret in it, by every method it answers."""
    rules = {rule.rule: rule for rule in target.app.url_map.iter_rules()}
    found = [(rules[rule], method) for rule, method in sorted(open_doors(target.app)) if rules[rule].arguments]
    by_method = [(target_rule(target, rule.rule, method), method) for rule, method in found]
    return [(rule, method) for rule, method in by_method if rule.endpoint.partition(".")[0] not in OF_EVERYBODY]


def target_rule(target: Target, rule: str, method: str) -> Rule:
    return next(r for r in target.app.url_map.iter_rules() if r.rule == rule and method in (r.methods or ()))


def address(target: Target, rule: Rule, world: World) -> str:
    """Where the victim's own thing is; raises KeyError for a name that VICTIMS does not know."""
    values = {name: VICTIMS[name](world) for name in rule.arguments}
    if rule.endpoint in BY_SECRET:
        values["key"] = a_key()
    built = target.app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)
    return str(built)


def through(target: Target, role: str) -> list[str]:
    """What that attacker gets at, of every route there is."""
    world, attacker = target.world(), target.attacker(role)
    before, found = everything(), []
    for rule, method in doors(target):
        if method == "OPTIONS":
            continue
        path = f"{address(target, rule, world)}?organisation={world.team.organisation_id}&team={world.team.id}"
        body = b"56789" if method == "PATCH" else TYPED if method == "POST" else None
        film = method == "PATCH" or "/uploads" in path or "/spoken/" in path
        headers = TUS if film else {}
        answer = attacker.send(method, path, body if not film else b"56789", token=method != "GET", headers=headers)
        if not answer.is_no and rule.endpoint not in COUNTS_AS_DONE:
            found.append(f"{method} {path}: {answer.status}")
    if everything() != before:
        found.append("something changed")
        target.renew()
    return found


def test_no_route_lets_a_colleague_in_the_other_organisation_at_what_is_not_theirs(target: Target) -> None:
    assert through(target, "olaf") == []


@ON_SQLITE
@pytest.mark.parametrize("role", [role for role in ATTACKERS if role != "olaf"])
def test_no_route_lets_anybody_of_another_organisation_at_what_is_not_theirs(target: Target, role: str) -> None:
    assert through(target, role) == []


@ON_SQLITE
def test_a_route_with_a_hole_is_caught(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    for face in ("may_see", "may_watch"):
        monkeypatch.setattr(policy, face, lambda *asked: True)
    assert len(through(target, "olaf")) > 5


def test_no_device_of_another_is_ended(target: Target) -> None:
    world, arno = target.world(), target.attacker("arno")
    sanne = target.attacker("sanne")
    arno.post(f"/sign-ins/{world.sign_in.id}/end")
    for number in range(1, 60):
        arno.post(f"/sign-ins/{number}/end")
    assert sanne.get("/me").status == 200


Case = tuple[str, Callable[[World], str], Callable[[World], dict[str, str]]]
ELSEWHERE: dict[str, Case] = {
    "the board of their team": ("GET", lambda w: f"/board?team={w.team.id}", lambda w: {}),
    "a card from their moment": ("GET", lambda w: f"/improvements/new?annotation={w.shared.moment.id}", lambda w: {}),
    "a card made of their moment": (
        "POST",
        lambda w: "/improvements",
        lambda w: {"title": "Gekaapt", "owner": "0", "annotation": str(w.shared.moment.id)},
    ),
    "a card given to one of them": (
        "POST",
        lambda w: "/improvements",
        lambda w: {"title": "Gekaapt", "owner": str(w.sanne.id)},
    ),
    "their moment on my card": (
        "POST",
        lambda w: "/improvements/moments",
        lambda w: {"improvement": str(w.olafs.card), "annotation": str(w.shared.moment.id)},
    ),
    "my moment on their card": (
        "POST",
        lambda w: "/improvements/moments",
        lambda w: {"improvement": str(w.card.id), "annotation": str(w.olafs.moment)},
    ),
    "their film as proof of my card": (
        "POST",
        lambda w: f"/improvements/{w.olafs.card}/proofs",
        lambda w: {"recording": str(w.shared.id), "at": "0:02"},
    ),
    "my film with one of them": (
        "POST",
        lambda w: f"/recordings/{w.olafs.id}/shares",
        lambda w: {"person": str(w.sanne.id)},
    ),
    "one of them asked about my film": (
        "POST",
        lambda w: f"/recordings/{w.olafs.id}/requests",
        lambda w: {"question": "Zie je het?", "person": str(w.sanne.id)},
    ),
    "one of them in view of my film": (
        "POST",
        lambda w: f"/recordings/{w.olafs.id}/in-view",
        lambda w: {"kind": "employee", "name": "", "person": str(w.sanne.id), "represented": "not"},
    ),
    "their moment as evidence for me": (
        "POST",
        lambda w: f"/reflections/{w.olafs.reflection}/evidence",
        lambda w: {"question": "actie", "pin": str(w.shared.moment.id)},
    ),
    "my film brought to who films there": (
        "POST",
        lambda w: "/filming/badolu/recording",
        lambda w: {"recording": str(w.olafs.id)},
    ),
    "the code of who films there": ("GET", lambda w: "/filming?code=badolu", lambda w: {}),
    "their team as mine": ("POST", lambda w: f"/teams/{w.team.id}/current", lambda w: {"next": "/team/members"}),
}
"""What belongs to the one organisation, said in a form or a question of the other: how, where, and what is typed."""


@pytest.mark.parametrize("case", ELSEWHERE)
def test_no_form_takes_what_belongs_to_another_organisation(target: Target, case: str) -> None:
    world, olaf = target.world(), target.attacker("olaf")
    method, where, typed = ELSEWHERE[case]
    before = everything()
    answer = olaf.send(method, where(world), typed(world) if method == "POST" else None, token=method == "POST")
    unchanged = everything() == before
    target.renew()
    assert answer.is_no or answer.status in (400, 409, 422), answer.status
    assert unchanged


@ON_SQLITE
@pytest.mark.parametrize("role", ["olaf", "rita", "arno", "fenna", "greta"])
def test_no_page_of_ones_own_names_what_another_organisation_has(target: Target, role: str) -> None:
    target.world()
    attacker = target.attacker(role)
    rules = [r for r in target.app.url_map.iter_rules() if "GET" in (r.methods or ()) and not r.arguments]
    for rule in rules:
        text = attacker.get(f"{rule.rule}?q=Voor ons team".replace(" ", "%20")).text
        for theirs in ("Alleen van mij", "De Lindehoeve", "Eerst begroeten", "Sanne"):
            assert theirs not in text or rule.endpoint.partition(".")[0] in OF_EVERYBODY, rule.rule


@ON_SQLITE
def test_a_list_never_holds_a_formula(target: Target) -> None:
    world, femke = target.world(), target.attacker("femke")
    assert target.attacker("sanne").get(f"/recordings/{world.shared.id}/media/direct").status == 200
    db.session.execute(update(Person).values(name="=HYPERLINK(1)"))
    rules = [
        rule.rule for rule in target.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    lists = 0
    for path in [*rules, "/organisation/log.csv"]:
        answer = femke.get(path)
        lists += "csv" in answer.headers.get_content_type() and "HYPERLINK" in answer.text
        assert not formulas(answer.headers.get_content_type(), answer.text), path
    assert lists
    target.renew()


def formulas(kind: str, text: str) -> list[str]:
    """Cells of a list that a spreadsheet would reckon out."""
    cells = [cell.strip('" ') for line in text.splitlines() for cell in line.replace(";", ",").split(",")]
    return [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")] if "csv" in kind else []


def test_a_formula_is_caught() -> None:
    assert formulas("text/csv", 'naam,rol\n"=HYPERLINK(1)",x') == ["=HYPERLINK(1)"]
