"""What of the database is somebody's: each floor says so of its own tables, in its room `belongings` (BELONGS).

From that one list comes what a person takes along, what becomes of it when they are erased, and the law that no table
is forgotten. People are numbers here: who they are, a higher floor knows. Why so: docs/decisions/my-data.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Table, false, or_, select

from wpl_platform.core.database import Base

Condition = Callable[[int], ColumnElement[bool]]
"""Which rows, for the person with this number."""


@dataclass(frozen=True)
class Part:
    """Rows of one table that are a person's, under a name of their own.

    `mine`: which rows. `going`: which of them go when that person is erased; the others stay without the name. `by`:
    the columns through which the table names them. `hidden`: columns that nobody takes along: secrets, names of files,
    what is there a second time. `title`: what a person calls them; without one they only go along.
    """

    table: Table
    name: str
    title: Any
    mine: Condition
    going: Condition
    by: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    private: Condition | None = None
    """Which rows go that the database itself would leave without a name: nobody else ever saw them."""


@dataclass
class Leaving:
    """Somebody who is being erased, and what that brings about.

    `files`: names of the bytes that have to go. `destroyed`: the numbers of destructions that prove the end of films.
    """

    person_id: int
    withdraws: bool = False
    files: list[str] = field(default_factory=list)
    destroyed: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Belongings:
    """What one floor has of people. `left_out`: tables and columns that are nobody's to take along, each with why.

    `erase`: what has to be done before the rows go, in the transaction that erases. System act.
    """

    parts: tuple[Part, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    erase: Callable[[Leaving], None] = lambda leaving: None


def of_person(
    model: type[Base],
    *columns: str,
    title: Any = "",
    name: str = "",
    hidden: Iterable[str] = (),
    private: Condition | None = None,
    also_going: Condition | None = None,
) -> Part:
    """The rows that name a person in one of these columns; what becomes of each, the column itself says."""
    table = _table(model)
    named = [table.columns[column] for column in columns]

    def mine(person_id: int) -> ColumnElement[bool]:
        return or_(*(column == person_id for column in named))

    def going(person_id: int) -> ColumnElement[bool]:
        dropped = [column == person_id for column in named if column.info["on_erase"] == "drop"]
        more = [mine(person_id) & also(person_id) for also in (private, also_going) if also is not None]
        return or_(false(), *dropped, *more)

    by = frozenset(columns)
    return Part(table, name or table.name, title, mine, going, by, frozenset(hidden), private)


def hanging(
    model: type[Base],
    column: str,
    on: Part,
    *,
    title: Any = "",
    name: str = "",
    hidden: Iterable[str] = (),
    private: Condition | None = None,
    only: Condition | None = None,
) -> Part:
    """The rows that hang on rows of another part by this column; they go with those where the database says so."""
    table = _table(model)
    key = table.columns[column]
    cascades = any(foreign.ondelete == "CASCADE" for foreign in key.foreign_keys)

    def mine(person_id: int) -> ColumnElement[bool]:
        found = key.in_(_ids(on, on.mine(person_id)))
        return found if only is None else found & only(person_id)

    def going(person_id: int) -> ColumnElement[bool]:
        found = key.in_(_ids(on, on.going(person_id))) if cascades else false()
        return (found | private(person_id) if private is not None else found) & mine(person_id)

    return Part(table, name or table.name, title, mine, going, frozenset(), frozenset(hidden), private)


def within(column: Any, on: Part) -> Condition:
    """That a row hangs on what goes of another part."""
    return lambda person_id: column.in_(_ids(on, on.going(person_id)))


def register(app: Flask, found: Iterable[Belongings]) -> None:
    """Says what the floors of this application have of people, ground first."""
    app.extensions["belongings"] = tuple(found)


def belongings() -> tuple[Belongings, ...]:
    """What each floor has of people, ground first."""
    found: tuple[Belongings, ...] = current_app.extensions["belongings"]
    return found


def parts() -> list[Part]:
    """All that is somebody's, ground first."""
    return [part for floor in belongings() for part in floor.parts]


def _ids(part: Part, which: ColumnElement[bool]) -> Any:
    return select(next(iter(part.table.primary_key.columns))).where(which)


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  (what a model of ours always has)
    return table
