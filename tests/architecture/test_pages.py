"""What our own templates, style and scripts keep to, so that a page asks nothing of anybody else and stays strict."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.source import PACKAGE, House, Law, Source, called, plant

STATIC, TEMPLATES = PACKAGE / "static", PACKAGE / "templates"

AT_HOME = Law(
    "No page asks anything of another host",
    "a visit to a learning platform is nobody else's business, and the product works where there is no internet",
    "bring the file in by tools/vendor.py, or keep it in static/",
)
STRICT = Law(
    "Our scripts build pages from nodes and from what the server rendered, never from pasted text",
    "pasted text is how somebody else's script gets in",
    "use textContent, a <template>, or a fragment from the server",
)
TOKENS = Law(
    "Colours stand in tokens.css, and in the few files that draw something of their own",
    "a colour written elsewhere is wrong in the other theme, and nobody checks its contrast",
    "use a token, or make one; a file that draws stands in DRAWING with its reason",
)
FRAME = Law(
    "No page takes a name that the frame around it reads",
    "the frame would say that somebody else is signed in, or fail on what it does not know",
    "give it a name of its own; who is signed in and their teams are in every page already",
)
ONE_ELEMENT = Law(
    "One custom element a file, and the file bears its name",
    "who sees <studio-player> in a page knows where to look",
    "split the file, or name it after its element",
)

DRAWING = {
    "avatar.css": "a hue that is reckoned from a name",
    "bar.css": "the shadow of a bar",
    "dialog.css": "the dusk behind a dialog",
    "signin.css": "a picture that is the same in both themes",
    "styleguide.css": "shows the colours",
    "studio-drawing.css": "ink on a picture that is the same in both themes",
    "toast.css": "a dark slip in both themes",
}
FRAMES_OWN = frozenset({"attention", "locale", "look", "person", "team", "teams", "viewer"})
HOST = re.compile(r"""(?:https?:)?//[\w-]+(?:\.[\w-]+)+""")
KNOWN = re.compile(r"https?://www\.w3\.org/|<a href=[\"'][^\"']+")
"""Names of XML languages, and links that a person may follow: read, never fetched."""
COLOUR = re.compile(r"(?<=[:\s,(])#[0-9a-fA-F]{3,8}(?=[\s;,)}])(?![^{};]*\{)|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(")
PASTED = re.compile(
    r"\.(?:innerHTML|outerHTML)\s*(?:\+=|=(?!=)[^;\n]*[`'\"+])"
    r"|\.insertAdjacentHTML\([^;\n]*[`+]|\bdocument\.write\(|\beval\(|\bnew Function\("
)
DEFINED = re.compile(r"customElements\.define\(\s*[\"']([\w-]+)[\"']")


def files(folder: Path, *suffixes: str) -> Iterator[Path]:
    """Our own files of these kinds."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix in suffixes)


def without_comments(text: str) -> str:
    """The text of a style sheet or script with its comments blanked, lines kept."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)


def lines_with(pattern: re.Pattern[str], path: Path, text: str) -> Iterator[str]:
    """Every place where a pattern stands in a text."""
    for found in pattern.finditer(text):
        yield f"{path.name}:{text.count(chr(10), 0, found.start()) + 1} {found[0].strip()}"


def hosts(path: Path) -> Iterator[str]:
    """Every other host that a file names."""
    text = path.read_text()
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL) if path.suffix == ".html" else text
    return lines_with(HOST, path, KNOWN.sub("", text if path.suffix == ".html" else without_comments(text)))


def elements(path: Path, defined: Mapping[str, str]) -> Iterator[str]:
    """What a script defines under another name than its own, or besides another."""
    names = DEFINED.findall(path.read_text())
    if len(names) > 1:
        yield f"{path.name} defines {', '.join(names)}"
    if names and names[0] != path.stem:
        yield f"{path.name} defines {names[0]}"
    yield from (f"{path.name} defines {name}, and so does {defined[name]}" for name in names if name in defined)


