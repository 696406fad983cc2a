"""The members of a team, and which team somebody works in."""

from sqlalchemy import select

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.teams.models import Membership


def furnish(world: World) -> None:
    """The membership by which Sanne belongs to the team."""
    world.membership = db.session.scalars(select(Membership).where(Membership.person_id == world.sanne.id)).one()


ROWS = [
    Row("teams.choose", lambda w: f"/teams/{w.team.id}/current", answers(303, olaf=404), method="POST"),
    Row("teams.members", lambda w: "/team/members", answers(200)),
    Row(
        "teams.create_member",
        lambda w: "/team/members",
        answers(403, bea=200),
        method="POST",
        data=lambda w: {"name": "Noor Bakker", "email": "noor@lindehoeve.example", "role": "participant"},
    ),
    Row(
        "teams.end_membership",
        lambda w: f"/memberships/{w.membership.id}/end",
        answers(403, olaf=404, bea=303),
        method="POST",
    ),
]
