"""Bytes to a browser: whole or a range of them, in pieces, under a type of our own, so that nothing in them can act."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from werkzeug.http import is_resource_modified, parse_range_header
from werkzeug.wrappers import Response

from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.storage import Storage

PIECE = 256 * 1024
ASKED_AGAIN_SECONDS = 4.0
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
ENDINGS = {"video/mp4": "mp4", "image/jpeg": "jpg", "image/webp": "webp"}


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


def deliver(
    rendition: Rendition, storage: Storage, asked: dict[str, object], still_allowed: Callable[[], bool]
) -> Response:
    """The answer to a GET or HEAD (`asked` is its WSGI environment) for a kept file.

    A long answer asks every few seconds whether it may go on: who loses the recording loses the film at once.
    Raises Missing when the bytes are not there.
    """
    size = storage.size(rendition.key)
    etag = f'"{rendition.key}"'
    if not is_resource_modified(asked, etag=rendition.key):
        return _headed(Response(status=304), rendition, etag)
    header = asked.get("HTTP_RANGE")
    only_if = asked.get("HTTP_IF_RANGE")
    wanted = stretch(str(header) if header and only_if in (None, etag) else None, size)
    if wanted is None:
        answer = Response(status=416)
        answer.headers["Content-Range"] = f"bytes */{size}"
        return _headed(answer, rendition, etag)
    body = None
    if asked.get("REQUEST_METHOD") != "HEAD":
        body = Pieces(storage.open(rendition.key), wanted, still_allowed)
    answer = Response(body, 206 if wanted.partial else 200, content_type=rendition.media_type, direct_passthrough=True)
    answer.headers["Content-Length"] = str(wanted.length)
    if wanted.partial:
        answer.headers["Content-Range"] = f"bytes {wanted.start}-{wanted.end - 1}/{size}"
    return _headed(answer, rendition, etag)


class Pieces:
    """A stretch of an open file in pieces of 256 KiB: one of them in memory, however long the film."""

    def __init__(self, file: BinaryIO, wanted: Stretch, still_allowed: Callable[[], bool]) -> None:
        self._file, self._left, self._allowed = file, wanted.length, still_allowed
        self._asked = time.monotonic()
        file.seek(wanted.start)

    def __iter__(self) -> Iterator[bytes]:
        with self._file:
            while self._left and self._may_go_on():
                piece = self._file.read(min(PIECE, self._left))
                if not piece:
                    return
                self._left -= len(piece)
                yield piece

    def close(self) -> None:
        """Lets go of the file; the server calls it, also when the reader left."""
        self._file.close()

    def _may_go_on(self) -> bool:
        now = time.monotonic()
        if now - self._asked < ASKED_AGAIN_SECONDS:
            return True
        self._asked = now
        return self._allowed()


def _headed(answer: Response, rendition: Rendition, etag: str) -> Response:
    ending = ENDINGS.get(rendition.media_type, "bin")
    kind = "film" if rendition.kind in (RenditionKind.HLS, RenditionKind.DIRECT) else rendition.kind.value
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'inline; filename="{kind}-{rendition.recording_id}.{ending}"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
