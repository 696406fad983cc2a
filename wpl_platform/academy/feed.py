"""The newest texts as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

register_namespace("", ATOM)


@dataclass(frozen=True)
class Entry:
    """One text; `html` is sanitised, `address` is absolute and stays the same, so it is the id as well."""

    address: str
    title: str
    summary: str
    html: str
    author: str
    published_at: datetime


def atom(*, title: str, home: str, address: str, entries: Sequence[Entry]) -> bytes:
    """The feed as UTF-8 XML. It says it was updated when its newest entry was published."""
    feed = Element(f"{{{ATOM}}}feed")
    updated = max((entry.published_at for entry in entries), default=BEGINNING)
    _put(feed, "id", home)
    _put(feed, "title", title)
    _put(feed, "updated", updated.isoformat())
    _put(feed, "link", href=home)
    _put(feed, "link", href=address, rel="self")
    for entry in entries:
        _put_entry(feed, entry, fallback_author=title)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _put_entry(feed: Element, entry: Entry, *, fallback_author: str) -> None:
    element = _put(feed, "entry")
    _put(element, "id", entry.address)
    _put(element, "title", entry.title)
    _put(element, "link", href=entry.address)
    _put(element, "published", entry.published_at.isoformat())
    _put(element, "updated", entry.published_at.isoformat())
    _put(_put(element, "author"), "name", entry.author or fallback_author)
    _put(element, "summary", entry.summary)
    _put(element, "content", entry.html, type="html")


def _put(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element
