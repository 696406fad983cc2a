"""The catalogue of translations: `update` brings it up to date with the code, `compile` makes it readable by gettext.

Dutch is the language of the code; every other language is one .po file under wpl_platform/translations.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wpl_platform"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "lazy_gettext": None, "ngettext": (1, 2)}


def texts_in(package: Path) -> Catalog:
    """Every text that the code asks a translation for, with the places where it does."""
    catalog = Catalog()
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(package, METHODS, options, keywords=KEYWORDS, comment_tags=("Translators:",))
    for name, line, message, comments, _context in found:
        catalog.add(message, locations=[(name, line)], auto_comments=comments)
    return catalog


def catalogues() -> list[Path]:
    """The .po files, one a language."""
    return sorted((PACKAGE / "translations").glob("*/LC_MESSAGES/messages.po"))


def load(path: Path) -> Catalog:
    """The catalogue in a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def untranslated(catalog: Catalog) -> list[str]:
    """The texts of a catalogue without a translation, or with one that was only guessed."""
    return [str(message.id) for message in catalog if message.id and (message.fuzzy or not all_said(message.string))]


def all_said(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a translation says something in each of its forms."""
    return all(string) if isinstance(string, (tuple, list)) and string else bool(string)


def update(path: Path) -> list[str]:
    """Adds what the code asks for, drops what it no longer does, guesses nothing; returns what is left to translate."""
    catalog = load(path)
    catalog.update(texts_in(PACKAGE), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, no_location=True, ignore_obsolete=True, width=120)
    return untranslated(catalog)


def compile_one(path: Path) -> None:
    """Writes the .mo beside a .po when that is newer; safe beside another process that does the same."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return
    half = target.with_suffix(f".mo.{path.stat().st_mtime_ns}")
    with half.open("wb") as file:
        write_mo(file, load(path))
    half.replace(target)


def main(task: str) -> int:
    """Carries out one task; 1 when texts are left without a translation."""
    left: list[str] = []
    for path in catalogues():
        if task == "update":
            left += update(path)
        compile_one(path)
    for text in left:
        print(f"Not translated yet: {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "compile"))
