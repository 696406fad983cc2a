"""Law 8, its other half: what there is of a person they take along, table by table, or it says why not."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, false

from tests.architecture.source import NAME, PACKAGE, Law
from wpl_platform.core.belonging import Belongings, Part
from wpl_platform.core.database import Base, db
from wpl_platform.features import FLOORS

LAW = Law(
    "Law 8, every table is taken along by who asks for their data, through every column that names a person, or says "
    "why not; and no secret is",
    "an archive that forgets a table says that nothing is there, and memory is what forgets",
    "name the table in the room `belongings` of its floor: as a part, or in left_out with the reason",
)
SECRET = re.compile(r"digest|hash|secret|sealed|token|(^|_)key$|mark$")
PLAIN = {
    "access_entry.hash": "seals the line, and is printed",
    "information_text.digest": "of a text for all",
    "label.key": "a key of the keyboard",
}
"""Columns that sound like a secret and are none."""


def floors() -> Iterator[tuple[str, Belongings]]:
    """What each floor says."""
    for floor in FLOORS:
        room = f"{NAME}.{floor}.belongings"
        if find_spec(room):
            yield floor, import_module(room).BELONGS


def faults(metadata: MetaData, said: Collection[Belongings], plain: Mapping[str, str]) -> Iterator[str]:
    """Every table and column of a person that is forgotten, every secret that goes along, every needless excuse."""
    parts = [part for floor in said for part in floor.parts]
    left = {name for floor in said for name in floor.left_out}
    taken = {part.table.name for part in parts}
    yield from (f"{name} is left out and taken along" for name in left & taken)
    yield from (f"{name} is left out and not there" for name in left if name.split(".")[0] not in metadata.tables)
    names = [part.name for part in parts]
    yield from (f"two parts are called {name}" for name in sorted(set(names)) if names.count(name) > 1)
    for table in metadata.tables.values():
        if table.name not in taken | left:
            yield f"{table.name} is forgotten"
        elif table.name in taken:
            yield from _unnamed(table, parts, left)
    for part in parts:
        yield from _wrong(part, plain)


def _unnamed(table: Table, parts: Iterable[Part], left: Collection[str]) -> Iterator[str]:
    through = {name for part in parts if part.table.name == table.name for name in part.by}
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        if "on_erase" in column.info and column.name not in through and name not in left:
            yield f"{name} names a person who does not take it along"


def _wrong(part: Part, plain: Mapping[str, str]) -> Iterator[str]:
    columns = {column.name for column in part.table.columns}
    yield from (f"{part.name} hides {name}, which is not there" for name in part.hidden - columns)
    for name in sorted(columns - part.hidden):
        if SECRET.search(name) and f"{part.table.name}.{name}" not in plain:
            yield f"{part.name} takes {name} along, which sounds like a secret"


def every_table() -> MetaData:
    """All tables there are, also of rooms that nobody opened yet."""
    for room in PACKAGE.rglob("*models.py"):
        import_module(".".join((NAME, *room.relative_to(PACKAGE).with_suffix("").parts)))
    return db.metadata


def strangers() -> Iterator[str]:
    """Every table that another floor speaks of than the one that owns it."""
    owners = {str(mapper.local_table): mapper.class_.__module__.split(".")[1] for mapper in Base.registry.mappers}
    for floor, said in floors():
        for name in {*(part.table.name for part in said.parts), *(left.split(".")[0] for left in said.left_out)}:
            if owners.get(name) != floor:
                yield f"{floor} speaks of {name}, which is of {owners.get(name)}"


def test_every_table_is_taken_along_or_says_why_not() -> None:
    LAW.check(faults(every_table(), [said for _floor, said in floors()], PLAIN))


def test_a_floor_speaks_of_its_own_tables() -> None:
    every_table()
    LAW.check(strangers())


def test_what_is_forgotten_is_caught() -> None:
    sample = MetaData()
    Table("person", sample, Column("id", Integer, primary_key=True))
    Table("diary", sample, Column("id", Integer, primary_key=True))

    def named() -> Column[int]:
        return Column("by_id", ForeignKey("person.id", ondelete="SET NULL"), info={"on_erase": "blank"})

    note = Table("note", sample, Column("id", Integer, primary_key=True), named(), Column("token_digest", String))
    part = Part(note, "note", "", lambda person_id: false(), lambda person_id: false(), hidden=frozenset({"colour"}))
    said = [
        Belongings((part, replace(part, by=frozenset({"by_id"}), hidden=frozenset({"token_digest"})))),
    ]
    assert sorted(faults(sample, [Belongings((part,), {"gone": "why", "note": "why"})], {})) == [
        "diary is forgotten",
        "gone is left out and not there",
        "note hides colour, which is not there",
        "note is left out and taken along",
        "note takes token_digest along, which sounds like a secret",
        "note.by_id names a person who does not take it along",
        "person is forgotten",
    ]
    assert "two parts are called note" in list(faults(sample, said, {}))
