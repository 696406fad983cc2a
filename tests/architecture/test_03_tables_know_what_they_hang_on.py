"""Law 3: a table knows what it hangs on, never what hangs on it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import House, Law, called, plant

LAW = Law(
    "Law 3, a table knows what it hangs on, never what hangs on it",
    "a recording that knows its moments cannot stand on a lower floor than they do",
    "relate one way only, ask the queries of the higher floor, and let ondelete= take away what hangs below",
)
BACKWARD = {"back_populates", "backref", "cascade", "passive_deletes"}


def faults(house: House) -> Iterator[str]:
    """Every relation that looks back, and every foreign key that leaves it open what becomes of its row."""
    for source in house.values():
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            options = {keyword.arg for keyword in node.keywords}
            where = f"{source.place}:{node.lineno}"
            if called(node) == "relationship" and options & BACKWARD:
                yield f"{where} looks back by {', '.join(sorted(map(str, options & BACKWARD)))}"
            if called(node) in {"ForeignKey", "ForeignKeyConstraint"} and "ondelete" not in options:
                yield f"{where} has no ondelete"


def test_tables_know_what_they_hang_on() -> None:
    LAW.check(faults(House()))


def test_a_table_that_looks_back_is_caught(tmp_path: Path) -> None:
    text = 'a = relationship(back_populates="b")\nc = mapped_column(ForeignKey("team.id"))\nd = relationship()'
    house = plant(tmp_path, {"media/models.py": text})
    assert list(faults(house)) == [
        "media/models.py:1 looks back by back_populates",
        "media/models.py:2 has no ondelete",
    ]
