"""Recordings: the private ones exist for their maker alone; the shared ones are there for who learns in the team."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from tests.access.rows import Answer, Row, answers
from tests.access.world import World
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.ids import new_key
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.storage import storage

MINE = answers(404, sanne=200)
MINE_DOES = answers(404, sanne=303)
WATCHERS = answers(200, olaf=404, ingrid=404, bea=404)
NAMED = answers(404, sanne=200, youssef=200)
NAMED_BUT_MINE = answers(404, sanne=303, youssef=403)
MAKERS = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)
MAKERS_DO = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)
ONLY_WHAT_FAILED = answers(403, sanne=409, olaf=404, ingrid=404, bea=404)
BRINGERS = answers(200, ingrid=403, bea=403)
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = b"0123456789"


def furnish(world: World) -> None:
    """Bytes for the files of Sanne's recordings; one that waits with half an upload, one that failed, one arriving."""
    for rendition in db.session.query(Rendition):
        with storage().scratch() as folder:
            (folder / "made").write_bytes(BYTES)
            rendition.key, rendition.size = storage().keep(folder / "made")
    world.awaiting = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.sanne.id,
        team_id=world.team.id,
        title="Nog leeg",
        stage=Stage.AWAITING,
    )
    world.failed = Recording(
        nobody_else_at=clock.now(), maker_id=world.sanne.id, team_id=world.team.id, title="Mislukt", stage=Stage.FAILED
    )
    world.arriving = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.sanne.id,
        team_id=world.team.id,
        title="Bezig",
        stage=Stage.PROCESSING,
    )
    for recording in (world.awaiting, world.failed, world.arriving):
        recording.situation, recording.filmed_on = world.private.row.situation, clock.today()
        db.session.add(recording)
    db.session.flush()
    world.upload = Upload(id=new_key(), recording_id=world.awaiting.id, person_id=world.sanne.id, length=len(BYTES))
    world.upload.expires_at = clock.now() + timedelta(days=1)
    db.session.add(world.upload)
    storage().begin(world.upload.id)
    with storage().writer(world.upload.id) as file:
        file.write(BYTES[:5])


def _downloadable(world: World) -> None:
    db.session.get_one(Recording, world.shared.id).downloadable = True


def _details(world: World) -> Mapping[str, str]:
    return {"title": "Aan de balie", "situation": "other", "filmed_on": clock.today().isoformat()}


def _row(
    route: str, end: str, where: str, expect: Mapping[str, Answer], method: str = "GET", *, typed: bool = False
) -> Row:
    def path(world: World) -> str:
        return f"/recordings/{getattr(world, where).id}{end}"

    return Row(f"media.{route}", path, expect, method=method, data=_details if typed else None, case=f"{where}{end}")


def _upload(method: str, route: str, expect: Mapping[str, Answer], end: str = "", **headers: str) -> Row:
    def path(world: World) -> str:
        return f"/uploads/{world.upload.id}{end}"

    def rest(world: World) -> bytes:
        return BYTES[5:]

    body = rest if method == "PATCH" else None
    return Row(f"media.uploads.{route}", path, expect, method=method, data=body, headers=TUS | headers)


def _begins(where: str) -> Row:
    def given(world: World) -> None:
        number = b64encode(str(getattr(world, where).id).encode()).decode()
        row.headers.update({"Upload-Metadata": f"recording {number}"})  # type: ignore[attr-defined]

    expect = answers(404, sanne=201)
    headers = TUS | {"Upload-Length": "10"}
    row = Row("media.uploads.create", lambda w: "/uploads", expect, "POST", headers=headers, given=given, case=where)
    return row


