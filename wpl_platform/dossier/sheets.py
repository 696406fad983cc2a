"""What a dossier is made of: sections of sentences, facts and grids; the page and the PDF show the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grid:
    """A table: the first cell of a row is its name. `below`: a sentence under it.

    `codes`: what each row is called in the database, small behind its name; none, or one for every row.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    below: str = ""
    codes: Sequence[str] = ()


@dataclass(frozen=True)
class Section:
    """A part with a head."""

    key: str
    title: str
    sentences: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    grids: Sequence[Grid] = field(default_factory=tuple)


@dataclass(frozen=True)
class Dossier:
    """All of it, in one language."""

    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
