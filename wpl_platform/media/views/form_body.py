"""A form with a film in it, read from the socket: fields into memory, the film straight to its place on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from flask import current_app, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from wpl_platform.core.database import release
from wpl_platform.core.ids import new_key
from wpl_platform.media import receive
from wpl_platform.media.storage import storage

FIELD = "film"


@dataclass(frozen=True)
class Film:
    """What came in the file field: the key of its bytes, their number, and the name it was given."""

    key: str
    length: int
    name: str


@dataclass
class Body:
    """The fields of a form, and the film when one was chosen. Who takes the film says so by `taken`."""

    fields: MultiDict[str, str]
    film: Film | None
    taken: bool = False


@contextmanager
def form_with_film() -> Iterator[Body]:
    """Reads the form of this request; the bytes go again unless somebody took them.

    No transaction is open meanwhile. Raises NoRoom, and RequestEntityTooLarge over the limit.
    """
    keys: list[str] = []

    def place(*_sizes: object, **_more: object) -> IO[bytes]:
        keys.append(new_key())
        return storage().incoming(keys[-1])

    release()
    receive.require_room(request.content_length or 0)
    most = int(current_app.config["UPLOAD_MAX_BYTES"])
    memory = int(current_app.config["MAX_FORM_MEMORY_SIZE"])
    parser = FormDataParser(place, max_form_memory_size=memory, max_content_length=most + memory, silent=False)
    body: Body | None = None
    try:
        _rest, fields, files = parser.parse_from_environ(request.environ)
        film = _film(files, keys)
        body = Body(fields, film)
        yield body
    finally:
        for key in keys:
            if body is None or not body.taken or body.film is None or key != body.film.key:
                storage().delete(key)


def _film(files: MultiDict[str, FileStorage], keys: list[str]) -> Film | None:
    """The first file field that holds something; files come in the order in which their places were given out."""
    for key, (name, chosen) in zip(keys, files.items(multi=True), strict=True):
        chosen.close()
        length = storage().received(key)
        if name == FIELD and length:
            return Film(key, length, chosen.filename or "")
    return None
