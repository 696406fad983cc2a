"""Where a card stands in its column: whole numbers with room between them. A pure room."""

from collections.abc import Sequence

STEP = 1024
"""The room left between neighbours, so that most moves change one row."""


def between(above: int | None, below: int | None) -> int | None:
    """A rank between two neighbours (None: there is none on that side); None when no whole number fits."""
    if above is None:
        return 0 if below is None else below - STEP
    if below is None:
        return above + STEP
    return (above + below) // 2 if below - above > 1 else None


def spread(ids: Sequence[int]) -> dict[int, int]:
    """Fresh ranks for a whole column in the given order, by id."""
    return {card: place * STEP for place, card in enumerate(ids)}
