"""Law 6: one request, one transaction; one job, one transaction."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.source import House, Law, called, plant

LAW = Law(
    "Law 6, one request is one transaction, and so is one job",
    "what was half done and half kept is worse than what failed",
    "leave the commit to the door or the engine; a place that ends transactions stands in ENDS with its reason",
)
ENDS: Mapping[str, str] = {
    "core/database.py": "ends them for everybody",
    "web/requests.py": "the end of a request",
}


def faults(house: House, ends: Mapping[str, str]) -> Iterator[str]:
    """Every commit in a place that is not made for it."""
    ending = set()
    for source in house.values():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and called(node) == "commit":
                ending.add(source.place)
                if source.place not in ends:
                    yield f"{source.place}:{node.lineno} commits"
    yield from (f"{place} stands in ENDS and needs it no more" for place in ends.keys() - ending)


def test_one_request_is_one_transaction() -> None:
    LAW.check(faults(House(), ENDS))


def test_a_commit_of_ones_own_is_caught(tmp_path: Path) -> None:
    house = plant(tmp_path, {"media/actions.py": "db.session.commit()"})
    assert list(faults(house, {"core/gone.py": "once"})) == [
        "media/actions.py:1 commits",
        "core/gone.py stands in ENDS and needs it no more",
    ]
