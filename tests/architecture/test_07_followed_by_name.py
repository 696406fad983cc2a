"""Law 7: nothing happens that you cannot follow by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import House, Law, called, plant

LAW = Law(
    "Law 7, nothing happens that you cannot follow by name: no signals, no model events",
    "who reads an action has to see everything it sets off",
    "call it in the action, in plain sight",
)
FORBIDDEN = ("blinker", "flask.signals", "sqlalchemy.event")
HOOK = re.compile(r"listens_for|listens|connect_via|(before|after)_(insert|update|delete|flush|commit)")
MAY = {
    "core/database.py": "how SQLite begins a transaction is set at the connection, below everything that can be read"
}


def faults(house: House, may: dict[str, str]) -> Iterator[str]:
    """Every signal and every event of a model."""
    hooked = set()
    for source in house.values():
        found = [
            *(used.line for used in house.imports(source) if used.target.startswith(FORBIDDEN)),
            *(
                node.lineno
                for node in ast.walk(source.tree)
                if isinstance(node, ast.stmt | ast.expr) and is_event(node)
            ),
        ]
        if found:
            hooked.add(source.place)
        if source.place not in may:
            yield from (f"{source.place}:{line} hangs on an event" for line in sorted(set(found)))
    yield from (f"{place} stands in MAY and needs it no more" for place in may.keys() - hooked)


def is_event(node: ast.AST) -> bool:
    """Whether a node imports SQLAlchemy's events or hangs on one of them."""
    if isinstance(node, ast.ImportFrom):
        return node.module in {"sqlalchemy", "sqlalchemy.orm"} and any(name.name == "event" for name in node.names)
    return isinstance(node, ast.Call) and HOOK.fullmatch(called(node)) is not None


def test_nothing_happens_unseen() -> None:
    LAW.check(faults(House(), MAY))


def test_a_signal_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/actions.py": "from blinker import Signal",
            "media/models.py": "from sqlalchemy import event\n@event.listens_for(Recording, 'x')\ndef told(): ...",
        },
    )
    assert list(faults(house, {})) == [
        "media/actions.py:1 hangs on an event",
        "media/models.py:1 hangs on an event",
        "media/models.py:2 hangs on an event",
    ]
