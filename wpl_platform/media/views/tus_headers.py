"""What a tus client says in its headers, read and judged: it comes from outside like everything else."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import abort

from wpl_platform.core.errors import Invalid, Missing
from wpl_platform.core.text import _
from wpl_platform.media.checksum import Checksum

LENGTH, DEFERRED = "Upload-Length", "Upload-Defer-Length"
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Asked:
    """What an upload is begun with; the length in bytes is none while it is still being recorded."""

    recording_id: int
    length: int | None
    filename: str
    fingerprint: str


def asked() -> Asked:
    """What `POST /uploads` asks for; raises Missing without the number of a recording."""
    given = _metadata(request.headers.get("Upload-Metadata", ""))
    number = given.get("recording", "")
    if not number.isdecimal() or len(number) > 18:
        raise Missing
    deferred = request.headers.get(DEFERRED)
    if deferred is not None and (deferred != "1" or LENGTH in request.headers):
        abort(400)
    length = None if deferred else count(LENGTH)
    known_by = fingerprint(given["fingerprint"]) if "fingerprint" in given else ""
    return Asked(int(number), length, given.get("filename", ""), known_by)


def checksum() -> Checksum | None:
    """What the body must add up to, when that was said; raises Unknown for what is not understood."""
    header = request.headers.get("Upload-Checksum")
    return None if header is None else Checksum(header)


def count(header: str) -> int:
    """The number in a header; raises Invalid when it holds none."""
    value = request.headers.get(header, "")
    if not value.isdecimal() or len(value) > 18:
        raise Invalid(_("De upload begon niet goed. Probeer het opnieuw."), header)
    return int(value)


def fingerprint(text: str) -> str:
    """A SHA-256 in hex, as the browser reckoned it over the size and the first and last MiB of the file."""
    if not FINGERPRINT.fullmatch(text):
        raise Invalid(_("De upload begon niet goed. Probeer het opnieuw."), "fingerprint")
    return text


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