ROWS = [
    Row("media.recordings.index", lambda w: "/recordings", answers(200)),
    Row("media.recordings.new", lambda w: "/recordings/new", BRINGERS),
    Row("media.recorder.new", lambda w: "/recordings/record", BRINGERS),
    Row(
        "media.recordings.create",
        lambda w: "/recordings",
        answers(303, ingrid=403, bea=403),
        method="POST",
        data=_details,
    ),
    _row("recordings.edit", "/edit", "private", MINE),
    _row("recordings.edit", "/edit", "shared", MAKERS),
    _row("recordings.update", "", "private", MINE_DOES, "POST", typed=True),
    _row("recordings.update", "", "shared", MAKERS_DO, "POST", typed=True),
    _row("recordings.delete", "/delete", "private", MINE_DOES, "POST"),
    _row("recordings.delete", "/delete", "shared", MAKERS_DO, "POST"),
    _row("arrival.show", "/arrival", "private", MINE),
    _row("arrival.show", "/arrival", "shared", MAKERS),
    _row("arrival.create_film", "/film", "awaiting", MINE_DOES, "POST"),
    _row("arrival.create_film", "/film", "shared", MAKERS_DO, "POST"),
    _row("arrival.create_attempt", "/attempts", "failed", MINE_DOES, "POST"),
    _row(
        "arrival.create_attempt", "/attempts", "shared", answers(403, sanne=409, olaf=404, ingrid=404, bea=404), "POST"
    ),
    _row("arrival.delete_attempt", "/attempts/delete", "arriving", MINE_DOES, "POST"),
    _row(
        *("arrival.delete_attempt", "/attempts/delete", "shared"),
        *(answers(403, sanne=409, olaf=404, ingrid=404, bea=404), "POST"),
    ),
    _row("downloads.allow", "/downloadable", "private", MINE_DOES, "POST"),
    _row("downloads.allow", "/downloadable", "shared", MAKERS_DO, "POST"),
    _row("downloads.show", "/download", "private", MINE),
    _row("downloads.show", "/download", "shared", MAKERS),
    _row("downloads.create", "/download", "private", MINE_DOES, "POST"),
    _row("downloads.create", "/download", "shared", MAKERS_DO, "POST"),
    replace(_row("downloads.show", "/download", "shared", WATCHERS), given=_downloadable, case="allowed"),
    replace(
        _row("downloads.create", "/download", "shared", answers(303, olaf=404, ingrid=404, bea=404), "POST"),
        given=_downloadable,
        case="allowed",
    ),
    _row("shares.create", "/shares", "private", MINE_DOES, "POST"),
    _row("shares.create", "/shares", "shared", MAKERS_DO, "POST"),
    _row("shares.delete", "/shares/delete", "private", MINE_DOES, "POST"),
    _row("shares.delete", "/shares/delete", "shared", MAKERS_DO, "POST"),
    _row("shares.create", "/shares", "named", NAMED_BUT_MINE, "POST"),
    _row("shares.delete", "/shares/delete", "named", NAMED_BUT_MINE, "POST"),
    Row("media.shares.delete_one", lambda w: f"/shares/{w.share.id}/delete", NAMED_BUT_MINE, method="POST"),
    _row("recordings.edit", "/edit", "named", answers(404, sanne=200, youssef=403)),
    _row("arrival.show", "/arrival", "named", answers(404, sanne=200, youssef=403)),
    *(_row("files.show", f"/media/{kind}", "named", NAMED) for kind in ("direct", "poster")),
    _row("events.show", "/events?poll=1", "named", NAMED),
    _row("events.status", "/status", "named", NAMED),
    *(_row("files.show", f"/media/{kind}", "private", MINE) for kind in ("direct", "poster")),
    *(_row("files.show", f"/media/{kind}", "shared", WATCHERS) for kind in ("direct", "poster")),
    _row("files.show", f"/media/{RenditionKind.ORIGINAL}", "shared", answers(404)),
    _row("files.show", "/media/anything", "shared", answers(404)),
    _row("events.show", "/events?poll=1", "private", MINE),
    _row("events.show", "/events?poll=1", "shared", WATCHERS),
    _row("events.status", "/status", "private", MINE),
    _row("events.status", "/status", "shared", WATCHERS),
    _begins("awaiting"),
    Row("media.room.show", lambda w: "/organisation/storage", answers(404, bea=200)),
    Row("media.room.update", lambda w: "/organisation/storage", answers(404, bea=303), method="POST"),
    Row("media.uploads.known", lambda w: f"/uploads/known?fingerprint={'0' * 64}", answers(200)),
    _upload("HEAD", "show", MINE),
    _upload(
        "PATCH",
        "update",
        answers(404, sanne=204),
        **{"Upload-Offset": "5", "Content-Type": "application/offset+octet-stream"},
    ),
    _upload("DELETE", "delete", answers(404, sanne=204)),
    _upload("POST", "finish", answers(404, sanne=409), "/finish"),
    Row("media.handing_over.new", lambda w: f"/recordings/{w.shared.id}/hand-over", answers(404, sanne=200)),
    Row(
        "media.handing_over.create",
        lambda w: f"/recordings/{w.shared.id}/hand-over",
        answers(404, sanne=303),
        method="POST",
        data=lambda w: {"person": w.youssef.id},
    ),
]
