"""Marking along while somebody films: for who learns in that team or guides it. To all others nobody films."""

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.feedback.filming_models import Filming

CODE = "badolu"
COLLEAGUES = answers(404, sanne=200, youssef=200, tom=200)
MINE = answers(404, sanne=204, youssef=403, tom=403)
JSON = {"Accept": "application/json"}
BEAT = {"kind": "begin", "number": "1", "film": "0", "age": "10"}
MARK = {"key": "a", "kind": "strength", "age": "10", "held": "0", "lead": "2000"}


def furnish(world: World) -> None:
    """Sanne is about to film, and asks her team to mark along."""
    db.session.add(Filming(code=CODE, maker_id=world.sanne.id, team_id=world.team.id))
    db.session.flush()


ROWS = [
    Row("feedback.filming.index", lambda w: "/filming", answers(200, ingrid=403, bea=403)),
    Row(
        "feedback.filming.index",
        lambda w: f"/filming?code={CODE}",
        answers(404, sanne=303, youssef=303, tom=303, ingrid=403, bea=403),
        case="a code",
    ),
    Row("feedback.filming.create", lambda w: "/filming", answers(200, ingrid=403, bea=403), method="POST"),
    Row("feedback.filming.show", lambda w: f"/filming/{CODE}", COLLEAGUES),
    Row("feedback.filming.show", lambda w: f"/filming/{CODE}", COLLEAGUES, headers=JSON, case="how far it is"),
    Row("feedback.filming.events", lambda w: f"/filming/{CODE}/events?poll=1", COLLEAGUES),
    Row(
        "feedback.filming.company",
        lambda w: f"/filming/{CODE}/companions/events?poll=1",
        answers(404, sanne=200, youssef=403, tom=403),
    ),
    Row(
        "feedback.filming.come",
        lambda w: f"/filming/{CODE}/companions",
        answers(404, sanne=204, youssef=204, tom=204),
        method="POST",
    ),
    Row(
        "feedback.filming.mark",
        lambda w: f"/filming/{CODE}/marks",
        answers(404, sanne=201, youssef=201, tom=201),
        method="POST",
        data=lambda w: MARK,
        headers=JSON,
    ),
    Row("feedback.filming.beat", lambda w: f"/filming/{CODE}/beats", MINE, method="POST", data=lambda w: BEAT),
    Row(
        "feedback.filming.bring",
        lambda w: f"/filming/{CODE}/recording",
        answers(404, sanne=204, youssef=403, tom=403),
        method="POST",
        data=lambda w: {"recording": str(w.shared.id)},
    ),
    Row(
        "feedback.filming.bring",
        lambda w: f"/filming/{CODE}/recording",
        answers(404, sanne=204),
        method="POST",
        data=lambda w: {"recording": str(w.private.id)},
        case="which others do not see",
    ),
    Row("feedback.filming.close", lambda w: f"/filming/{CODE}/close", MINE, method="POST"),
    Row("feedback.filming.delete", lambda w: f"/filming/{CODE}/delete", MINE, method="POST"),
]
