"""Trimming a film: its maker alone, and only while nobody else sees it."""

from collections.abc import Mapping

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Stage, Trim

WHOLE_MS = 10_000


def furnish(world: World) -> None:
    """Films of Sanne's with their originals: one that nobody sees, the same trimmed, and one that the team sees."""
    world.whole, world.trimmed, world.seen = (_film(world) for _ in range(3))
    world.trimmed.start_ms, world.trimmed.end_ms, world.trimmed.duration_ms = 1_000, 9_000, 8_000
    db.session.add(Trim(recording_id=world.trimmed.id, start_ms=1_000, end_ms=9_000, whole_ms=WHOLE_MS))
    db.session.add(Share(recording_id=world.seen.id, team_id=world.team.id, by_id=world.sanne.id))
    db.session.flush()


def _film(world: World) -> Recording:
    film = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.sanne.id,
        team_id=world.team.id,
        title="Te knippen",
        stage=Stage.READY,
    )
    film.situation, film.filmed_on, film.duration_ms = world.private.row.situation, clock.today(), WHOLE_MS
    db.session.add(film)
    db.session.flush()
    kept = {"key": ids.new_key(), "name": "original", "media_type": "application/octet-stream", "size": 1}
    db.session.add(Rendition(recording_id=film.id, kind=RenditionKind.ORIGINAL, **kept))
    db.session.flush()
    return film


def _times(world: World) -> Mapping[str, str]:
    return {"start": "0:01", "end": "0:05", "rest": "kept"}


ROWS = [
    Row("media.trims.new", lambda w: f"/recordings/{w.whole.id}/trim", answers(404, sanne=200), case="unshared"),
    Row(
        "media.trims.new",
        lambda w: f"/recordings/{w.seen.id}/trim",
        answers(403, sanne=200, olaf=404, ingrid=404, bea=404),
        case="shared",
    ),
    Row(
        "media.trims.create",
        lambda w: f"/recordings/{w.whole.id}/trims",
        answers(404, sanne=303),
        method="POST",
        data=_times,
        case="unshared",
    ),
    Row(
        "media.trims.create",
        lambda w: f"/recordings/{w.seen.id}/trims",
        answers(403, olaf=404, ingrid=404, bea=404),
        method="POST",
        data=_times,
        case="shared",
    ),
    Row(
        "media.trims.delete",
        lambda w: f"/recordings/{w.trimmed.id}/trims/delete",
        answers(404, sanne=303),
        method="POST",
        case="unshared",
    ),
    Row(
        "media.trims.delete",
        lambda w: f"/recordings/{w.seen.id}/trims/delete",
        answers(403, sanne=303, olaf=404, ingrid=404, bea=404),
        method="POST",
        case="shared and whole",
    ),
]
