"""What is kept of people, read from the tables themselves. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column

from wpl_platform.core.database import Base


@dataclass(frozen=True)
class Kept:
    """A table of a floor, and the columns in it that name a person, with what becomes of each when they leave."""

    floor: str
    table: str
    people: tuple[tuple[str, str], ...]


def tables() -> Sequence[Kept]:
    """Every table there is, by floor and name."""
    found = [
        Kept(
            mapper.class_.__module__.split(".")[1],
            str(mapper.local_table.name),  # type: ignore[attr-defined]  # every mapped class here has a table
            tuple((column.name, column.info["on_erase"]) for column in mapper.columns if _names_somebody(column)),
        )
        for mapper in Base.registry.mappers
    ]
    return sorted(found, key=lambda kept: (kept.floor, kept.table))


def _names_somebody(column: "Column[object]") -> bool:
    return "on_erase" in column.info
