"""The door of films on their way in: tus 1.0 with the extensions it names, from socket to disk."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from email.utils import format_datetime

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import login_required
from werkzeug.exceptions import ClientDisconnected, abort
from werkzeug.wrappers import Response as BaseResponse

from wpl_platform.core.database import release
from wpl_platform.core.errors import Conflict, Invalid, Missing, ProductError
from wpl_platform.core.text import _
from wpl_platform.media import queries, receive
from wpl_platform.media.checksum import ALGORITHMS, Checksum, Mismatch, Unknown
from wpl_platform.media.models import Recording, Upload
from wpl_platform.media.receive import Gone, NoRoom, TooLarge
from wpl_platform.media.storage import Locked, storage
from wpl_platform.teams.current import viewer
from wpl_platform.web.failures import Failure, answer
from wpl_platform.web.replies import json_reply

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
EXTENSIONS = ("creation", "creation-with-upload", "termination", "checksum", "expiration")
STATUS: dict[type[ProductError], int] = {
    TooLarge: 413,
    NoRoom: 507,
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


@bp.post("/uploads")
@login_required
def create() -> Response:
    """Room for a film of `Upload-Length` bytes of the recording named in `Upload-Metadata`, and the first of them.

    They are taken before there is an upload, so that nothing is kept open or left behind when they are not right.
    """
    metadata = _metadata(request.headers.get("Upload-Metadata", ""))
    number = metadata.get("recording", "")
    if not number.isdecimal() or len(number) > 18:
        raise Missing
    recording = queries.recording(int(number), viewer=viewer())
    length, name = _count("Upload-Length"), metadata.get("filename", "")
    if request.mimetype != BODY_TYPE:
        return _created(recording, length, name)
    receive.require_welcome(recording, length=length, most=_most(), by=viewer())
    _announced(length)
    checksum = _checksum()
    release()
    receive.require_room(length)
    with receive.first_bytes(length, _read, checksum) as (key, here):
        return _created(queries.recording(int(number), viewer=viewer()), length, name, key, here)


def _created(recording: Recording, length: int, name: str, key: str | None = None, here: int = 0) -> Response:
    upload = receive.begin_upload(recording, length=length, filename=name, most=_most(), by=viewer(), key=key)
    if here == length:
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
@login_required
def update(key: str) -> Response:
    """The bytes that follow. What came before a cut stays, unless a checksum spoke for the whole."""
    if request.mimetype != BODY_TYPE:
        abort(415)
    upload = queries.upload(key, viewer=viewer())
    receive.require_open(upload)
    if upload.finished_at is not None:
        raise Conflict(_("Deze video is al binnen."))
    offset = _count("Upload-Offset")
    announced, checksum = _announced(upload.length - offset), _checksum()
    release()
    receive.require_room(announced)
    here = receive.append(key, offset=offset, length=upload.length, read=_read, checksum=checksum)
    upload = queries.upload(key, viewer=viewer())
    if here < upload.length or not receive.finish_upload(upload):
        receive.require_open(upload)
    return Response(status=204, headers=_standing(upload, here))


@bp.route("/uploads/<key>", methods=["DELETE"], provide_automatic_options=False)
@login_required
def delete(key: str) -> Response:
    """Ends the upload and removes its bytes."""
    receive.end_upload(queries.upload(key, viewer=viewer()), by=viewer())
    return Response(status=204)


@bp.post("/uploads/<key>/finish")
@login_required
def finish(key: str) -> Response:
    """For a browser that finds all bytes in place after a crash: goes on from there; already done is done."""
    upload = queries.upload(key, viewer=viewer())
    receive.require_open(upload)
    if not receive.finish_upload(upload):
        raise Conflict(_("Nog niet alles is binnen."))
    return json_reply({"finished": True})


@bp.errorhandler(TooLarge)
@bp.errorhandler(NoRoom)
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
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.length)}
    if upload.finished_at is None:
        headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return headers


def _announced(most: int) -> int:
    """How many bytes the body may bring, at most the rest; raises TooLarge when it says more."""
    announced = most if request.content_length is None else request.content_length
    if announced > most:
        raise TooLarge(_("Er komt meer binnen dan was aangekondigd."))
    return announced


def _checksum() -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    return None if header is None else Checksum(header)


def _count(header: str) -> int:
    value = request.headers.get(header, "")
    if not value.isdecimal() or len(value) > 18:
        raise Invalid(_("De upload begon niet goed. Probeer het opnieuw."), header)
    return int(value)


def _metadata(header: str) -> Mapping[str, str]:
    """Upload-Metadata: pairs of a name and a value in base64, parted by commas."""
    found = {}
    for pair in header.split(","):
        name, _sep, value = pair.strip().partition(" ")
        try:
            found[name] = b64decode(value, validate=True).decode("utf-8")
        except (NotBase64, UnicodeDecodeError) as error:
            raise Invalid(_("De upload begon niet goed. Probeer het opnieuw."), "Upload-Metadata") from error
    return found


def _most() -> int:
    return int(current_app.config["UPLOAD_MAX_BYTES"])
