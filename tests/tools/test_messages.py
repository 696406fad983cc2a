"""The catalogue follows the code: new texts come in empty, old ones go, and none is guessed."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tools import messages


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A product that says three things, and an English that knows one of them and one of before."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    (tmp_path / "words.py").write_text("_('Bewaar')\nngettext('%(num)s kaart', '%(num)s kaarten', 2)")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% trans %}Deel{% endtrans %}{{ _('Bewaard') }}")
    path = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    english = Catalog(locale="en")
    english.add("Bewaar", "Save")
    english.add("Weg", "Gone")
    with path.open("wb") as file:
        write_po(file, english)
    return path


def test_the_catalogue_follows_the_code(catalogue: Path) -> None:
    left = messages.update(catalogue)
    assert set(left) == {"Bewaard", "Deel", "('%(num)s kaart', '%(num)s kaarten')"}
    english = messages.load(catalogue)
    assert {message.id: message.string for message in english if isinstance(message.id, str) and message.id} == {
        "Bewaar": "Save",
        "Bewaard": "",
        "Deel": "",
    }


def test_what_was_changed_is_compiled_once(catalogue: Path) -> None:
    messages.compile_one(catalogue)
    made = catalogue.with_suffix(".mo").stat().st_mtime_ns
    messages.compile_one(catalogue)
    assert catalogue.with_suffix(".mo").stat().st_mtime_ns == made
    assert list(catalogue.parent.glob("*.mo*")) == [catalogue.with_suffix(".mo")]
