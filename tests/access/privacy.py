"""The log and the roles of an organisation: for its FG and its administrators; and one's own lines for everybody."""

from sqlalchemy import select

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.teams.models import Appointment, OrganisationRole


def furnish(world: World) -> None:
    """The appointment by which somebody is FG."""
    world.appointment = db.session.scalars(
        select(Appointment).where(Appointment.role == OrganisationRole.FG, Appointment.person_id == world.femke.id)
    ).one()


FG = answers(404, femke=200)
ROWS = [
    Row("privacy.log.index", lambda w: "/organisation/log", FG),
    Row(
        "privacy.log.index",
        lambda w: f"/organisation/log?organisation={w.other_team.organisation_id}",
        answers(404),
        case="of another organisation",
    ),
    Row("privacy.log.download", lambda w: "/organisation/log.csv", FG, case="csv"),
    Row("privacy.log.download", lambda w: "/organisation/log.jsonl", FG, case="json"),
    Row("privacy.mine.show", lambda w: "/me/log", answers(200)),
    Row("privacy.people.index", lambda w: "/organisation/people", answers(404, bea=200)),
    Row(
        "privacy.people.create",
        lambda w: "/organisation/people",
        answers(404, bea=303),
        method="POST",
        data=lambda w: {"name": "Tom", "email": "tom@lindehoeve.example", "role": "editor"},
    ),
    Row(
        "privacy.people.end",
        lambda w: f"/appointments/{w.appointment.id}/end",
        answers(404, bea=303),
        method="POST",
    ),
    Row(
        "media.watchers.index",
        lambda w: f"/recordings/{w.private.id}/watchers",
        answers(404, sanne=200),
        case="private",
    ),
    Row(
        "media.watchers.index",
        lambda w: f"/recordings/{w.shared.id}/watchers",
        answers(403, sanne=200, olaf=404, ingrid=404, bea=404),
        case="shared",
    ),
]
