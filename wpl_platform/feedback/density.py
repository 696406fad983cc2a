"""How full a recording is of moments, as numbers and as a line: the same for grid, timeline and analysis. Pure.

Every moment counts once in each stretch of time that it touches; the counts are then smoothed with the binomial
kernel 1-4-6-4-1 (a near-Gaussian of one bucket's width), so that a moment is a hill and not a needle.
"""

from collections.abc import Sequence
from itertools import pairwise

from wpl_platform.core.timecode import Span

KERNEL = (1, 4, 6, 4, 1)
QUIET_PEAK = 2.0
"""A line only reaches the top from this height on: one lonely moment must not look like a crowd."""


def counts(spans: Sequence[Span], duration_ms: int, buckets: int) -> list[int]:
    """How many spans touch each of `buckets` equal stretches of the recording; raises ValueError below one bucket."""
    if buckets < 1:
        raise ValueError("a curve needs a bucket")
    steps = [0] * (buckets + 1)
    for span in spans:
        first, last = _bucket(span.start, duration_ms, buckets), _bucket(span.last, duration_ms, buckets)
        steps[first] += 1
        steps[last + 1] -= 1
    found, running = [], 0
    for step in steps[:buckets]:
        running += step
        found.append(running)
    return found


def curve(spans: Sequence[Span], duration_ms: int, buckets: int) -> list[float]:
    """The smoothed counts, `buckets` long; zeros without spans or a duration. Spans past the end count at it."""
    if duration_ms <= 0 or not spans:
        return [0.0] * buckets
    return _smoothed(counts(spans, duration_ms, buckets))


def path(values: Sequence[float], width: float, height: float) -> str:
    """An open SVG path from x = 0 to x = width, y down from `height`; empty when there is nothing to draw.

    A monotone cubic through the values: it never swings below the ground or above a top (Fritsch and Carlson 1980).
    """
    if len(values) < 2 or max(values) <= 0:
        return ""
    peak, step = max(QUIET_PEAK, *values), width / (len(values) - 1)
    points = [(number * step, height - value / peak * height * 0.92) for number, value in enumerate(values)]
    slopes = _slopes([y for _, y in points], step)
    parts = [f"M{_short(points[0][0])} {_short(points[0][1])}"]
    for (left, right), (fall, rise) in zip(pairwise(points), pairwise(slopes), strict=True):
        near = (left[0] + step / 3, left[1] + fall * step / 3)
        far = (right[0] - step / 3, right[1] - rise * step / 3)
        parts.append("C" + " ".join(_short(figure) for pair in (near, far, right) for figure in pair))
    return "".join(parts)


def _bucket(ms: int, duration_ms: int, buckets: int) -> int:
    return min(ms * buckets // max(duration_ms, 1), buckets - 1)


def _smoothed(values: Sequence[int]) -> list[float]:
    reach, whole = len(KERNEL) // 2, sum(KERNEL)
    padded = [0] * reach + list(values) + [0] * reach
    return [
        sum(weight * padded[at + place] for place, weight in enumerate(KERNEL)) / whole for at in range(len(values))
    ]


def _slopes(heights: Sequence[float], step: float) -> list[float]:
    steep = [(after - before) / step for before, after in pairwise(heights)]
    inner = [0.0 if left * right <= 0 else 2 * left * right / (left + right) for left, right in pairwise(steep)]
    return [steep[0], *inner, steep[-1]] if steep else []


def _short(figure: float) -> str:
    return f"{figure:.1f}".removesuffix(".0")
