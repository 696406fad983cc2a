"""Rows of a table as JSON and CSV: what is kept, but for secrets, and without saying who other people are."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any, TextIO

from sqlalchemy import select

from wpl_platform.core.belonging import Part
from wpl_platform.core.database import db
from wpl_platform.privacy.export import safe

PIECE = 500
SHOWN = 200
Row = dict[str, Any]


def columns_of(part: Part) -> list[str]:
    """The names of what goes along of each row."""
    return [column.name for column in part.table.columns if column.name not in part.hidden]


def rows_of(part: Part, person_id: int) -> Iterator[Row]:
    """A person's rows in the order of their numbers, a piece at a time."""
    columns = [part.table.columns[name] for name in columns_of(part)]
    people = {column.name for column in columns if "on_erase" in column.info}
    asked = select(*columns).where(part.mine(person_id)).order_by(*part.table.primary_key.columns)
    for found in db.session.execute(asked.execution_options(yield_per=PIECE)):
        yield {
            name: _who(value, person_id) if name in people else _plain(value)
            for name, value in zip((column.name for column in columns), found, strict=True)
        }


def first_of(part: Part, person_id: int) -> list[Row]:
    """The first of those rows, for who reads and does not reckon."""
    return list(islice(rows_of(part, person_id), SHOWN))


def write_json(out: TextIO, rows: Iterable[Row]) -> int:
    """Writes an array, a row on each line; returns how many."""
    count = 0
    for count, row in enumerate(rows, start=1):
        out.write(("[\n" if count == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
    out.write("\n]\n" if count else "[]\n")
    return count


def write_lines(out: TextIO, rows: Iterable[Row]) -> None:
    """Writes an object a line."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_csv(out: TextIO, columns: list[str], rows: Iterable[Row]) -> None:
    """Writes a table for a spreadsheet, in which no cell calculates anything."""
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(row[name]) for name in columns] for row in rows)


def _who(value: int | None, person_id: int) -> str | None:
    return None if value is None else "me" if value == person_id else "somebody else"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
