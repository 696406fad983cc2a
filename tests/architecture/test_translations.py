"""Both languages are whole: what is said in Dutch is said in English, with the same figures and names in it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog

from tests.architecture.source import PACKAGE, Law
from tools import messages

LAW = Law(
    "Every text of the product is there in every language, and no translation is kept of what is said no more",
    "half a translation is read by somebody who does not speak the other half",
    "run `make messages` and translate what it names",
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def faults(said: Catalog, translated: Catalog) -> Iterator[str]:
    """Every text without a translation, with a guessed one, or with other places to fill in; and every one too many."""
    wanted = {text_of(message.id): message for message in said if message.id}
    there = {text_of(message.id): message for message in translated if message.id}
    yield from (f"not translated: {text}" for text in wanted.keys() - there.keys())
    yield from (f"said no more: {text}" for text in there.keys() - wanted.keys())
    yield from (f"empty or guessed: {text}" for text in messages.untranslated(translated))
    for text, message in there.items():
        for form in all_forms(message.string or ()):
            if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall(" ".join(all_forms(message.id)))):
                yield f"fills in what is not given: {text}"


def all_forms(text: str | Sequence[str]) -> list[str]:
    """Singular and plural, or the one there is."""
    return [text] if isinstance(text, str) else list(text)


def text_of(text: str | Sequence[str]) -> str:
    """The singular."""
    return all_forms(text)[0]


def test_every_text_is_there_in_every_language() -> None:
    said = messages.texts_in(PACKAGE)
    assert len(said) > 100
    for path in messages.catalogues():
        LAW.check(faults(said, messages.load(path)))


def test_half_a_translation_is_caught(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("{{ _('Hoi %(name)s', name='x') }} {{ ngettext('een', 'meer', 2) }}")
    (tmp_path / "b.py").write_text("_('Dag')\nlazy('Klaar')")
    english = Catalog(locale="en")
    english.add("Hoi %(name)s", "Hello %(person)s")
    english.add(("een", "meer"), ("one", ""))
    english.add("Klaar", "Ready", flags=["fuzzy"])
    english.add("Weg", "Gone")
    assert sorted(faults(messages.texts_in(tmp_path), english)) == [
        "empty or guessed: ('een', 'meer')",
        "empty or guessed: Klaar",
        "fills in what is not given: Hoi %(name)s",
        "not translated: Dag",
        "said no more: Weg",
    ]
