"""The door of films on their way in: tus 1.0 with the extensions it names, from socket to disk."""

from email.utils import format_datetime

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import login_required
from werkzeug.exceptions import ClientDisconnected, abort
from werkzeug.wrappers import Response as BaseResponse

from wpl_platform.core.database import apart, release
from wpl_platform.core.errors import Conflict, ProductError
from wpl_platform.core.text import _
from wpl_platform.media import intake, queries, receive
from wpl_platform.media.checksum import ALGORITHMS, Mismatch, Unknown
from wpl_platform.media.intake import NoRoom, TooLarge
from wpl_platform.media.models import Recording, Upload
from wpl_platform.media.quota import OverQuota, require_room_for
from wpl_platform.media.receive import Gone
from wpl_platform.media.storage import Locked, storage
from wpl_platform.media.views import tus_headers
from wpl_platform.media.views.tus_headers import DEFERRED, LENGTH, Asked, count
from wpl_platform.teams.current import viewer
from wpl_platform.web.failures import Failure, answer
from wpl_platform.web.replies import json_reply
from wpl_platform.web.requests import no_form, this_app

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
EXTENSIONS = ("creation", "creation-with-upload", "creation-defer-length", "termination", "checksum", "expiration")
STATUS: dict[type[ProductError], int] = {
    TooLarge: 413,
    NoRoom: 507,
    OverQuota: 507,
    Gone: 410,
    Locked: 423,
    Unknown: 400,
    Mismatch: 460,
}

bp = Blueprint("uploads", __name__)


@bp.before_request
def _speak_tus() -> Response | None:
    """Whoever speaks another version hears which one we speak (412)."""
    spoken = request.headers.get("Tus-Resumable", VERSION)
    return None if spoken == VERSION else Response(status=412, headers={"Tus-Version": VERSION})


