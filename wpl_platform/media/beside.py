"""The list that lies beside the database, of what a backup that is put back must not undo. A port.

A line each; it is only ever added to. Where it must lie: docs/operating.md, on backups.
"""

from collections.abc import Iterable
from datetime import datetime
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from flask import current_app

FILE = "withdrawals.list"


def add(lines: Iterable[str]) -> None:
    """Adds these lines at the end."""
    text = "".join(f"{line}\n" for line in lines)
    if text:
        with _place().open("a+b") as file:
            file.write((_apart(file) + text).encode("ascii"))


def _apart(file: BinaryIO) -> str:
    """An end for a last line that was cut off, so that what follows is read."""
    if not file.seek(0, SEEK_END):
        return ""
    file.seek(-1, SEEK_END)
    return "" if file.read() == b"\n" else "\n"


def lines(words: int) -> list[list[str]]:
    """The lines of so many words, in order, in words, the first of them a moment; a line that is cut off counts not."""
    place = _place()
    if not place.exists():
        return []
    split = (line.split() for line in place.read_text(encoding="ascii").splitlines())
    return [line for line in split if len(line) == words and _is_moment(line[0])]


def _is_moment(word: str) -> bool:
    try:
        return datetime.fromisoformat(word).tzinfo is not None
    except ValueError:
        return False


def _place() -> Path:
    return Path(current_app.config["WITHDRAWALS_FILE"] or Path(current_app.config["DATA_DIR"]) / FILE)
