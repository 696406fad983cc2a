"""Law 10: small on purpose."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, House, Law, Source, plant

LAW = Law(
    "Law 10, small on purpose: no file past 300 lines, no function past 50, most far below that, and no utils",
    "what fits on a screen is read whole; what is called utils is everybody's and nobody's",
    "give the second noun a module of its own, and name a module by what it knows; LONG holds the few that may be long",
)
FILE_MAX, FUNCTION_MAX = 300, 50
FILE_USUAL, FUNCTION_USUAL, MOST = 150, 20, 0.85
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "lib"}
LONG: Mapping[str, str] = {}
"""Files and functions (`media/plan.py`, `media/plan.py: recipe`) that may be long, each with its reason."""


def code() -> list[Source]:
    """All Python of ours: the product, its tests and its tools."""
    folders = [PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "benchmarks"]
    return [Source(folder, path) for folder in folders for path in sorted(folder.rglob("*.py"))]


def pages() -> list[Path]:
    """Our style, scripts and templates."""
    static, templates = PACKAGE / "static", PACKAGE / "templates"
    return [*(static / "css").rglob("*.css"), *(static / "js").rglob("*.js"), *templates.rglob("*.html")]


def lengths(sources: Iterable[Source]) -> Iterator[tuple[str, int, int]]:
    """Every file and function with its number of lines and the limit."""
    for source in sources:
        yield source.place, source.text.count("\n"), FILE_MAX
        for function in source.functions():
            yield f"{source.place}: {function.name}", (function.end_lineno or 0) - function.lineno + 1, FUNCTION_MAX


def faults(sources: Iterable[Source], long: Mapping[str, str]) -> Iterator[str]:
    """What is too long without a reason, what has a reason and needs none, and what has a name for everything."""
    excused = set()
    for source in sources:
        if NAMELESS & set(source.parts):
            yield f"{source.place} has a name that says nothing"
        for name, lines, most in lengths([source]):
            if lines > most and name in long:
                excused.add(name)
            elif lines > most:
                yield f"{name} has {lines} lines, and {most} is the most"
    yield from (f"{name} stands in LONG and needs it no more" for name in long.keys() - excused)


def share_of_small(found: Iterable[tuple[str, int, int]], most: int, usual: int) -> float:
    """Which part of the files, or of the functions, is as small as they usually should be."""
    lines = [count for _, count, limit in found if limit == most]
    return sum(count <= usual for count in lines) / len(lines)


def test_nothing_is_too_long() -> None:
    LAW.check(faults(code(), LONG))


def test_no_page_is_too_long() -> None:
    counted = ((path.relative_to(PACKAGE), path.read_text().count("\n")) for path in pages())
    LAW.check(f"{path} has {lines} lines, and {FILE_MAX} is the most" for path, lines in counted if lines > FILE_MAX)


def test_most_files_and_functions_are_small() -> None:
    found = list(lengths(House().values()))
    assert share_of_small(found, FILE_MAX, FILE_USUAL) >= MOST, f"too many files have over {FILE_USUAL} lines"
    assert share_of_small(found, FUNCTION_MAX, FUNCTION_USUAL) >= MOST, f"too many functions have over {FUNCTION_USUAL}"


def test_what_is_long_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/plan.py": "def recipe():\n" + "    ...\n" * 50,
            "media/probe.py": "\n" * 301,
            "media/storage.py": "\n" * 301,
            "core/utils.py": "",
        },
    )
    assert sorted(faults(house.values(), {"media/storage.py": "one thing", "core/ids.py": "once"})) == [
        "core/ids.py stands in LONG and needs it no more",
        "core/utils.py has a name that says nothing",
        "media/plan.py: recipe has 51 lines, and 50 is the most",
        "media/probe.py has 301 lines, and 300 is the most",
    ]


def test_a_house_of_long_files_is_caught() -> None:
    found = [("a", 200, FILE_MAX), ("b", 10, FILE_MAX), ("b: f", 10, FUNCTION_MAX)]
    assert share_of_small(found, FILE_MAX, FILE_USUAL) == 0.5
