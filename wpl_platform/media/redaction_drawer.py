"""A program of its own, run behind the walls: draws what is covered, picture by picture, for ffmpeg to cover it.

    python redaction_drawer.py SETTINGS.json

The settings name the program that makes the film (its argument list; it reads grey pictures on its standard input),
the size of the drawing (px), how many pictures there are and how many a second, and the covers. White is covered.
Uses nothing of the product. A drawing that ends too early would uncover the rest: so there are always more pictures
than the film has, and this ends badly when they could not be drawn.
"""

import json
import subprocess
import sys
from typing import Any

import numpy as np

COVERED = 255


class Drawer:
    """Draws the covers of a film on pictures of one size."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._width, self._height, self._rate = told["width"], told["height"], told["rate"]
        self._across = (np.arange(self._width) + 0.5)[None, :]
        self._down = (np.arange(self._height) + 0.5)[:, None]
        self._covers = [(one, np.array(one["keys"], float)) for one in told["covers"]]

    def draw(self, number: int) -> bytes:
        """The picture of this number: shown from its own moment up to that of the next."""
        first, last = number * 1000 / self._rate, (number + 1) * 1000 / self._rate
        picture = np.zeros((self._height, self._width), np.uint8)
        for cover, keys in self._covers:
            if cover["start"] < last and cover["end"] > first:
                place = [np.interp(first, keys[:, 0], keys[:, part]) for part in (1, 2, 3, 4)]
                picture[self._inside(cover["shape"], *place)] = COVERED
        return picture.tobytes()

    def _inside(self, shape: str, x: float, y: float, width: float, height: float) -> Any:
        """Which px a shape touches: half a px larger than it is, so that its edge is covered too."""
        wide, high = width * self._width / 2 + 0.5, height * self._height / 2 + 0.5
        across = np.abs(self._across - (x + width / 2) * self._width) / wide
        down = np.abs(self._down - (y + height / 2) * self._height) / high
        return (across**2 + down**2 <= 1) if shape == "ellipse" else ((across <= 1) & (down <= 1))


def main(path: str) -> int:
    """Draws every picture; ends as the program that makes the film ends."""
    with open(path) as file:  # noqa: PTH123 — stands alone
        told = json.load(file)
    drawer = Drawer(told)
    maker = subprocess.Popen(told["maker"], stdin=subprocess.PIPE)
    assert maker.stdin is not None  # noqa: S101 — it was asked for
    try:
        for number in range(told["pictures"]):
            maker.stdin.write(drawer.draw(number))
        maker.stdin.close()
    except BrokenPipeError:
        pass  # the film was at its end before the drawings were
    return maker.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
