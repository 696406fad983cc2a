"""Law 8: every column that names a person says what becomes of it when they leave."""

from collections.abc import Iterator

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from tests.architecture.source import Law
from wpl_platform.core.database import db

LAW = Law(
    "Law 8, every column that names a person says what becomes of it when they leave: drop or blank",
    "no feature may forget privacy, so privacy reads it from the tables",
    "make the column with accounts.models.person_column(on_erase=…)",
)
GOES = {"drop": "CASCADE", "blank": "SET NULL"}


def faults(metadata: MetaData) -> Iterator[str]:
    """Every column that names a person and leaves it open, or says one thing and tells the database another."""
    for table in metadata.tables.values():
        for column in table.columns:
            for key in column.foreign_keys:
                if key.target_fullname != "person.id":
                    continue
                said = column.info.get("on_erase")
                if said not in GOES:
                    yield f"{table.name}.{column.name} does not say what becomes of it"
                elif key.ondelete != GOES[said]:
                    yield f"{table.name}.{column.name} says {said} and tells the database {key.ondelete}"
                elif said == "blank" and not column.nullable:
                    yield f"{table.name}.{column.name} says blank and may not be empty"


def test_every_column_that_names_a_person_says_what_becomes_of_it() -> None:
    assert "person" in db.metadata.tables
    LAW.check(faults(db.metadata))


def test_a_forgotten_column_is_caught() -> None:
    sample = MetaData()
    Table("person", sample, Column("id", Integer, primary_key=True))
    person = "person.id"
    Table(
        "note",
        sample,
        Column("author_id", ForeignKey(person, ondelete="CASCADE")),
        Column("reader_id", ForeignKey(person, ondelete="CASCADE"), info={"on_erase": "blank"}),
        Column("owner_id", ForeignKey(person, ondelete="SET NULL"), info={"on_erase": "blank"}, nullable=False),
        Column("maker_id", ForeignKey(person, ondelete="CASCADE"), info={"on_erase": "drop"}),
    )
    assert list(faults(sample)) == [
        "note.author_id does not say what becomes of it",
        "note.reader_id says blank and tells the database CASCADE",
        "note.owner_id says blank and may not be empty",
    ]
