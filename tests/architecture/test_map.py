"""The maps of the house are true: what README and docs/house.md name is there, and every floor is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Law
from wpl_platform.features import FLOORS

LAW = Law(
    "A map shows the house as it is: every floor in order, and nothing that is not there",
    "a newcomer believes the map",
    "change the map in the same commit as the house",
)
ROW = re.compile(r"^\| (?![-:])(.*?) \| (.*?) \|", re.MULTILINE)
LINK = re.compile(r"\]\(([\w./-]+)\)")
NAME = re.compile(r"`([\w./]+)`")


def floors_of(text: str) -> list[str]:
    """The floors that the tables of a page name, in their order."""
    return [name for row in ROW.findall(text) for cell in row for name in NAME.findall(cell) if name in FLOORS]


def places_of(text: str) -> list[str]:
    """The places that the first column of its tables leads to."""
    return [place for first, _ in ROW.findall(text) for place in LINK.findall(first)]


def faults(text: str, root: Path) -> Iterator[str]:
    """Every place that is not there, and every floor that is missing or out of order."""
    for place in places_of(text):
        if not (root / place).exists():
            yield f"{place} is on the map and not in the house"
    if floors_of(text) != list(FLOORS):
        yield f"the floors are {', '.join(FLOORS)}, and the map says {', '.join(floors_of(text))}"


@pytest.mark.parametrize("page", ["README.md", "docs/house.md"])
def test_the_map_is_true(page: str) -> None:
    LAW.check(faults((ROOT / page).read_text(), ROOT))


def test_a_map_of_another_house_is_caught() -> None:
    text = "| where | what |\n|---|---|\n| [attic](attic) | dust |\n| `web` | a kit |\n| `core` | a clock |\n"
    assert list(faults(text, ROOT)) == [
        "attic is on the map and not in the house",
        f"the floors are {', '.join(FLOORS)}, and the map says web, core",
    ]
