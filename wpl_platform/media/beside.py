"""The list that lies beside the database: what no backup may undo, a line each. It is only ever added to.

A line says when, and a hash of what: a secret that withdrew, or (with a word behind it) a person who was erased. Where
it must lie: docs/operating.md, on backups.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flask import current_app

FILE = "withdrawals.list"


def line(at: datetime, digest: str, word: str = "") -> str:
    """One line; without a word it is a withdrawal."""
    return f"{at.isoformat()} {digest}{' ' if word else ''}{word}\n"


def add(lines: Iterable[str]) -> None:
    """Adds the lines at the end."""
    text = "".join(lines)
    if text:
        with _place().open("a", encoding="ascii") as file:
            file.write(text)


def read(word: str = "") -> list[tuple[str, datetime]]:
    """Hashes with when, the latest last, of lines with this word; a line that is cut off counts not."""
    place = _place()
    if not place.exists():
        return []
    found = (each.split() for each in place.read_text(encoding="ascii").splitlines())
    wanted = [word] if word else []
    return [(each[1], datetime.fromisoformat(each[0])) for each in found if each[2:] == wanted and _is_whole(each)]


def _is_whole(each: list[str]) -> bool:
    return len(each) > 1 and len(each[1]) == 64


def _place() -> Path:
    return Path(current_app.config["WITHDRAWALS_FILE"] or Path(current_app.config["DATA_DIR"]) / FILE)
