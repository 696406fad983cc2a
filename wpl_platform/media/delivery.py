"""Bytes to a browser: whole or a range of them, in pieces, under a type of our own, so that nothing in them can act.

Why nothing of a film stays in a cache, and what a web server in front may send by itself: docs/decisions/delivery.md.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from werkzeug.http import is_resource_modified, parse_range_header
from werkzeug.wrappers import Response

from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.storage import Storage

ASKED_AGAIN_SECONDS = 1.0
"""Who withdraws is gone from every screen within two seconds; one question a second costs less than a ms."""
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
UNKNOWN = "application/octet-stream"
ENDINGS = {
    "video/mp4": "mp4",
    "audio/mp4": "m4a",
    "application/vnd.apple.mpegurl": "m3u8",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/vtt": "vtt",
    "application/json": "json",
    "application/zip": "zip",
    "application/pdf": "pdf",
}
"""The types that leave this house; any other does so as bytes without a meaning."""
IN_ONE_FILE = (RenditionKind.DIRECT, RenditionKind.CLEAR, RenditionKind.CLEAR_FILM)


@dataclass(frozen=True)
class Stretch:
    """Which bytes of a file: from `start` up to and without `end`; `partial` when it is not simply all of them."""

    start: int
    end: int
    partial: bool = False

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.end - self.start


@dataclass(frozen=True)
class Way:
    """How a file goes out. `still_allowed` is asked during a long answer: who loses the recording loses the film.

    With `accel` (`/_films`, say) a web server in front sends what lies on this disk, from below that address.
    `taken` is the name under which it is saved; without one it is shown.
    """

    storage: Storage
    still_allowed: Callable[[], bool]
    accel: str = ""
    taken: str = field(default="", kw_only=True)


def version_of(rendition: Rendition) -> str:
    """The strong ETag of its bytes; other bytes have another key."""
    return f'"{rendition.key}"'


def stretch(header: str | None, size: int) -> Stretch | None:
    """The bytes that a Range header asks of a file of `size` bytes; None when it has none of them (416).

    All of them without a header, with one that makes no sense, and for several ranges at once, as the standard allows.
    """
    asked = parse_range_header(header)
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return Stretch(0, size)
    begin, end = asked.ranges[0]
    if begin < 0:
        return Stretch(max(0, size + begin), size, partial=True) if size else None
    if begin >= size:
        return None
    return Stretch(begin, size if end is None else min(end, size), partial=True)


def deliver(rendition: Rendition, asked: dict[str, object], way: Way) -> Response:
    """The answer to a GET or HEAD (`asked` is its WSGI environment) for a kept file; raises Missing without it."""
    return _headed(_answer(rendition, asked, way), rendition, way.taken)


def _answer(rendition: Rendition, asked: dict[str, object], way: Way) -> Response:
    if not is_resource_modified(asked, etag=rendition.key):
        return Response(status=412 if asked.get("HTTP_IF_MATCH") else 304)
    if asked.get("REQUEST_METHOD") == "HEAD":
        return _sized(Response(None), rendition.size)
    if place := _place(rendition, way):
        return Response(headers={"X-Accel-Redirect": place})
    wanted = stretch(_range(rendition, asked), rendition.size)
    if wanted is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{rendition.size}"})
    pieces = Asked(way.storage.read(rendition.key, wanted.start, wanted.length), way.still_allowed)
    answer = Response(pieces, 206 if wanted.partial else 200, direct_passthrough=True)
    if wanted.partial:
        answer.headers["Content-Range"] = f"bytes {wanted.start}-{wanted.end - 1}/{rendition.size}"
    return _sized(answer, wanted.length)


class Asked(Iterator[bytes]):
    """Pieces that stop coming, within seconds, once they are not allowed any more."""

    def __init__(self, pieces: Iterator[bytes], still_allowed: Callable[[], bool]) -> None:
        self._pieces, self._allowed = pieces, still_allowed
        self._asked = time.monotonic()

    def __next__(self) -> bytes:
        now = time.monotonic()
        if now - self._asked >= ASKED_AGAIN_SECONDS:
            self._asked = now
            if not self._allowed():
                self.close()
                raise StopIteration
        return next(self._pieces)

    def close(self) -> None:
        """Lets go of the bytes; the server calls it, also when the reader left."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()


def _range(rendition: Rendition, asked: dict[str, object]) -> str | None:
    """The range that counts: none when it was meant for other bytes than these."""
    header, only_if = asked.get("HTTP_RANGE"), asked.get("HTTP_IF_RANGE")
    return str(header) if header and only_if in (None, version_of(rendition)) else None


def _place(rendition: Rendition, way: Way) -> str:
    """Where the web server in front finds it; empty when we send it ourselves.

    As we do with a film in one file: it can be one answer of many minutes, which somebody has to ask about on the way.
    """
    if not way.accel or (rendition.kind in IN_ONE_FILE and not way.taken):
        return ""
    path = way.storage.path_or_none(rendition.key)
    return "" if path is None else f"{way.accel}/{quote(path.relative_to(way.storage.root).as_posix())}"


def _sized(answer: Response, length: int) -> Response:
    answer.headers["Content-Length"] = str(length)
    return answer


def _headed(answer: Response, rendition: Rendition, taken: str) -> Response:
    known = rendition.media_type in ENDINGS
    answer.headers["Content-Type"] = rendition.media_type if known else UNKNOWN
    answer.headers["ETag"] = version_of(rendition)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = _disposition(rendition, taken)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _disposition(rendition: Rendition, taken: str) -> str:
    ending = ENDINGS.get(rendition.media_type, "bin")
    if not taken:
        kind = "film" if rendition.kind in (RenditionKind.HLS, RenditionKind.DIRECT) else rendition.kind.value
        return f'inline; filename="{kind}-{rendition.recording_id}.{ending}"'
    kind = "paper" if rendition.name.startswith("paper-") else "film"
    plain = f"{kind}-{rendition.recording_id}.{ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{taken}.{ending}', safe='')}"
