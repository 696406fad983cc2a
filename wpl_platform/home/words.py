"""What the start page says: greetings, and small numbers as words."""

from collections.abc import Mapping

from wpl_platform.core.text import _, lazy, ngettext
from wpl_platform.home.greeting import PartOfDay

GREETINGS: Mapping[PartOfDay, object] = {
    PartOfDay.NIGHT: lazy("Goedenacht"),
    PartOfDay.MORNING: lazy("Goedemorgen"),
    PartOfDay.AFTERNOON: lazy("Goedemiddag"),
    PartOfDay.EVENING: lazy("Goedenavond"),
}

NUMBERS = (
    lazy("Twee"),
    lazy("Drie"),
    lazy("Vier"),
    lazy("Vijf"),
    lazy("Zes"),
    lazy("Zeven"),
    lazy("Acht"),
    lazy("Negen"),
)


def number(count: int) -> str:
    """A number to begin a sentence with: a word from two to nine, else figures."""
    return str(NUMBERS[count - 2]) if 2 <= count <= 9 else str(count)


def attention_sentence(count: int) -> str:
    """How many things wait, in a sentence."""
    if count == 0:
        return _("Niets vraagt nu je aandacht.")
    return ngettext(
        "Eén ding vraagt je aandacht.", "%(number)s dingen vragen je aandacht.", count, number=number(count)
    )
