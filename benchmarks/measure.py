"""Measuring in turns: ours, the reference, the reference again, so that the machine's own noise shows."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[], float]
"""One run; returns what it cost (seconds, or CPU seconds)."""


@dataclass(frozen=True)
class Figure:
    """Several runs of one thing: what it cost each time."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def written(self, scale: float, unit: str) -> str:
        """Median with smallest and largest: 4.1 ms (3.9–5.2)."""
        low, middle, high = (value * scale for value in (min(self.values), self.median, max(self.values)))
        return f"{middle:.3g} {unit} ({low:.3g}–{high:.3g})"


@dataclass(frozen=True)
class Compared:
    """Ours beside the reference, and the reference beside itself."""

    ours: Figure
    reference: Figure
    again: Figure

    @property
    def ratio(self) -> float:
        """How many times the reference ours costs: below 1 is cheaper."""
        return self.ours.median / self.reference.median

    @property
    def noise(self) -> float:
        """The ratio of the reference to itself; what it differs from 1 is the machine's."""
        return self.again.median / self.reference.median


def in_turns(ours: Measure, reference: Measure, rounds: int) -> Compared:
    """Runs ours, the reference and the reference again, in turns, after one round that does not count."""
    runs: tuple[list[float], list[float], list[float]] = ([], [], [])
    for turn in range(rounds + 1):
        costs = [ours(), reference(), reference()]
        if turn % 2:  # what comes right after ours finds the caches cold: the two references share that fate
            costs[1:] = reversed(costs[1:])
        for cost, kept in zip(costs, runs, strict=True):
            if turn:
                kept.append(cost)
    return Compared(*(Figure(tuple(kept)) for kept in runs))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns."""
    lines = [list(head), ["-" * len(word) for word in head], *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines[1] = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def row(name: str, compared: Compared, scale: float, unit: str) -> list[str]:
    """One line of a table: both figures, the ratio and the noise."""
    figures = [compared.ours.written(scale, unit), compared.reference.written(scale, unit)]
    return [name, *figures, f"{compared.ratio:.2f}", f"{compared.noise:.2f}"]


HEAD = ("what", "ours", "reference", "ratio", "noise")
