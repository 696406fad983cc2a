"""Two administrators at the same time: what a team may not lose is decided by the database, not by who looked first."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import Refused
from wpl_platform.teams import actions, queries
from wpl_platform.teams.models import Membership, Role, Team
from wpl_platform.teams.queries import Member
from wpl_platform.teams.viewer import Viewer


def test_two_administrators_who_end_each_others_role_leave_the_team_one(
    app: Flask,
    house: House,
    bea: Person,
    tom: Person,
    as_viewer: Callable[[Person], Viewer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actions.place(tom, house.team, Role.ADMIN)
    db.session.commit()
    held = {row.person_id: row.id for row in db.session.query(Membership).filter_by(role=Role.ADMIN, team=house.team)}
    team_id = house.team_id
    acts = [(held[bea.id], as_viewer(tom)), (held[tom.id], as_viewer(bea))]
    db.session.rollback()
    both_looked = threading.Barrier(2)
    look = queries.members_of

    def look_and_wait(team: Team, *, viewer: Viewer) -> list[Member]:
        found = look(team, viewer=viewer)
        with suppress(threading.BrokenBarrierError):
            both_looked.wait(timeout=0.5)
        return found

    def end(membership_id: int, by: Viewer) -> None:
        with suppress(Refused), apart(app, writes=True):
            actions.end_membership(db.session.get_one(Membership, membership_id), by=by)

    monkeypatch.setattr(queries, "members_of", look_and_wait)
    rivals = [threading.Thread(target=end, args=act) for act in acts]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    left = db.session.query(Membership).filter_by(team_id=team_id, role=Role.ADMIN, ended_at=None)
    assert left.count() == 1
