"""Law 5: one policy, two faces: a yes or no about one thing, and a condition on all of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import House, Law, called, plant

LAW = Law(
    "Law 5, one policy has two faces, `may_see(viewer, x)` and `seen_by(viewer)`, and asks viewer.is_person(id)",
    "a list that shows what its page hides is a leak; and with == a stranger (None) owns what an erased author left",
    "write both side by side and try them over one grid of roles and states",
)


def faults(house: House) -> Iterator[str]:
    """Every face without its other, and every id that is compared where it should be asked."""
    for source in house.values():
        if source.room != "policy":
            continue
        names = {function.name for function in source.public_functions()}
        if "may_see" in names and "seen_by" not in names:
            yield f"{source.place} has may_see without seen_by"
        for function in source.public_functions():
            for node in ast.walk(function) if function.name.startswith("may_") else ():
                if not isinstance(node, ast.Compare):
                    continue
                if any(called(side) == "person_id" for side in [node.left, *node.comparators]):
                    yield f"{source.place}:{node.lineno} compares a person's id in {function.name}"


def test_a_policy_has_two_faces() -> None:
    LAW.check(faults(House()))


def test_half_a_face_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/policy.py": "def may_see(viewer, x):\n    return viewer.person_id == x.maker_id",
            "media/queries.py": "",
        },
    )
    assert list(faults(house)) == [
        "media/policy.py has may_see without seen_by",
        "media/policy.py:2 compares a person's id in may_see",
    ]
