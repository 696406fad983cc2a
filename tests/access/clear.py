"""The clear film of an unrecognisable one: for its maker alone; for everybody else it does not exist."""

from collections.abc import Callable

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Stage
from wpl_platform.media.redaction import Redaction
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.media.storage import storage


def furnish(world: World) -> None:
    """Two covered films of Sanne's of which she kept the clear one: unseen, and seen by the team."""
    world.kept_clear, world.kept_clear_seen = (_film(world) for _ in range(2))
    db.session.add(Share(recording_id=world.kept_clear_seen.id, team_id=world.team.id, by_id=world.sanne.id))
    db.session.flush()


def _film(world: World) -> Recording:
    film = Recording(maker_id=world.sanne.id, team_id=world.team.id, title="Onherkenbaar", stage=Stage.READY)
    film.situation, film.filmed_on, film.duration_ms = world.private.row.situation, clock.today(), 10_000
    db.session.add(film)
    db.session.flush()
    for kind in (RenditionKind.ORIGINAL, RenditionKind.CLEAR, RenditionKind.CLEAR_FILM):
        with storage().scratch() as folder:
            (folder / "made").write_bytes(b"film")
            key, size = storage().keep(folder / "made")
        kept = {"name": kind.value, "key": key, "media_type": "video/mp4", "size": size}
        db.session.add(Rendition(recording_id=film.id, kind=kind, **kept))
    asked = Redaction(whole=True, keeps=True).as_data()
    db.session.add(RedactionOrder(recording_id=film.id, asked=asked, done_at=clock.now()))
    db.session.flush()
    return film


def own(end: str) -> Callable[[World], str]:
    return lambda w: f"/recordings/{w.kept_clear.id}/clear{end}"


def seen(end: str) -> Callable[[World], str]:
    return lambda w: f"/recordings/{w.kept_clear_seen.id}/clear{end}"


ROWS = [
    Row("media.clear.show", own(""), answers(404, sanne=200), case="own"),
    Row("media.clear.show", seen(""), answers(404, sanne=200), case="shared"),
    Row("media.clear.film", own("/film"), answers(404, sanne=200), case="own"),
    Row("media.clear.film", seen("/film"), answers(404, sanne=200), case="shared"),
    Row("media.clear.delete", own("/delete"), answers(404, sanne=303), method="POST", case="own"),
    Row("media.clear.delete", seen("/delete"), answers(404, sanne=303), method="POST", case="shared"),
    Row("media.clear.restore", own("/restore"), answers(404, sanne=303), method="POST", case="own"),
    Row("media.clear.restore", seen("/restore"), answers(404, sanne=403), method="POST", case="shared"),
]
