"""The maps of the house are true: what README and docs/house.md name is there, and every floor is named."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, Law
from wpl_platform.features import FLOORS

LAW = Law(
    "A map shows the house as it is: every floor in order, and nothing that is not there",
    "a newcomer believes the map",
    "change the map in the same commit as the house",
)
OBEYED = Law(
    "A decision is named by what obeys it",
    "who changes the code has to meet the reason before the next reader misses it",
    "name the page in the module that obeys it; a page that nothing obeys any more goes",
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


def unnamed(pages: Iterable[Path], texts: Iterable[str]) -> Iterator[str]:
    """Every decision that no text names."""
    known = "\n".join(texts)
    yield from (f"{page.name} is named nowhere" for page in pages if f"docs/decisions/{page.name}" not in known)


@pytest.mark.parametrize("page", ["README.md", "docs/house.md"])
def test_the_map_is_true(page: str) -> None:
    LAW.check(faults((ROOT / page).read_text(), ROOT))


def test_a_map_of_another_house_is_caught() -> None:
    text = "| where | what |\n|---|---|\n| [attic](attic) | dust |\n| `web` | a kit |\n| `core` | a clock |\n"
    assert list(faults(text, ROOT)) == [
        "attic is on the map and not in the house",
        f"the floors are {', '.join(FLOORS)}, and the map says web, core",
    ]


def test_every_decision_is_named_by_what_obeys_it() -> None:
    obeying = [*PACKAGE.rglob("*.py"), *(PACKAGE / "static" / "js").rglob("*.js"), ROOT / "pyproject.toml"]
    OBEYED.check(unnamed((ROOT / "docs" / "decisions").glob("*.md"), (path.read_text() for path in obeying)))


def test_a_decision_that_nothing_names_is_caught() -> None:
    pages = [Path("docs/decisions/jobs.md"), Path("docs/decisions/attic.md")]
    assert list(unnamed(pages, ['"""Why: docs/decisions/jobs.md."""'])) == ["attic.md is named nowhere"]
