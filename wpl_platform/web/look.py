"""The small judgements of the templates: a person's tint, the sign and the word of a kind, a range of time."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from flask import Flask

from wpl_platform.core.text import lazy
from wpl_platform.core.timecode import Span

HUES = 12
ICONS: Mapping[str, str] = {
    "observation": "eye",
    "strength": "star",
    "question": "circle-question-mark",
    "suggestion": "lightbulb",
}
WORDS: Mapping[str, Any] = {
    "observation": lazy("Observatie"),
    "strength": lazy("Top"),
    "question": lazy("Vraag"),
    "suggestion": lazy("Tip"),
}


def init_app(app: Flask) -> None:
    """Gives the filters below to every template."""
    app.jinja_env.filters.update(hue=hue, kind_icon=kind_icon, kind_name=kind_name, span_code=span_code)


def hue(name: str) -> int:
    """Which of the twelve tints an avatar has: the same for the same name, everywhere and always."""
    return crc32(name.casefold().encode()) % HUES


def kind_icon(kind: str) -> str:
    """The icon of a kind of feedback, by its name in the sprite."""
    return ICONS[kind]


def kind_name(kind: str) -> str:
    """The word of a kind of feedback, in the language of the page."""
    return str(WORDS[kind])


def span_code(start: int, end: int | None = None) -> str:
    """A point or a range in ms as people read it: 2:14, or 2:05–2:31."""
    return str(Span(start, end))
