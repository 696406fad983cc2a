"""What somebody looks for in the register, as a value that can be written into an address and read back."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from wpl_platform.academy.models import Province, Sector

TEXT_MAX = 80
WORDS_MAX = 6
MARKED = dict(zip("áäçéèêëíïñóöü", "aaceeeeiinoou", strict=True))
"""The marked letters of Dutch words, and what they are read as."""


@dataclass(frozen=True)
class Search:
    """Words that must all be found, and the filters. `page` counts from 1."""

    text: str = ""
    province: Province | None = None
    sector: Sector | None = None
    page: int = 1

    @property
    def words(self) -> tuple[str, ...]:
        """The words, lower case and without marks; at most six, so that a search stays cheap."""
        return tuple(folded(self.text).split()[:WORDS_MAX])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: the whole register."""
        return not (self.words or self.province or self.sector)

    def address(self, **changes: Any) -> dict[str, str | int]:
        """The arguments of the address of this search with these changes; begins at page 1 unless that is said."""
        wanted = replace(self, **{"page": 1, **changes})
        named = {"q": wanted.text, "province": wanted.province, "sector": wanted.sector}
        found: dict[str, str | int] = {name: str(value) for name, value in named.items() if value}
        return found | {"page": wanted.page} if wanted.page > 1 else found


def folded(text: str) -> str:
    """The text in lower case without marks: Fryslân and FRYSLAN are read alike."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("ø", "o"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
