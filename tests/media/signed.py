"""Paper that somebody signed: photos as phones make them, scans as scanners do, and what only pretends to be one."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict

from wpl_platform.media import paper_pages
from wpl_platform.media.paper_pages import Page

PLACE = b"Lindelaan 12"
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", turned: bool = False) -> bytes:
    """A photo in which the camera wrote where it was; `turned`: held upright, and said so. Its left edge is red."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    said = Image.Exif()
    said[0x010E] = PLACE.decode()
    said.get_ifd(0x8825)[2] = (52.0, 4.0, 2.0)
    if turned:
        said[0x0112] = 6
    out = BytesIO()
    picture.save(out, kind, exif=said)
    return out.getvalue()


def see_through() -> bytes:
    """A signature as a PNG on nothing."""
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def zipped(before: bytes) -> bytes:
    """An archive behind something else: it opens as both."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("x.html", SCRIPT)
    return before + out.getvalue()


def huge() -> bytes:
    """A PNG of a few bytes that says it is 60 000 × 60 000 px."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = part(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


POLYGLOTS = {
    "a page called .pdf": ("a.pdf", SCRIPT),
    "a page that begins as a PDF": ("a.pdf", b"%PDF-1.4\n" + SCRIPT),
    "a PDF behind a page": ("a.pdf", SCRIPT + PDF),
    "a PDF with an archive behind it": ("a.pdf", zipped(PDF)),
    "a PDF with an archive in it": ("a.pdf", PDF.replace(b"trailer", zipped(b"") + b"trailer")),
    "a PDF that acts": ("a.pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(1)>>")),
    "a PDF that acts, spelt otherwise": ("a.pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/AA<</S/L#61unch>>")),
    "a PDF that leads away": ("a.pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/URI/URI(x)>>")),
    "a PDF that hides what is in it": ("a.pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/X/ObjStm")),
    "a drawing called .png": ("a.png", SVG),
    "a drawing that begins as a photo": ("a.jpg", b"\xff\xd8\xff" + SVG),
    "a list of files": ("a.webp", b"ffconcat version 1.0\nfile /etc/passwd\n"),
    "a photo of an iPhone": ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\0" * 40),
    "more pixels than there is room for": ("a.png", huge()),
    "nothing in it but a beginning": ("a.jpg", b"\xff\xd8\xff\xe0"),
}
"""What is no page, under the name that it bears."""


@contextmanager
def photographed(*contents: bytes) -> Iterator[tuple[Page, ...]]:
    """Pages as the product takes them in: one photo, unless told otherwise."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number, _ in enumerate(contents or (b"",))]
        for file, content in zip(files, contents or (photo(),), strict=True):
            file.write_bytes(content)
        with paper_pages.taken(files) as pages:
            yield pages


def written(*files: tuple[str, bytes], **more: str) -> MultiDict[str, object]:
    """The form of a consent on paper, with these files."""
    typed: dict[str, object] = {"how": "paper", "purposes": "learning", "paper": "scan", **more}
    fields = MultiDict[str, object](typed)
    for name, content in files:
        fields.add("pages", FileStorage(BytesIO(content), name))
    return fields
