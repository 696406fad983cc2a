"""Captions as a file: read out of WebVTT and SRT, whoever made them, and written as WebVTT. Pure.

What came in is never served: only times and plain text are taken out of it, and written anew. Whatever else may stand
in such a file (styles, regions, notes, places on the screen, mark-up) is left behind; who speaks stays, as words. Why
not by a library: docs/decisions/watching.md.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wpl_platform.core.text import tidy
from wpl_platform.core.timecode import DAY_MS
from wpl_platform.media.caption_models import LINE_MAX, LINES_MAX

FILE_MAX = 400_000
"""Bytes: four hours of talking take half of it."""
_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t].*)?")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\s][^<>]*)>")
_MARK_UP = re.compile(r"<[\w/.:!?][^<>]*>|\{\\[^{}]*\}")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class NotCaptions(ValueError):
    """There is not one line with a time in it."""


class TooMuch(ValueError):
    """More lines, a longer line or a larger file than anybody reads below a film."""


@dataclass(frozen=True, order=True)
class Line:
    """What is said from `start` up to `end` (ms): plain text, of one or more rows."""

    start: int
    end: int
    text: str


def read(content: bytes) -> list[Line]:
    """The lines in a file, in the order of time; they may overlap, as voices do.

    Lines that are empty or end before they begin are left out. Raises NotCaptions when nothing is left, and TooMuch.
    """
    if len(content) > FILE_MAX:
        raise TooMuch
    found = [line for line in _lines(_text(content)) if line.text and line.start < line.end <= DAY_MS]
    if not found:
        raise NotCaptions
    if len(found) > LINES_MAX or any(len(line.text) > LINE_MAX for line in found):
        raise TooMuch
    return sorted(found)


def plain(text: str) -> str:
    """The words in what a file says: without mark-up, and with who speaks in front."""
    said = _SPEAKER.sub(lambda who: f"{who[1].strip()}: ", text)
    return neat(html.unescape(_MARK_UP.sub("", said)))


def neat(text: str) -> str:
    """Text as it is kept: the same rows, but none of them empty or with spaces at its ends."""
    return "\n".join(row.strip() for row in tidy(text).split("\n") if row.strip())


def written(lines: Iterable[Line]) -> str:
    """The lines as WebVTT in which nothing can act: every sign that means something there is written out."""
    cues = (f"{_stamp(line.start)} --> {_stamp(line.end)}\n{html.escape(line.text, quote=False)}\n" for line in lines)
    return "\n".join(["WEBVTT\n", *cues])


def _text(content: bytes) -> str:
    """The letters in it, with one sign for the end of a row. Old files of one byte a letter are read as such."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _rows(content[len(mark) :].decode(encoding, "replace"))
    try:
        return _rows(content.decode())
    except UnicodeDecodeError:
        return _rows(content.decode("cp1252", "replace"))


def _rows(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> Iterator[Line]:
    times: tuple[int, int] | None = None
    rows: list[str] = []
    for row in [*text.split("\n"), ""]:
        match = _TIMES.fullmatch(row.strip())
        if times and (match or not row.strip()):
            yield Line(*times, plain("\n".join(rows)))
            times = None
        if match:
            clock = match.groups()
            times, rows = (_ms(clock[:4]), _ms(clock[4:])), []
        elif times:
            rows.append(row)


def _ms(clock: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = clock
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
