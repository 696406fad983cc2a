"""What templates and stylesheets promise each other: nothing named that is not there, nothing a strict page refuses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import wpl_platform
from wpl_platform.web import look
from wpl_platform.web.assets import stylesheets

HOUSE = Path(wpl_platform.__file__).parent
STATIC = HOUSE / "static"
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""<[a-z][^>]*\s(style|on[a-z]+)\s*=|<style|\bjavascript:"""
    r"""|<script(?![^>]*\b(src=|nonce=|type="application/json"))"""  # a block of data is no code
)
ICON = re.compile(r"""\bicon\(\s*['"]([a-z0-9-]+)['"]""")
STUDIO_TIME = re.compile(r"""\?t=({{[^}]*}}|%[a-z])""")
ASSET = re.compile(r"""\basset\(\s*['"]([^'"]+)['"]\s*\)""")


def inline_code(html: str) -> str | None:
    """The first thing that the security policy would refuse."""
    found = INLINE.search(re.sub(r"{#.*?#}", "", html, flags=re.S))
    return found and found.group()


def all_styles() -> str:
    return "\n".join(path.read_text() for path in stylesheets(STATIC / "css"))


def named(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for template in TEMPLATES:
        for name in pattern.findall(template.read_text()):
            yield str(template.relative_to(HOUSE)), name


def test_no_template_holds_what_the_policy_refuses() -> None:
    assert [(str(path), found) for path in TEMPLATES if (found := inline_code(path.read_text()))] == []


@pytest.mark.parametrize(
    "bad",
    ['<p style="color: red">', "<b onclick='x()'>", "<style>", "<script>x()</script>", '<a href="javascript:x()">'],
)
def test_inline_code_is_noticed(bad: str) -> None:
    assert inline_code(bad)


def test_every_icon_that_is_named_stands_in_the_sprite() -> None:
    known = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', (STATIC / "icons/sprite.svg").read_text()))
    assert [(where, name) for where, name in named(ICON) if name not in known] == []
    assert set(look.ICONS.values()) <= known


def test_a_time_in_an_address_is_written_in_seconds() -> None:
    times = list(named(STUDIO_TIME))
    assert len(times) > 5
    assert [(where, time) for where, time in times if not time.endswith("|seconds }}") and time != "%s"] == []


def test_every_asset_that_is_named_is_there() -> None:
    assert [(where, path) for where, path in named(ASSET) if path != "app.css" and not (STATIC / path).is_file()] == []


def test_every_custom_property_that_is_used_is_set_somewhere() -> None:
    styles = all_styles()
    scripts = "\n".join(path.read_text() for path in (STATIC / "js").rglob("*.js"))
    known = set(re.findall(r"(--[a-z0-9-]+)\s*:", styles)) | set(re.findall(r"""["'](--[a-z0-9-]+)["']""", scripts))
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", styles))
    assert used - known == set()


def test_every_rule_stands_in_a_layer_and_nothing_is_forced() -> None:
    bare = [path.name for path in stylesheets(STATIC / "css") if "@layer" not in path.read_text()]
    assert bare == []
    assert "!important" not in all_styles()


def test_the_braces_of_every_stylesheet_close() -> None:
    def depth(path: Path) -> int:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        return text.count("{") - text.count("}")

    assert [path.name for path in stylesheets(STATIC / "css") if depth(path)] == []


def test_a_name_keeps_its_tint_however_it_is_written() -> None:
    assert look.hue("Sanne Visser") == look.hue("SANNE VISSER")
    tints = {look.hue(name) for name in ("Sanne", "Youssef", "Tom", "Ingrid", "Bea", "Olaf", "Marit", "Kees")}
    assert len(tints) > 4
    assert tints <= set(range(look.HUES))


def test_a_range_is_written_with_both_its_ends() -> None:
    assert (look.span_code(134_000), look.span_code(125_000, 151_000)) == ("2:14", "2:05–2:31")
