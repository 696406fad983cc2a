"""Roles juggled: given to oneself, made up, taken from another, or held together with one that may less."""

import pytest

from tests.attacks.target import Target
from tests.attacks.world import everything
from wpl_platform.core.database import db
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Membership, Role, Team

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)


@pytest.mark.parametrize("role", ["participant", "facilitator"])
def test_who_administers_a_team_lets_nobody_in_as_themselves(target: Target, role: str) -> None:
    world, bea = target.world(), target.attacker("bea")
    answer = bea.post("/team/members", {"name": "Bea", "email": "bea@lindehoeve.example", "role": role})
    sees = bea.get(f"/recordings/{world.shared.id}/media/direct").status
    target.renew()
    assert sees == 404
    assert answer.status in (403, 422)


@pytest.mark.parametrize("attacker", ["youssef", "tom", "ingrid"])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_gives_a_role(target: Target, attacker: str, role: Role) -> None:
    world, before = target.world(), everything()
    for email in (f"{attacker}@lindehoeve.example", "nieuw@lindehoeve.example", world.olaf.email):
        typed = {"name": "Nieuw", "email": email, "role": role.value}
        assert target.attacker(attacker).post("/team/members", typed).status == 403
    assert everything() == before


@pytest.mark.parametrize("role", ["owner", "ADMIN", "root", "", "admin,participant", "Role.ADMIN"])
def test_a_role_that_does_not_exist_is_not_given(target: Target, role: str) -> None:
    _world, before = target.world(), everything()
    typed = {"name": "Nieuw", "email": "nieuw@lindehoeve.example", "role": role}
    assert target.attacker("bea").post("/team/members", typed).status == 422
    assert everything() == before


def test_who_manages_and_administers_still_sees_no_film(target: Target) -> None:
    world = target.world()
    teams.place(world.ingrid, db.session.get_one(Team, world.team.id), Role.ADMIN)
    db.session.commit()
    ingrid = target.attacker("ingrid")
    for end in ("", "/media/direct", "/media/poster", "/annotations", "/events", "/download"):
        assert ingrid.get(f"/recordings/{world.shared.id}{end}").is_no, end
    target.renew()


def test_roles_in_two_teams_do_not_add_up(target: Target) -> None:
    world = target.world()
    teams.place(world.olaf, db.session.get_one(Team, world.team.id), Role.MANAGER)
    db.session.commit()
    olaf = target.attacker("olaf")
    olaf.post(f"/teams/{world.team.id}/current")
    for end in ("", "/media/direct", "/media/poster", "/annotations", "/in-view"):
        assert olaf.get(f"/recordings/{world.shared.id}{end}").is_no, end
    assert olaf.post(f"/recordings/{world.olafs.id}/shares", {"person": str(world.sanne.id)}).status in (403, 404, 422)
    target.renew()


def test_who_administers_one_team_takes_no_role_in_another(target: Target) -> None:
    world, before = target.world(), everything()
    arno = target.attacker("arno")
    theirs = [row.id for row in db.session.query(Membership).filter_by(team_id=world.team.id)]
    db.session.rollback()
    for number in theirs:
        assert arno.post(f"/memberships/{number}/end").status == 404
    assert everything() == before


def test_no_link_to_become_somebody_is_given_for_who_belongs_to_another_team(target: Target) -> None:
    world, arno = target.world(), target.attacker("arno")
    answer = arno.post("/team/members", {"name": "X", "email": world.youssef.email, "role": "participant"})
    assert "/welcome/" not in answer.text
    target.renew()
