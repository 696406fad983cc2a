"""An organisation's colour as the accents of the product, in light and in dark, so that all stays readable. Pure.

Contrast is as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio):
4.5 : 1 for words, 3 : 1 for parts one works with. Where a colour does not reach that, its lightness moves in OKLCH
until it does, for there the hue stays what it was (https://bottosson.github.io/posts/oklab/). Colours are `#rrggbb`.

Why so: docs/decisions/branding.md.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

WORDS, PARTS = 4.5, 3.0
HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 24

LIGHT_GROUNDS = ((0.982, 0.007, 85), (0.955, 0.010, 85), (0.998, 0.002, 85), (1, 0, 0), (0.940, 0.012, 85))
DARK_GROUNDS = ((0.190, 0.008, 70), (0.160, 0.007, 70), (0.228, 0.009, 70), (0.268, 0.010, 70), (0.275, 0.010, 70))
"""Paper, sunken, surface, raised and hover of the tokens: what an accent can stand on."""
LIGHT_SOFTS = ((0.942, 0.012, 250), (0.945, 0.038, 152), (0.945, 0.026, 298), (0.952, 0.040, 82), (0.950, 0.022, 28))
DARK_SOFTS = ((0.300, 0.024, 250), (0.295, 0.042, 155), (0.305, 0.058, 296), (0.310, 0.045, 75), (0.310, 0.055, 28))
"""The soft grounds that mean something, of the four kinds and of danger: a link stands on them too."""
LIGHT_INK, DARK_INK = (0.265, 0.022, 200), (0.945, 0.010, 85)

Lch = tuple[float, float, float]
"""Lightness 0–1, chroma, hue in degrees."""


@dataclass(frozen=True)
class Accents:
    """The accents in one theme, by the names of their tokens; `moved`: how far the lightness went (below 0: darker)."""

    tokens: Mapping[str, str]
    grounds: tuple[str, ...]
    softs: tuple[str, ...]
    ink: str
    moved: float


@dataclass(frozen=True)
class _Paper:
    """What accents stand on in one theme, to which end they move (0 black, 1 white), and how they answer a pointer."""

    grounds: tuple[Lch, ...]
    softs: tuple[Lch, ...]
    ink: Lch
    towards: float
    hover: Callable[[float], float]


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2: 0 for black, 1 for white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def light(colour: str) -> Accents:
    """The accents on light paper: as dark as they must be, with light letters on them."""
    lightness, chroma, hue = lch(colour)
    begins = {
        "soft": rgb(0.938, min(0.25 * chroma, 0.030), hue),
        "select": rgb(0.900, min(0.65 * chroma, 0.060), hue),
        "on_brand": rgb(0.990, min(chroma, 0.005), hue),
        "on_soft": rgb(min(lightness, 0.345), min(chroma, 0.09), hue),
        "line": rgb(0.800, min(0.67 * chroma, 0.060), hue),
    }
    paper = _Paper(LIGHT_GROUNDS, LIGHT_SOFTS, LIGHT_INK, 0.0, lambda here: here - 0.06 if here > 0.2 else here + 0.08)
    return _accents(colour, paper, **begins)


def dark(colour: str) -> Accents:
    """The accents on dark paper: as light as they must be, with dark letters on them."""
    lightness, chroma, hue = lch(colour)
    begins = {
        "soft": rgb(0.290, min(0.37 * chroma, 0.040), hue),
        "select": rgb(0.380, min(0.70 * chroma, 0.060), hue),
        "on_brand": rgb(0.200, min(0.45 * chroma, 0.035), hue),
        "on_soft": rgb(max(lightness, 0.880), min(chroma, 0.055), hue),
        "line": rgb(0.450, min(0.73 * chroma, 0.060), hue),
    }
    paper = _Paper(DARK_GROUNDS, DARK_SOFTS, DARK_INK, 1.0, lambda here: min(here + 0.065, 1.0))
    return _accents(colour, paper, **begins)


def _accents(colour: str, paper: _Paper, *, soft: str, select: str, on_brand: str, on_soft: str, line: str) -> Accents:
    """The accents on this paper, from where they begin to where they hold."""
    grounds, softs = _all(paper.grounds), _all(paper.softs)
    brand = _moved(
        colour, paper.towards, lambda tried: _reach(tried, [on_brand], WORDS) and _reach(tried, grounds, PARTS)
    )
    here, chroma, hue = lch(brand)[0], lch(brand)[1], lch(colour)[2]
    tokens = {
        "brand": brand,
        "brand-hover": rgb(paper.hover(here), chroma, hue),
        "on-brand": on_brand,
        "brand-text": _moved(colour, paper.towards, lambda tried: _reach(tried, [*grounds, *softs, soft], WORDS)),
        "brand-soft": soft,
        "on-brand-soft": _moved(on_soft, paper.towards, lambda tried: _reach(tried, [soft, select], WORDS)),
        "brand-line": line,
        "select": select,
    }
    return Accents(tokens, grounds, softs, rgb(*paper.ink), here - lch(colour)[0])


def stylesheet(colour: str) -> str:
    """The same tokens as the product's own, in the same layer, for after them."""
    by_day, by_night = light(colour).tokens, dark(colour).tokens
    said = "".join(f"--{name}: light-dark({by_day[name]}, {by_night[name]});" for name in by_day)
    return f"@layer tokens {{ :root {{ {said} }} }}\n"


def lch(colour: str) -> Lch:
    """An sRGB colour in OKLCH."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    across = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    along = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(across, along), math.degrees(math.atan2(along, across)) % 360


def rgb(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour of this lightness and hue, with as much of the chroma as a screen can show."""
    lightness, low, high = min(max(lightness, 0.0), 1.0), 0.0, chroma
    if _fits(_screen(lightness, chroma, hue)):
        return _hex(_screen(lightness, chroma, hue))
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_screen(lightness, middle, hue)) else (low, middle)
    return _hex(_screen(lightness, low, hue))


def _moved(colour: str, towards: float, holds: Callable[[str], bool]) -> str:
    """The colour itself when it holds; else the nearest lightness on the way to black (0) or white (1) that does."""
    if holds(colour):
        return colour
    here, chroma, hue = lch(colour)
    fails, does = here, towards
    for _step in range(STEPS):
        middle = (fails + does) / 2
        fails, does = (fails, middle) if holds(rgb(middle, chroma, hue)) else (middle, does)
    return rgb(does, chroma, hue)


def _reach(colour: str, others: Iterable[str], ratio: float) -> bool:
    return all(contrast(colour, other) >= ratio for other in others)


def _all(colours: Iterable[Lch]) -> tuple[str, ...]:
    return tuple(rgb(*each) for each in colours)


def _screen(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear red, green and blue, outside 0–1 where no screen shows it."""
    across, along = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * across + 0.2158037573 * along) ** 3
    medium = (lightness - 0.1055613458 * across - 0.0638541728 * along) ** 3
    short = (lightness - 0.0894841775 * across - 1.2914855480 * along) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(parts: Iterable[float]) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in parts)


def _hex(parts: Iterable[float]) -> str:
    curved = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in map(_inside, parts))
    return "#" + "".join(f"{round(255 * part):02x}" for part in curved)


def _inside(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _parts(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
