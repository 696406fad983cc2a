"""Pages of paper that somebody brings in: which are taken, and what is kept of them. A port.

A photo or scan is made anew, as a JPEG. A PDF stays as it came, for nothing here can make it anew: it has to be one
from its first byte to its last, it is never shown but only saved, and it does nothing by itself.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.media import pictures
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage

PAGES_MOST = 4
PAGE_BYTES = 20_000_000
SIDE = 2000
"""Px of the long side that are kept: handwriting of an A4 is read well."""
JPEG, PDF = "image/jpeg", "application/pdf"
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"
"""What a browser offers to choose. A phone that keeps its photos as HEIC makes a JPEG of it by itself then."""
FIELD = "pages"

_BEGINS = re.compile(rb"%PDF-[12]\.\d")
_ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_ACTS = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|URI|GoTo[RE]|Rendition|Movie|Sound)\b"
)
_UNREAD = re.compile(rb"/(ObjStm|Encrypt)\b")
"""What keeps the rest of a file from being looked at."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAIL = 2048


@dataclass(frozen=True)
class Page:
    """A page that is kept: the key of its bytes, what they are, and how many."""

    key: str
    media_type: str
    size: int


@contextmanager
def taken(files: Sequence[Path]) -> Iterator[tuple[Page, ...]]:
    """Keeps these pages; their bytes go again when the block fails. Slow: no transaction is open meanwhile.

    Raises Invalid in the field of the pages, saying which it is, when one cannot be taken: then none is.
    """
    if len(files) > PAGES_MOST:
        raise _wrong(_("Voeg hooguit %(count)s bladzijden toe.", count=PAGES_MOST))
    with ExitStack() as kept, storage().scratch() as folder:
        pages = []
        for number, file in enumerate(files, 1):
            made, media_type = _made(file, number, folder)
            key, size = storage().keep(made)
            kept.callback(storage().delete, key)
            pages.append(Page(key, media_type, size))
        yield tuple(pages)
        kept.pop_all()


def _made(file: Path, number: int, folder: Path) -> tuple[Path, str]:
    if file.stat().st_size > PAGE_BYTES:
        most = PAGE_BYTES // 1_000_000
        raise _wrong(_("Bladzijde %(number)s is groter dan %(most)s MB.", number=number, most=most))
    if pictures.head_of(file).startswith(b"%PDF"):
        if not is_plain_pdf(file):
            sentence = _("Bladzijde %(number)s is geen gewone PDF. Maak er een foto van, of scan hem opnieuw.")
            raise _wrong(sentence % {"number": number})
        return file, PDF
    if pictures.is_heic(file):
        sentence = _("Bladzijde %(number)s is een HEIC-foto, en die leest de server niet. Bewaar hem eerst als JPEG.")
        raise _wrong(sentence % {"number": number})
    target = folder / f"{number}.jpg"
    try:
        pictures.jpeg(file, SIDE, target)
    except Unreadable as error:
        sentence = _("Bladzijde %(number)s is geen foto of PDF die we kunnen lezen.", number=number)
        raise _wrong(sentence) from error
    return target, JPEG


def is_plain_pdf(file: Path) -> bool:
    """Whether it is a PDF and nothing else besides, as a scanner makes them: none that acts or carries other files."""
    content = file.read_bytes()
    if _BEGINS.match(content) is None or _ENDS.search(content[-_TAIL:]) is None:
        return False
    names = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), content)
    return _ACTS.search(names) is None and _UNREAD.search(names) is None and not is_zipfile(file)


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, FIELD)
