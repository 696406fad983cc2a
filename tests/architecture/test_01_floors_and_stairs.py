"""Law 1: imports go down."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import NAME, ROOMS, House, Law, Source, plant
from wpl_platform.features import FLOORS

LAW = Law(
    "Law 1, floors and stairs: imports go down, never up, never round, and never inside a function",
    "who reads a room has to know the rooms below it and nothing else",
    "move the line to the higher of the two rooms, or hand what it needs down as an argument",
)
MAY_USE = {
    "models": {"models"},
    "policy": {"models", "policy"},
    "queries": {"models", "policy", "queries"},
    "actions": {"models", "policy", "queries", "actions"},
    "forms": {"models", "forms"},
    "views": set(ROOMS),
}
"""Which of the six rooms each may use, in its own feature and in lower ones. Named rooms are free but for circles."""


def faults(house: House) -> Iterator[str]:
    """Every import that goes up, or stands inside a function."""
    for source in house.values():
        for used in house.imports(source):
            where = f"{source.place}:{used.line}"
            if used.inside:
                yield f"{where} imports {used.target} inside a function"
            if used.target in house:
                yield from (f"{where} {fault}" for fault in upward(source, house[used.target]))
            elif source.feature and used.target.partition(".")[0] in {"importlib", "tests", "tools"}:
                yield f"{where} reaches {used.target}, past what can be read"


def upward(source: Source, target: Source) -> Iterator[str]:
    """Whether one module using another goes up, in words."""
    if not source.feature:
        return
    if not target.feature:
        yield f"uses {target.name}, the roof"
        return
    if FLOORS.index(target.feature) > FLOORS.index(source.feature):
        yield f"goes up from {source.feature} to {target.feature}"
    if target.room in ROOMS and source.room in ROOMS and target.room not in MAY_USE[source.room]:
        yield f"uses {target.feature}.{target.room} from the room {source.room}"


def circles(house: House) -> Iterator[str]:
    """Every import that ends where it began."""
    uses = {name: {used.target for used in house.imports(house[name])} & house.keys() - {name} for name in house}
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> Iterator[str]:
        if name in way:
            yield " → ".join((*way[way.index(name) :], name))
        elif name not in done:
            for used in sorted(uses[name]):
                yield from walk(used, (*way, name))
            done.add(name)

    for name in house:
        yield from walk(name, ())


def test_imports_go_down() -> None:
    LAW.check(faults(House()))


def test_imports_go_in_no_circle() -> None:
    LAW.check(circles(House()))


def test_an_import_that_goes_up_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/models.py": f"from {NAME}.feedback import models",
            "media/queries.py": f"from {NAME}.media.actions import share",
            "media/actions.py": f"def share():\n    from {NAME}.core import clock",
            "feedback/models.py": f"import {NAME}.media.models",
            "core/clock.py": f"import importlib\nimport {NAME}",
            "__init__.py": f"import {NAME}.media.models",
        },
    )
    assert sorted(fault.partition(" ")[2] for fault in faults(house)) == [
        "goes up from media to feedback",
        f"imports {NAME}.core.clock inside a function",
        "reaches importlib, past what can be read",
        "uses media.actions from the room queries",
        f"uses {NAME}, the roof",
    ]


def test_a_circle_is_caught(tmp_path: Path) -> None:
    files = {"core/a.py": f"from {NAME}.core import b", "core/b.py": f"import {NAME}.core.a", "core/__init__.py": ""}
    assert list(circles(plant(tmp_path, files))) == [f"{NAME}.core.a → {NAME}.core.b → {NAME}.core.a"]
