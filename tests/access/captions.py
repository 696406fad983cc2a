"""Captions: who sees the film reads them; its maker alone brings in, changes and takes away."""

from collections.abc import Mapping

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.caption_models import CaptionLine, CaptionTrack, Language

MINE, MINE_DOES = answers(404, sanne=200), answers(404, sanne=303)
READERS = answers(200, olaf=404, ingrid=404, bea=404)
MAKERS = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)
MAKERS_DO = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)


def furnish(world: World) -> None:
    """Captions of a line each: of what is private, of what the team sees, and two that were taken away."""
    world.own_captions = _captions(world.private.id, Language.DUTCH)
    world.seen_captions = _captions(world.shared.id, Language.DUTCH)
    world.own_gone = _captions(world.private.id, Language.ENGLISH, gone=True)
    world.seen_gone = _captions(world.shared.id, Language.ENGLISH, gone=True)
    world.line = db.session.query(CaptionLine).filter_by(track_id=world.seen_captions.id).one()


def _captions(recording_id: int, language: Language, *, gone: bool = False) -> CaptionTrack:
    track = CaptionTrack(recording_id=recording_id, language=language, removed_at=clock.now() if gone else None)
    db.session.add(track)
    db.session.flush()
    db.session.add(CaptionLine(track_id=track.id, start_ms=1_000, end_ms=2_000, text="Goedemorgen"))
    db.session.flush()
    return track


def _file(world: World) -> Mapping[str, str]:
    return {"language": "de"}


def _page(world: World) -> Mapping[str, str]:
    line = {"line_id": str(world.line.id), "start": "0:01", "end": "0:02", "text": "Goedemiddag"}
    return {"version": "1"} | {f"lines-0-{name}": value for name, value in line.items()}


def _line(world: World) -> Mapping[str, str]:
    return {"start": "0:03", "end": "0:04", "text": "Hoe gaat het?"}


ROWS = [
    Row("media.captions.index", lambda w: f"/recordings/{w.private.id}/captions", MINE, case="private"),
    Row("media.captions.index", lambda w: f"/recordings/{w.shared.id}/captions", MAKERS, case="shared"),
    Row(
        "media.captions.create",
        lambda w: f"/recordings/{w.private.id}/captions",
        MINE_DOES,
        method="POST",
        data=_file,
        case="private",
    ),
    Row(
        "media.captions.create",
        lambda w: f"/recordings/{w.shared.id}/captions",
        MAKERS_DO,
        method="POST",
        data=_file,
        case="shared",
    ),
    Row("media.captions.show", lambda w: f"/captions/{w.own_captions.id}", MINE, case="private"),
    Row("media.captions.show", lambda w: f"/captions/{w.seen_captions.id}", READERS, case="shared"),
    Row("media.captions.show", lambda w: f"/captions/{w.seen_gone.id}", answers(404), case="taken away"),
    Row("media.captions.edit", lambda w: f"/captions/{w.own_captions.id}/edit", MINE, case="private"),
    Row("media.captions.edit", lambda w: f"/captions/{w.seen_captions.id}/edit", MAKERS, case="shared"),
    Row(
        "media.captions.update",
        lambda w: f"/captions/{w.seen_captions.id}",
        MAKERS_DO,
        method="POST",
        data=_page,
        case="shared",
    ),
    Row(
        "media.captions.create_line",
        lambda w: f"/captions/{w.seen_captions.id}/lines",
        MAKERS_DO,
        method="POST",
        data=_line,
        case="shared",
    ),
    Row(
        "media.captions.delete",
        lambda w: f"/captions/{w.seen_captions.id}/delete",
        MAKERS_DO,
        method="POST",
        case="shared",
    ),
    Row(
        "media.captions.restore",
        lambda w: f"/captions/{w.own_gone.id}/restore",
        MINE_DOES,
        method="POST",
        case="private",
    ),
    Row(
        "media.captions.restore",
        lambda w: f"/captions/{w.seen_gone.id}/restore",
        answers(404, sanne=303),
        method="POST",
        case="shared",
    ),
]
