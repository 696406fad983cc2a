"""An organisation's colour stays readable: whatever it is, on whatever the product puts it."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpl_platform.web import accents
from wpl_platform.web.accents import (
    DARK_GROUNDS,
    DARK_SOFTS,
    LIGHT_GROUNDS,
    LIGHT_SOFTS,
    PARTS,
    WORDS,
    Accents,
    contrast,
)

GRID = (*range(0, 256, 32), 255)
CUBE = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(GRID, repeat=3)]
TOKENS = Path(accents.__file__).parents[1] / "static" / "css" / "tokens.css"
NEVER = ("danger", "focus", "ok", "wait", "filming", "stage-brand")


def faults(colour: str, found: Accents) -> list[str]:
    """What of it cannot be read."""
    token = found.tokens
    pairs = [(token["on-brand"], token[under], WORDS) for under in ("brand", "brand-hover")]
    pairs += [(token["brand-text"], ground, WORDS) for ground in (*found.grounds, *found.softs, token["brand-soft"])]
    pairs += [(token["on-brand-soft"], token[under], WORDS) for under in ("brand-soft", "select")]
    pairs += [(found.ink, token[under], WORDS) for under in ("brand-soft", "select")]
    pairs += [(token[part], ground, PARTS) for part in ("brand", "brand-hover") for ground in found.grounds]
    return [f"{colour}: {one} on {other}" for one, other, least in pairs if contrast(one, other) < least]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.005)
    assert accents.luminance("#ff0000") == pytest.approx(0.2126)


def test_oklch_is_as_published() -> None:
    assert accents.lch("#ffffff") == pytest.approx((1, 0, 0), abs=1e-3) or accents.lch("#ffffff")[1] < 1e-3
    lightness, chroma, hue = accents.lch("#ff0000")
    assert (lightness, chroma, hue) == pytest.approx((0.628, 0.2577, 29.23), abs=0.01)


def test_over_the_whole_cube_words_and_parts_keep_their_contrast() -> None:
    wrong = [
        fault for colour in CUBE for theme in (accents.light, accents.dark) for fault in faults(colour, theme(colour))
    ]
    assert wrong == []


@given(st.integers(0, 0xFFFFFF))
@settings(max_examples=300, deadline=None)
def test_between_the_points_of_the_grid_too(number: int) -> None:
    colour = f"#{number:06x}"
    assert faults(colour, accents.light(colour)) + faults(colour, accents.dark(colour)) == []
    assert accents.rgb(*accents.lch(colour)) == colour


def test_a_colour_that_can_be_read_is_left_as_it_was_chosen() -> None:
    for colour in CUBE:
        by_day = accents.light(colour)
        if contrast(colour, by_day.tokens["on-brand"]) >= WORDS:
            assert by_day.tokens["brand"] == colour
            assert by_day.moved == 0


def test_it_moves_no_further_than_it_must() -> None:
    yellow, navy = accents.light("#ffd400"), accents.dark("#000080")
    assert yellow.moved < 0 < navy.moved
    assert WORDS <= contrast(yellow.tokens["brand"], yellow.tokens["on-brand"]) < WORDS + 0.1
    assert WORDS <= contrast(navy.tokens["brand"], navy.tokens["on-brand"]) < WORDS + 0.15


def test_the_hue_stays_what_it_was() -> None:
    for colour in ("#ffd400", "#e2001a", "#009fe3", "#7ab800"):
        hue = accents.lch(colour)[2]
        for theme in (accents.light, accents.dark):
            assert accents.lch(theme(colour).tokens["brand"])[2] == pytest.approx(hue, abs=3)


def test_grounds_and_ink_are_those_of_the_tokens() -> None:
    said = dict(re.findall(r"--([a-z0-9-]+):\s*light-dark\((oklch\([^)]*\),\s*oklch\([^)]*\))\)", TOKENS.read_text()))

    def pair(name: str) -> list[tuple[float, ...]]:
        return [tuple(map(float, found.split())) for found in re.findall(r"oklch\(([^)]*)\)", said[name])]

    grounds = [pair(name) for name in ("paper", "sunken", "surface", "raised", "hover")]
    assert [by_day for by_day, _night in grounds] == [tuple(map(float, each)) for each in LIGHT_GROUNDS]
    assert [by_night for _day, by_night in grounds] == [tuple(map(float, each)) for each in DARK_GROUNDS]
    softs = [pair(f"{name}-soft") for name in ("observation", "strength", "question", "suggestion", "danger")]
    assert tuple(by_day for by_day, _night in softs) == LIGHT_SOFTS
    assert tuple(by_night for _day, by_night in softs) == DARK_SOFTS
    assert pair("ink") == [accents.LIGHT_INK, accents.DARK_INK]


def test_the_stylesheet_sets_accents_and_nothing_that_means_something() -> None:
    names = set(re.findall(r"--([a-z0-9-]+):", accents.stylesheet("#e2001a")))
    assert names == {
        "brand",
        "brand-hover",
        "on-brand",
        "brand-text",
        "brand-soft",
        "on-brand-soft",
        "brand-line",
        "select",
    }
    assert names.isdisjoint(NEVER)
    assert names <= set(re.findall(r"--([a-z0-9-]+):", TOKENS.read_text()))
