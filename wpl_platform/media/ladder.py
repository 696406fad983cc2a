"""In which sizes and at what rate a film is made. Pure.

A height is the short side of the picture, so that a film filmed upright gets what the same film lying down gets.
"""

from dataclasses import dataclass
from fractions import Fraction

from wpl_platform.media.facts import VideoTrack

HEIGHTS = (360, 720, 1080)
WIDEST = Fraction(7, 3)
"""A wider picture than this is made less high, so that it does not cost more than others."""
WORTH_IT = Fraction(3, 4)
"""A lower height is only made when it is at most this part of the next: the difference must be worth the bytes."""
KBIT = ((360, 800), (540, 1500), (720, 2500), (1080, 4500))
SMALLEST_SIDE = 16
TOP_RATE = 30
LOWEST_RATE = 5


@dataclass(frozen=True, order=True)
class Rung:
    """One size of a film: width and height in px, upright, square and even."""

    width: int
    height: int

    @property
    def name(self) -> str:
        """What it is called in addresses: the length of its short side."""
        return str(min(self.width, self.height))

    @property
    def most_kbit(self) -> int:
        """Kilobits a second that it may take at most."""
        fits = (kbit for height, kbit in KBIT if min(self.width, self.height) <= height)
        return next(fits, KBIT[-1][1])

    @property
    def pixels(self) -> int:
        """How many px a picture has: what making it costs."""
        return self.width * self.height


def rungs_of(width: int, height: int) -> tuple[Rung, ...]:
    """The sizes in which a film of this size (px, upright) is made, smallest first: never larger than it is."""
    top = fitted(width, height, HEIGHTS[-1])
    chosen = [top]
    for tall in reversed(HEIGHTS):
        rung = fitted(width, height, tall)
        above = chosen[0]
        if min(rung.width, rung.height) <= min(above.width, above.height) * WORTH_IT:
            chosen.insert(0, rung)
    return tuple(chosen)


def fitted(width: int, height: int, tall: int) -> Rung:
    """The same picture with a short side of at most `tall` px and a long one in proportion, never enlarged."""
    short, long = sorted((width, height))
    scale = min(Fraction(1), Fraction(tall, short), tall * WIDEST / long)
    scale = max(scale, min(Fraction(1), Fraction(SMALLEST_SIDE, short)))
    return Rung(_even(width * scale), _even(height * scale))


def steady_rate(track: VideoTrack) -> Fraction:
    """Frames a second to make: the film's own when it is steady, halved when over 30; else 30."""
    rate = track.rate
    if rate is None or rate <= 0 or varies(track):
        return Fraction(TOP_RATE)
    while rate > TOP_RATE:
        rate /= 2
    return rate if rate >= LOWEST_RATE else Fraction(TOP_RATE)


def varies(track: VideoTrack) -> bool:
    """Whether the frames do not follow each other evenly, as phones film."""
    return bool(track.rate and track.top_rate and abs(track.top_rate - track.rate) > track.rate / 50)


def _even(length: Fraction | int) -> int:
    return max(2, int(length) // 2 * 2)
