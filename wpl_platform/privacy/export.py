"""The access log in open formats: CSV for a spreadsheet, JSON lines for a program. Pure.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from wpl_platform.privacy.chain import FIELDS
from wpl_platform.privacy.queries import Told

COLUMNS = (*FIELDS, "hash", "name")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> str:
    """The value as a cell that calculates nothing."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_head() -> str:
    """The first line, after the mark by which a spreadsheet knows UTF-8."""
    return "\ufeff" + _csv([COLUMNS])


def csv_of(lines: Iterable[Told]) -> str:
    """Lines of the log as lines of CSV."""
    return _csv([safe(value) for value in _values(told).values()] for told in lines)


def json_of(lines: Iterable[Told]) -> str:
    """Lines of the log, a JSON object each."""
    return "".join(json.dumps(_values(told), ensure_ascii=False) + "\n" for told in lines)


def _values(told: Told) -> dict[str, Any]:
    kept = {name: getattr(told.entry, name) for name in (*FIELDS, "hash")}
    return kept | {"at": told.entry.at.isoformat(timespec="microseconds"), "name": told.name}


def _csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()
