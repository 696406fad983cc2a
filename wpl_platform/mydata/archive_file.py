"""The archive as a file: a ZIP that any machine opens. A port; it holds one piece of a film in memory at a time."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from wpl_platform.core import clock

SHUT = 0o600 << 16
"""Nobody but who unpacks it reads what is in it, where the machine knows such a thing."""


class ArchiveFile:
    """A ZIP that is being written. Names are ours: never what somebody typed."""

    def __init__(self, file: Path) -> None:
        self._zip = ZipFile(file, "w", ZIP_STORED, allowZip64=True)

    def close(self) -> None:
        """It is whole."""
        self._zip.close()

    @contextmanager
    def writing(self, name: str) -> Iterator[TextIO]:
        """A text under this name, in UTF-8, packed small."""
        with self._zip.open(_named(name, ZIP_DEFLATED), "w", force_zip64=True) as raw:
            out = io.TextIOWrapper(raw, encoding="utf-8", newline="")
            yield out
            out.flush()
            out.detach()

    def text(self, name: str, text: str) -> None:
        """The whole text."""
        with self.writing(name) as out:
            out.write(text)

    def json(self, name: str, data: Any) -> None:
        """The data as JSON that people can read too."""
        self.text(name, json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def film(self, name: str, file: Path) -> None:
        """A film, a picture or a sound: as it is, for it is packed already."""
        with file.open("rb") as source, self._zip.open(_named(name, ZIP_STORED), "w", force_zip64=True) as out:
            while piece := source.read(1 << 20):
                out.write(piece)


def _named(name: str, how: int) -> ZipInfo:
    info = ZipInfo(name, clock.local(clock.now()).timetuple()[:6])
    info.compress_type, info.external_attr = how, SHUT
    return info
