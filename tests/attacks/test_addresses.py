"""Paths that climb, headers that split, ways on that lead elsewhere, and names that are not ours."""

import json
import re
from urllib.parse import quote

import pytest

from tests.attacks.target import Target
from tests.conftest import PASSWORD
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)

UP = ["../../../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/config.py", "..%5c..%5cconfig.py"]
UP += ["%252e%252e%252fconfig.py", "/etc/passwd", "....//....//config.py", "css%00/../../config.py", "~root/.bashrc"]
ROOMS = ["/assets/1/{}", "/recordings/{w.shared.id}/media/{}", "/uploads/{}", "/articles/{}", "/register/{}"]
ROOMS += ["/consent/{}", "/welcome/{}", "/filming/{}", "/{}"]


@pytest.mark.parametrize("room", ROOMS)
def test_no_path_climbs_out_of_its_room(target: Target, room: str) -> None:
    sanne = target.attacker("sanne")
    for up in UP:
        path = room.replace("{w.shared.id}", str(target.world().shared.id)).replace("{}", up)
        answer = sanne.send("HEAD" if "/uploads/" in path else "GET", path)
        assert answer.status in (301, 308, 400, 404, 405), path
        for inside in ("root:", "SECRET_KEY", "class Config"):
            assert inside not in answer.text


SPLIT = "a\r\nSet-Cookie: stolen=1\r\n\r\n<script>"


@pytest.mark.parametrize(
    "where", ["/sign-in?next=/{}", "/{}", "/sign-in?lang={}", "/recordings?q={}", "/filming?code={}"]
)
def test_no_line_end_in_an_address_starts_a_header(target: Target, where: str) -> None:
    answer = target.attacker("sanne").get(where.replace("{}", quote(SPLIT, safe="")))
    assert "stolen" not in " ".join(answer.headers.get_all("Set-Cookie") or [])
    assert "<script>" not in " ".join(answer.headers.values())
    assert answer.status < 500


def test_no_title_starts_a_header_where_a_film_is_taken_along(target: Target) -> None:
    world = target.world()
    row = db.session.get_one(Recording, world.shared.id)
    row.title, row.downloadable = 'x"\r\nSet-Cookie: stolen=1\r\n/../é.exe', True
    db.session.commit()
    answer = target.attacker("sanne").get(f"/recordings/{world.shared.id}/download")
    said = answer.headers["Content-Disposition"]
    target.renew()
    assert answer.status == 200
    assert "stolen" not in " ".join(answer.headers.get_all("Set-Cookie") or [])
    assert said.startswith(f'attachment; filename="film-{world.shared.id}.mp4"')
    assert not set("/\\\r\n") & set(said)


ELSEWHERE = ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example"]
ELSEWHERE += [
    "///elsewhere.example",
    "\\\\elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:elsewhere",
]
ELSEWHERE += ["/\n/elsewhere.example", "/\x00/elsewhere.example", "https:/elsewhere.example", " //elsewhere.example"]
WAYS_ON = {
    "/teams/{w.team.id}/current": {},
    "/recordings/{w.shared.id}/shares": {},
    "/recordings/{w.shared.id}/downloadable": {"allowed": "y"},
    "/improvements/{w.card.id}/stages": {"stage": "going"},
    "/intentions/{w.intention.id}/done": {},
}
"""Whatever goes on to `next` after it did something."""


@pytest.mark.parametrize("door", WAYS_ON)
def test_no_way_on_leads_to_another_site(target: Target, door: str) -> None:
    world, sanne = target.world(), target.attacker("sanne")
    for wanted in ELSEWHERE:
        answer = sanne.post(door.format(w=world), {**WAYS_ON[door], "next": wanted})
        location = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\])", location), (wanted, location)
        assert "elsewhere" not in location
    target.renew()


def test_the_way_on_from_the_door_stays_inside(target: Target) -> None:
    world = target.world()
    accounts.set_password(db.session.get_one(Person, world.youssef.id), PASSWORD, by=None)
    db.session.commit()
    for wanted in ELSEWHERE[:8]:
        answer = target.attacker().sign_in("youssef@lindehoeve.example", PASSWORD, next=wanted)
        assert (answer.status, answer.headers["Location"]) == (303, "/start")
    target.renew()


def test_a_name_that_is_not_ours_stands_in_no_link(target: Target) -> None:
    world, arno = target.world(), target.attacker("bea")
    target.app.config["TRUSTED_HOSTS"] = ["127.0.0.1"]
    try:
        new = {"name": "Noor Bakker", "email": "noor@lindehoeve.example", "role": "participant"}
        for name in ("elsewhere.example", "127.0.0.1@elsewhere.example", "127.0.0.1.elsewhere.example"):
            answer = arno.post("/team/members", new, Host=name)
            assert answer.status == 400
            assert "elsewhere" not in answer.text
        said = arno.post("/team/members", new, X_Forwarded_Host="elsewhere.example", Forwarded="host=elsewhere.example")
        assert said.status == 200
        assert "elsewhere" not in said.text
    finally:
        target.app.config["TRUSTED_HOSTS"] = None
        target.renew()
    assert world.team.id


def test_an_error_shows_nothing_of_the_machine(target: Target) -> None:
    target.world()
    sanne = target.attacker("sanne")
    for path in ("/no-such-page", "/recordings/%ff", "/recordings?page=" + "9" * 4000, "/team/moments?from=x&to=%00"):
        text = sanne.get(path).text + json.dumps(dict(sanne.get(path).headers))
        for inside in ("Traceback", "site-packages", "sqlalchemy", "/work/", "SELECT "):
            assert inside not in text, path
