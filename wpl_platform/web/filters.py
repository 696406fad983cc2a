"""How moments, days and sizes are written on a page, in the reader's language."""

from datetime import date, datetime

import segno
from flask import Flask
from flask_babel import format_date, format_datetime, get_locale

from wpl_platform.core import clock, text, timecode
from wpl_platform.core.text import _


def init_app(app: Flask) -> None:
    """Gives the filters to every template."""
    app.jinja_env.filters.update(day=day, moment=moment, clock_time=clock_time, size=size, time_code=timecode.written)
    app.jinja_env.filters.update(exact_code=exact_code, qr_matrix=qr_matrix)
    app.jinja_env.filters.update(seconds=seconds, initials=text.initials, excerpt=text.excerpt)
    app.context_processor(lambda: {"locale": language()})


def language() -> str:
    """The language of this answer: nl or en."""
    chosen = get_locale()
    return str(chosen.language) if chosen else "nl"


def exact_code(ms: int) -> str:
    """A time code that loses nothing, with the reader's decimal sign: 2:14,350 in Dutch, 2:14.350 in English."""
    return timecode.exact(ms, "," if language() == "nl" else ".")


def day(value: date | datetime, with_year: bool | None = None) -> str:
    """12 nov; with the year when it is another year than this one (or when asked for). Near days by their word."""
    on = clock.local(value).date() if isinstance(value, datetime) else value
    near = {0: _("vandaag"), 1: _("morgen"), -1: _("gisteren")}.get((on - clock.today()).days)
    if near and with_year is None:
        return near
    far = on.year != clock.today().year if with_year is None else with_year
    return str(format_date(on, "d MMM y" if far else "d MMM")).replace(".", "")


def moment(value: datetime) -> str:
    """12 nov, 14.05 on the reader's clock."""
    return f"{day(value)}, {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """14.05 on the reader's clock; 14:05 in English."""
    return str(format_datetime(value, "HH.mm" if language() == "nl" else "HH:mm"))


def seconds(ms: int) -> str:
    """A time in a recording as its studio reads it in an address, `?t=`: 8.4 for 8400 ms."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")


def qr_matrix(address: str) -> tuple[bytearray, ...]:
    """The rows of a QR code, a byte a square: 1 is dark. Without the quiet edge around it (4 squares)."""
    return tuple(segno.make(address, error="m", micro=False).matrix)


def size(count: int) -> str:
    """Bytes as people read them: 148 MB, 2,4 GB (decimal units)."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= step:
            figure = f"{count / step:.1f}" if count < 10 * step else f"{count / step:.0f}"
            return f"{figure.replace('.', ',') if language() == 'nl' else figure} {unit}"
    return f"{count} B"
