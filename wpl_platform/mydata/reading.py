"""The page in the archive by which it is read without us: plain HTML, style and script of its own, nothing from a net.

A film plays beside its moments. Its captions stand in the page itself, for a browser lets no file read another.
"""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from wpl_platform.core import clock
from wpl_platform.mydata.archive_file import ArchiveFile
from wpl_platform.web import filters

STATIC = Path(__file__).resolve().parent.parent / "static"


@dataclass(frozen=True)
class Table:
    """A table of the archive: where its rows are, how many, and the first of them to be read here."""

    name: str
    title: Any
    file: str
    count: int
    columns: list[str]
    shown: list[dict[str, Any]]


def write(out: ArchiveFile, story: Any) -> None:
    """Adds the page, in the language that is set, and what it needs."""
    page = current_app.jinja_env.get_template("mydata/archive.html")
    out.text("index.html", page.render(story=story, now=clock.now(), in_page=in_page, locale=filters.language()))
    style = [(STATIC / "css" / "tokens.css"), (STATIC / "archive" / "reading.css")]
    out.text("reading/style.css", "\n".join(file.read_text() for file in style))
    out.text("reading/page.js", (STATIC / "archive" / "reading.js").read_text())


def in_page(text: str) -> str:
    """Captions as an address that holds them."""
    return "data:text/vtt;base64," + b64encode(text.encode()).decode()
