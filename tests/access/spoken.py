"""What is said with a moment: heard by whoever sees the moment, brought in and taken away by who said it."""

from collections.abc import Callable

from tests.access.feedback import MINE, MINE_SEEN_BY_TEAM, NAMED, WATCHERS, moment_path
from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.media.storage import storage
from wpl_platform.web.requests import FILM

TAKES = {
    "private": "10000000-0000-4000-8000-000000000000",
    "shared": "20000000-0000-4000-8000-000000000000",
    "named": "30000000-0000-4000-8000-000000000000",
}
COMING = "40000000-0000-4000-8000-000000000000"
SEEN = (("private", answers(404, sanne=200)), ("shared", WATCHERS), ("named", NAMED))
JSON = {"Accept": "application/json"}


def furnish(world: World) -> None:
    """Something said with each moment of Sanne's, ready to be heard."""
    for where, take in TAKES.items():
        moment = getattr(world, where).moment
        spoken = Spoken(annotation_id=moment.id, person_id=world.sanne.id, take=take, kind=SpokenKind.SOUND)
        with storage().scratch() as folder:
            (folder / "made").write_bytes(b"1")
            spoken.key, spoken.size = storage().keep(folder / "made")
        spoken.stage, spoken.duration_ms = SpokenStage.READY, 1_000
        db.session.add(spoken)
    coming = {"take": COMING, "kind": SpokenKind.SOUND}
    db.session.add(Spoken(annotation_id=world.from_youssef.id, person_id=world.youssef.id, **coming))
    db.session.flush()


def _take(where: str) -> Callable[[World], str]:
    return lambda world: f"/spoken/{TAKES[where]}"


ROWS = [
    *(Row("feedback.spoken.show", moment_path(where, "/spoken"), expect, case=where) for where, expect in SEEN),
    *(
        Row(f"feedback.spoken.{act}", moment_path(where, f"/spoken/{act}"), expect, method="POST", case=where)
        for act in ("again", "delete")
        for where, expect in (("private", MINE), ("shared", MINE_SEEN_BY_TEAM))
    ),
    Row("feedback.spoken.state", _take("shared"), answers(404, sanne=200), headers=JSON, case="shared"),
    Row("feedback.spoken.state", _take("private"), answers(404, sanne=200), headers=JSON, case="private"),
    Row(
        "feedback.spoken.create",
        lambda w: f"/spoken/{COMING}",
        answers(404, youssef=201),
        method="POST",
        data=lambda w: b"sound",
        headers={**JSON, "Content-Type": FILM},
        case="who announced it",
    ),
    Row(
        "feedback.spoken.create",
        _take("shared"),
        answers(404, sanne=409),
        method="POST",
        data=lambda w: b"sound",
        headers={**JSON, "Content-Type": FILM},
        case="once",
    ),
]
