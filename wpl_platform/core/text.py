"""Text as people type it: kept as typed, shown safely; and the words of the product in their language."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import flask_babel
import nh3
from babel.lists import format_list
from markdown_it import MarkdownIt

__all__ = ["_", "excerpt", "html_of", "initials", "lazy", "ngettext", "series", "slug", "tidy"]


def _(text: str, **values: object) -> str:
    """The text in the reader's language, with its values filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The text for this number (`%(num)s`), in the reader's language."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy(text: str, **values: object) -> Any:
    """The same as `_`, spoken only when it is shown: for words that are named before anybody asks."""
    return flask_babel.lazy_gettext(text, **values)


def series(words: Sequence[str]) -> str:
    """The words one after another as the reader's language says them: Jij, Youssef en Tom."""
    return str(format_list(words, locale=flask_babel.get_locale() or "nl"))


_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(["image", "heading"])
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "h2", "h3"}
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """The text as it is kept: NFC, without control and direction-override characters, ends trimmed."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))).strip()


def html_of(text: str) -> str:
    """Sanitised HTML of light Markdown: safe to print unescaped; no pictures, no scripts, links marked nofollow."""
    return nh3.clean(
        _MARKDOWN.render(text), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )


def excerpt(text: str, length: int = 80) -> str:
    """The first words of a text on one line, at most `length` characters, with an ellipsis when cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def initials(name: str) -> str:
    """Two letters for an avatar: of the first and the last word of a name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper() or "?"


def slug(text: str) -> str:
    """The text as part of an address: lower-case ASCII letters, digits and hyphens, at most 80; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