def test_no_page_asks_anything_of_another_host() -> None:
    ours = [*files(TEMPLATES, ".html"), *files(STATIC / "css", ".css"), *files(STATIC / "js", ".js")]
    assert len(ours) > 50
    AT_HOME.check(fault for path in ours for fault in hosts(path))


def test_no_script_pastes_text_into_a_page() -> None:
    scripts = list(files(STATIC / "js", ".js"))
    STRICT.check(fault for path in scripts for fault in lines_with(PASTED, path, without_comments(path.read_text())))


def coloured(styles: Iterable[Path], drawing: Mapping[str, str]) -> Iterator[str]:
    """Every colour outside the tokens and the files that draw, and every file that draws no more."""
    found = {path.name: list(lines_with(COLOUR, path, without_comments(path.read_text()))) for path in styles}
    yield from (fault for name, faults in found.items() if name not in drawing for fault in faults)
    yield from (f"{name} stands in DRAWING and needs it no more" for name in drawing if not found.get(name))


def test_colours_stand_in_the_tokens() -> None:
    styles = (path for path in files(STATIC / "css", ".css") if path.name != "tokens.css")
    TOKENS.check(coloured(styles, DRAWING))


def test_an_element_has_a_file_of_its_name() -> None:
    defined: dict[str, str] = {}
    faults: list[str] = []
    for path in files(STATIC / "js", ".js"):
        faults += elements(path, defined)
        defined |= dict.fromkeys(DEFINED.findall(path.read_text()), path.name)
    ONE_ELEMENT.check(faults)


def hidden(sources: Iterable[Source]) -> Iterator[str]:
    """Every name of the frame's own that a view gives to a page."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and called(node) == "render_template":
                taken = sorted(FRAMES_OWN & {str(word.arg) for word in node.keywords})
                yield from (f"{source.place}:{node.lineno} {name}" for name in taken)


def test_no_page_hides_what_the_frame_reads() -> None:
    FRAME.check(hidden(House().values()))


def test_a_name_that_hides_the_frames_is_caught(tmp_path: Path) -> None:
    view = 'def show() -> str:\n    return render_template("a.html", teams=[], row=1)\n'
    faults = list(hidden(plant(tmp_path, {"media/views/door.py": view}).values()))
    assert [fault.rpartition("/")[2] for fault in faults] == ["door.py:2 teams"]


def test_bad_pages_are_caught(tmp_path: Path) -> None:
    page, style, script = tmp_path / "a.html", tmp_path / "a.css", tmp_path / "a.js"
    page.write_text(
        '{# http://a.example #}<svg xmlns="http://www.w3.org/2000/svg"></svg><a href="https://b.example/x">b</a>'
        '<img src="//cdn.example/x">'
    )
    style.write_text("/* #fff */ a { color: #fff; background: rgb(0 0 0) }\n#abc, a:is(#fab) { color: var(--ink) }")
    script.write_text(
        '// https://a.example\nimport x from "https://b.example/x";\n'
        "a.innerHTML = `<b>${x}</b>`;\nif (a.innerHTML == '') {}\na.innerHTML = await answer.text();\na.innerHTML += x;"
    )
    assert list(hosts(page)) == ["a.html:1 //cdn.example"]
    assert list(hosts(script)) == ["a.js:2 https://b.example"]
    assert list(coloured([style], {"b.css": "once"})) == [
        "a.css:1 #fff",
        "a.css:1 rgb(",
        "b.css stands in DRAWING and needs it no more",
    ]
    assert [fault.partition(" ")[0] for fault in lines_with(PASTED, script, script.read_text())] == ["a.js:3", "a.js:6"]
    script.write_text('customElements.define("a-b", B); customElements.define("a-c", C)')
    assert len(list(elements(script, {"a-b": "b.js"}))) == 3
