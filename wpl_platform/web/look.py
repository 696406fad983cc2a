"""The small judgements of the templates: a person's tint, a time code, a pin's word."""

from collections.abc import Mapping
from zlib import crc32

from flask import Flask

from wpl_platform.core.text import initials, lazy
from wpl_platform.core.timecode import Span, written

HUES = 12
KINDS: Mapping[str, tuple[str, object]] = {
    "observation": ("eye", lazy("Observatie")),
    "strength": ("star", lazy("Top")),
    "question": ("circle-question-mark", lazy("Vraag")),
    "suggestion": ("lightbulb", lazy("Tip")),
}


def hue(name: str) -> int:
    """Which of the twelve tints an avatar has: the same for the same name, everywhere and always."""
    return crc32(name.casefold().encode()) % HUES


def span_code(start: int, end: int | None = None) -> str:
    """A point or a range in ms as people read it: 2:14, or 2:05–2:31."""
    return str(Span(start, end))


def kind_icon(kind: str) -> str:
    """The icon of a kind of feedback, by its name in the sprite."""
    return KINDS[kind][0]


def kind_name(kind: str) -> str:
    """The word of a kind of feedback, in the language of the page."""
    return str(KINDS[kind][1])


def init_app(app: Flask) -> None:
    """Ensures that every template knows the filters above."""
    chosen = {
        "hue": hue,
        "initials": initials,
        "kind_icon": kind_icon,
        "kind_name": kind_name,
        "span_code": span_code,
        "time_code": written,
    }
    app.jinja_env.filters.update(chosen)
