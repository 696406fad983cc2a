"""A form with a film in it, read from the socket: fields into memory, the film straight to its place on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, cast

from flask import current_app, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from wpl_platform.core.database import release
from wpl_platform.core.errors import Invalid
from wpl_platform.core.ids import new_key
from wpl_platform.core.text import _
from wpl_platform.media import intake
from wpl_platform.media.storage import storage

FIELD = "film"
PARTS_MAX = 20
"""Fields of a form; each file among them is held open until all of it is in."""


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


class Place:
    """Where a file of a form grows on disk. Now and then it asks whether there is room, and says when there is not."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._looked = file, 0

    def write(self, piece: bytes) -> int:
        """All of it; raises NoRoom."""
        self._looked += len(piece)
        if self._looked >= intake.LOOK_EVERY:
            self._looked = 0
            intake.require_room(len(piece))
        with intake.full_disk_said():
            return self._file.write(piece)

    def seek(self, offset: int) -> int:
        """As a file does; what was held back goes to the disk first."""
        with intake.full_disk_said():
            return self._file.seek(offset)

    def close(self) -> None:
        """No more comes."""
        self._file.close()


@contextmanager
def form_with_film() -> Iterator[Body]:
    """Reads the form of this request; the bytes go again unless somebody took them.

    No transaction is open meanwhile. Raises NoRoom, Invalid for what is no form or was cut, and RequestEntityTooLarge
    over a limit.
    """
    places: dict[str, Place] = {}

    def place(*_sizes: object, **_more: object) -> IO[bytes]:
        key = new_key()
        places[key] = Place(storage().incoming(key))
        return cast(IO[bytes], places[key])

    release()
    most = int(current_app.config["UPLOAD_MAX_BYTES"])
    intake.require_room(most if request.content_length is None else request.content_length)
    memory = int(current_app.config["MAX_FORM_MEMORY_SIZE"])
    parser = FormDataParser(
        place,
        max_form_memory_size=memory,
        max_content_length=most + memory if request.mimetype == "multipart/form-data" else memory,
        max_form_parts=PARTS_MAX,
        silent=False,
    )
    body: Body | None = None
    try:
        fields, files = _parsed(parser)
        body = Body(fields, _film(files, places))
        yield body
    finally:
        for key, file in places.items():
            file.close()
            if body is None or not body.taken or body.film is None or key != body.film.key:
                storage().delete(key)


def _parsed(parser: FormDataParser) -> tuple[MultiDict[str, str], MultiDict[str, FileStorage]]:
    try:
        _rest, fields, files = parser.parse_from_environ(request.environ)
    except ValueError as error:
        raise Invalid(_("De upload begon niet goed. Probeer het opnieuw.")) from error
    return fields, files


def _film(files: MultiDict[str, FileStorage], places: dict[str, Place]) -> Film | None:
    """The first film field that holds something."""
    keys = {id(file): key for key, file in places.items()}
    for chosen in files.getlist(FIELD):
        key = keys[id(chosen.stream)]
        places[key].close()
        length = storage().received(key)
        if length:
            return Film(key, length, chosen.filename or "")
    return None
