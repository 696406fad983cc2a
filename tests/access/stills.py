"""The picture kept with a moment: seen by whoever sees the moment and the film, asked and taken away by its author."""

from tests.access.feedback import MINE, MINE_SEEN_BY_TEAM, NAMED, WATCHERS, moment_path
from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.media.storage import storage

SEEN = (("private", answers(404, sanne=200)), ("shared", WATCHERS), ("named", NAMED))


def furnish(world: World) -> None:
    """A picture with each moment of Sanne's."""
    for where in ("private", "shared", "named"):
        moment = getattr(world, where).moment
        with storage().scratch() as folder:
            (folder / "still.jpg").write_bytes(b"1")
            key, size = storage().keep(folder / "still.jpg")
        still = Still(annotation_id=moment.id, at_ms=moment.start_ms, stage=StillStage.READY, key=key, size=size)
        still.width, still.height = 640, 360
        db.session.add(still)
    db.session.flush()


ROWS = [
    *(Row("feedback.stills.show", moment_path(where, "/still"), expect, case=where) for where, expect in SEEN),
    *(
        Row(f"feedback.stills.{act}", moment_path(where, path), expect, method="POST", case=where)
        for act, path in (("create", "/still"), ("delete", "/still/delete"))
        for where, expect in (("private", MINE), ("shared", MINE_SEEN_BY_TEAM))
    ),
]
