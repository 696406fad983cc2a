"""Making a film unrecognisable: its maker alone, also while it is shared; who sees it hears that it is not for them."""

from collections.abc import Mapping

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Stage
from wpl_platform.media.redaction_models import RedactionOrder

LENGTH_MS = 10_000


def furnish(world: World) -> None:
    """Films of Sanne's with their originals: unseen, seen by the team, and one that did not come out."""
    world.clear, world.clear_seen, world.half_done = (_film(world) for _ in range(3))
    world.half_done.stage = Stage.FAILED
    asked = {"manner": "blur", "faces": True, "whole": False, "found": None, "drawn": [], "voice": "kept"}
    db.session.add(RedactionOrder(recording_id=world.half_done.id, asked=asked | {"stretches": []}))
    db.session.add(Share(recording_id=world.clear_seen.id, team_id=world.team.id, by_id=world.sanne.id))
    db.session.flush()


def _film(world: World) -> Recording:
    film = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.sanne.id,
        team_id=world.team.id,
        title="Te herkennen",
        stage=Stage.READY,
    )
    film.situation, film.filmed_on, film.duration_ms = world.private.row.situation, clock.today(), LENGTH_MS
    db.session.add(film)
    db.session.flush()
    kept = {"key": ids.new_key(), "name": "original", "media_type": "application/octet-stream", "size": 1}
    db.session.add(Rendition(recording_id=film.id, kind=RenditionKind.ORIGINAL, **kept))
    db.session.flush()
    return film


def _asked(world: World) -> Mapping[str, str]:
    return {"whole": "y", "manner": "black", "voice": "muted", "sure": "y"}


SHARED = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)
SHARED_POST = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)

ROWS = [
    Row("media.redactions.new", lambda w: f"/recordings/{w.clear.id}/redaction", answers(404, sanne=200), case="own"),
    Row("media.redactions.new", lambda w: f"/recordings/{w.clear_seen.id}/redaction", SHARED, case="shared"),
    Row(
        "media.redactions.faces",
        lambda w: f"/recordings/{w.clear.id}/redaction/faces",
        answers(404, sanne=200),
        case="own",
    ),
    Row("media.redactions.faces", lambda w: f"/recordings/{w.clear_seen.id}/redaction/faces", SHARED, case="shared"),
    Row(
        "media.redactions.voice",
        lambda w: f"/recordings/{w.clear.id}/redaction/voice",
        answers(404),
        case="own, and without a sound",
    ),
    Row(
        "media.redactions.voice",
        lambda w: f"/recordings/{w.clear_seen.id}/redaction/voice",
        answers(403, sanne=404, olaf=404, ingrid=404, bea=404),
        case="shared, and without a sound",
    ),
    Row(
        "media.redactions.look",
        lambda w: f"/recordings/{w.clear.id}/redaction/faces",
        answers(404, sanne=303),
        method="POST",
        case="own",
    ),
    Row(
        "media.redactions.look",
        lambda w: f"/recordings/{w.clear_seen.id}/redaction/faces",
        SHARED_POST,
        method="POST",
        case="shared",
    ),
    Row(
        "media.redactions.create",
        lambda w: f"/recordings/{w.clear.id}/redactions",
        answers(404, sanne=303),
        method="POST",
        data=_asked,
        case="own",
    ),
    Row(
        "media.redactions.create",
        lambda w: f"/recordings/{w.clear_seen.id}/redactions",
        SHARED_POST,
        method="POST",
        data=_asked,
        case="shared",
    ),
    Row(
        "media.redactions.delete",
        lambda w: f"/recordings/{w.half_done.id}/redactions/delete",
        answers(404, sanne=303),
        method="POST",
        case="own",
    ),
]
