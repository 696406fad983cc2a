"""The list that lies beside the database, of what a backup that is put back must not undo. A port.

A line each; it is only ever added to. Where it must lie: docs/operating.md, on backups.
"""

from collections.abc import Iterable
from pathlib import Path

from flask import current_app

FILE = "withdrawals.list"


def add(lines: Iterable[str]) -> None:
    """Adds these lines at the end."""
    text = "".join(f"{line}\n" for line in lines)
    if text:
        with _place().open("a", encoding="ascii") as file:
            file.write(text)


def lines(words: int) -> list[list[str]]:
    """The lines of so many words, in order, in words; a line that is cut off counts not."""
    place = _place()
    if not place.exists():
        return []
    split = (line.split() for line in place.read_text(encoding="ascii").splitlines())
    return [line for line in split if len(line) == words]


def _place() -> Path:
    return Path(current_app.config["WITHDRAWALS_FILE"] or Path(current_app.config["DATA_DIR"]) / FILE)
