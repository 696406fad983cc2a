"""A form with files in it, read from the socket: fields into memory, files straight to their place on disk."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
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

    parser = _parser(place, int(current_app.config["UPLOAD_MAX_BYTES"]))
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


@contextmanager
def form_with_files(field: str, *, most: int) -> Iterator[tuple[MultiDict[str, str], list[Path]]]:
    """Reads the form of this request, of at most `most` bytes: its fields, and the files in one of them that hold
    something, in a folder that goes with the block. Raises as `form_with_film` does.
    """
    with storage().scratch() as folder, ExitStack() as opened:
        paths: dict[int, Path] = {}

        def place(*_sizes: object, **_more: object) -> IO[bytes]:
            path = folder / new_key()
            file = cast(IO[bytes], Place(opened.enter_context(path.open("w+b"))))
            paths[id(file)] = path
            return file

        fields, files = _parsed(_parser(place, most))
        opened.close()
        chosen = [paths[id(file.stream)] for file in files.getlist(field)]
        yield fields, [path for path in chosen if path.stat().st_size]


def _parser(place: Callable[..., IO[bytes]], most: int) -> FormDataParser:
    """What reads a form with up to so many bytes of files. Nothing is held open meanwhile; raises NoRoom."""
    release()
    intake.require_room(most if request.content_length is None else request.content_length)
    memory = int(current_app.config["MAX_FORM_MEMORY_SIZE"])
    return FormDataParser(
        place,
        max_form_memory_size=memory,
        max_content_length=most + memory if request.mimetype == "multipart/form-data" else memory,
        max_form_parts=PARTS_MAX,
        silent=False,
    )


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
