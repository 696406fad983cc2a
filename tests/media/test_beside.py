"""The list beside the database: a line that was cut off costs itself alone."""

from pathlib import Path

import pytest
from flask import Flask

from wpl_platform.media import beside, withdrawals

NOW = "2026-11-28T08:00:00+00:00"


@pytest.fixture
def place(app: Flask) -> Path:
    """Where it lies."""
    return Path(app.config["DATA_DIR"]) / beside.FILE


@pytest.mark.parametrize("torn", [NOW[:13], NOW, f"{NOW} {'b' * 20}"])
def test_after_a_line_that_was_cut_off_the_next_is_read(place: Path, torn: str) -> None:
    place.write_text(torn)
    beside.add([f"{NOW} {'a' * 64}"])
    beside.add([f"{NOW} {'c' * 64}"])
    assert [line[1] for line in beside.lines(2) if len(line[1]) == 64] == ["a" * 64, "c" * 64]
    withdrawals.do_again()


def test_what_does_not_begin_with_a_moment_is_no_line(place: Path) -> None:
    place.write_text(f"{NOW[:13]}{NOW} {'a' * 64}\n{NOW} {'b' * 64}\n")
    assert [line[1] for line in beside.lines(2)] == ["b" * 64]