@bp.after_request
def _as_tus(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/uploads", methods=["OPTIONS"], provide_automatic_options=False)
@bp.route("/uploads/<key>", methods=["OPTIONS"], provide_automatic_options=False)
def options(key: str = "") -> Response:
    """What we speak."""
    headers = {"Tus-Version": VERSION, "Tus-Extension": ",".join(EXTENSIONS)}
    headers |= {"Tus-Checksum-Algorithm": ",".join(ALGORITHMS), "Tus-Max-Size": str(_most())}
    return Response(status=204, headers=headers)


@bp.get("/uploads/known")
@login_required
def known() -> Response:
    """Which recordings of one's own this file was brought in for before: to say so, not to refuse it."""
    found = queries.known_uploads(tus_headers.fingerprint(request.args.get("fingerprint", "")), viewer=viewer())
    return json_reply({"recordings": [_known(recording) for recording in found]})


@bp.post("/uploads")
@no_form
@login_required
def create() -> Response:
    """Room for a film of the recording named in `Upload-Metadata`, and the first bytes of it when the body has them.

    They are taken before there is an upload, so that nothing is kept open or left behind when they are not right.
    """
    asked = tus_headers.asked()
    recording = queries.recording(asked.recording_id, viewer=viewer())
    if request.mimetype != BODY_TYPE:
        return _created(asked, recording)
    receive.require_welcome(recording, length=asked.length, most=_most(), by=viewer())
    most = _most() if asked.length is None else asked.length
    announced, checksum = _announced(most), tus_headers.checksum()
    release()
    intake.require_room(announced if asked.length is None else asked.length)
    with intake.first_bytes(most, _read, checksum) as (key, here):
        return _created(asked, queries.recording(asked.recording_id, viewer=viewer()), key, here)


def _created(asked: Asked, recording: Recording, key: str | None = None, here: int = 0) -> Response:
    upload = receive.begin_upload(
        recording,
        length=asked.length,
        filename=asked.filename,
        most=_most(),
        by=viewer(),
        key=key,
        fingerprint=asked.fingerprint,
    )
    if here == asked.length:
        receive.finish_upload(upload)
    response = Response(status=201, headers=_standing(upload, here))
    response.headers["Location"] = url_for("media.uploads.show", key=upload.id)
    return response


@bp.route("/uploads/<key>", methods=["HEAD"], provide_automatic_options=False)
@login_required
def show(key: str) -> Response:
    """How many bytes are on disk."""
    upload = queries.upload(key, viewer=viewer())
    receive.require_open(upload)
    return Response(None, status=200, headers=_standing(upload, storage().received(upload.id)))


@bp.route("/uploads/<key>", methods=["PATCH"], provide_automatic_options=False)
@no_form
@login_required
def update(key: str) -> Response:
    """The bytes that follow, and how many there are in all when that was not said yet.

    What came before a cut stays, unless a checksum spoke for the whole.
    """
    if request.mimetype != BODY_TYPE:
        abort(415)
    upload = queries.upload(key, viewer=viewer())
    receive.require_open(upload)
    if upload.finished_at is not None:
        raise Conflict(_("Deze video is al binnen."))
    offset, said = count("Upload-Offset"), _length_of(upload)
    announced, checksum = _announced((_most() if said is None else said) - offset), tus_headers.checksum()
    most = offset + _room_for(upload, announced) if said is None else said
    release()
    _hear_length(key)
    intake.require_room(min(announced, most - offset))
    here = intake.append(key, offset=offset, most=most, read=_read, checksum=checksum)
    comes_more = said is None and here == most and _read(1) != b""
    upload = queries.upload(key, viewer=viewer())
    if comes_more:
        _refuse_more(upload, here)
    if not receive.finish_upload(upload):
        if here > offset:
            receive.wait_on(upload)
        receive.require_open(upload)
    return Response(status=204, headers=_standing(upload, here))


def _hear_length(key: str) -> None:
    """Keeps the length that is said with a later body, before that body: it would be lost with the connection."""
    if LENGTH in request.headers:
        length, by = count(LENGTH), viewer()
        with apart(this_app(), writes=True):
            receive.say_length(queries.upload(key, viewer=by), length, most=_most(), by=by)


@bp.route("/uploads/<key>", methods=["DELETE"], provide_automatic_options=False)
@no_form
@login_required
def delete(key: str) -> Response:
    """Ends the upload and removes its bytes."""
    receive.end_upload(queries.upload(key, viewer=viewer()), by=viewer())
    return Response(status=204)


@bp.post("/uploads/<key>/finish")
@no_form
@login_required
def finish(key: str) -> Response:
    """For a browser that finds all bytes in place after a crash: goes on from there; already done is done."""
    upload = queries.upload(key, viewer=viewer())
    receive.require_open(upload)
    if not receive.finish_upload(upload):
        receive.require_open(upload)
        raise Conflict(_("Nog niet alles is binnen."))
    return json_reply({"finished": True})


@bp.errorhandler(TooLarge)
@bp.errorhandler(NoRoom)
@bp.errorhandler(OverQuota)
@bp.errorhandler(Gone)
@bp.errorhandler(Locked)
@bp.errorhandler(Unknown)
@bp.errorhandler(Mismatch)
def _in_tus_numbers(error: ProductError) -> BaseResponse:
    sentence = error.sentence or _("Er loopt al een upload van deze video.")
    failure = Failure(STATUS[type(error)], _("De upload stopte"), sentence, _("Wat er al binnen is, blijft bewaard."))
    return answer(failure)


def _read(count: int) -> bytes:
    """The next bytes of the body; b"" at its end and when it was cut."""
    try:
        return request.stream.read(count)
    except (ClientDisconnected, OSError):
        return b""


def _standing(upload: Upload, offset: int) -> dict[str, str]:
    """How far it is, and until when it waits for the rest."""
    headers = {"Upload-Offset": str(offset)}
    headers |= {DEFERRED: "1"} if upload.length is None else {LENGTH: str(upload.length)}
    if upload.finished_at is None:
        headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return headers


def _announced(most: int) -> int:
    """How many bytes the body may bring, at most the rest; raises TooLarge when it says more."""
    announced = most if request.content_length is None else request.content_length
    if announced > most:
        raise TooLarge(_("Er komt meer binnen dan was aangekondigd."))
    return announced


def _length_of(upload: Upload) -> int | None:
    """How many bytes there will be in all: as was said, before or with this body."""
    if upload.length is None and LENGTH in request.headers:
        return min(count(LENGTH), _most())
    return upload.length


def _room_for(upload: Upload, announced: int) -> int:
    """How many of the bytes of this body the organisation has room for; raises OverQuota when it says more itself."""
    team = queries.recording(upload.recording_id, viewer=viewer()).team
    left = require_room_for(team, request.content_length or 0, by=viewer())
    return announced if left is None else min(announced, left)


def _refuse_more(upload: Upload, here: int) -> None:
    """Says why no more was taken of a body that did not say where it ends."""
    if here >= _most():
        raise TooLarge(_("De video is te groot geworden. Wat er al is, blijft bewaard."))
    require_room_for(queries.recording(upload.recording_id, viewer=viewer()).team, 1, by=viewer())


def _known(recording: Recording) -> dict[str, object]:
    address = url_for("media.arrival.show", recording_id=recording.id)
    filmed_on = recording.filmed_on.isoformat()
    return {"id": recording.id, "title": recording.title, "url": address, "filmed_on": filmed_on}


def _most() -> int:
    return int(current_app.config["UPLOAD_MAX_BYTES"])
