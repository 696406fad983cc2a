"""What came in an address, made into a search. Whatever cannot be read counts as not asked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from wpl_platform.academy.models import ContributionKind, Province, Sector
from wpl_platform.academy.search import TEXT_MAX, Search
from wpl_platform.core.text import tidy

PAGE_MAX = 10_000

Choice = TypeVar("Choice", bound=StrEnum)


def search_in(arguments: Mapping[str, str]) -> Search:
    """The search that an address asks for."""
    return Search(
        text=" ".join(tidy(arguments.get("q", "")[:TEXT_MAX]).split()),
        province=_choice(Province, arguments.get("province")),
        sector=_choice(Sector, arguments.get("sector")),
        page=page_in(arguments),
    )


def kind_in(arguments: Mapping[str, str]) -> ContributionKind | None:
    """The kind of texts that an address asks for."""
    return _choice(ContributionKind, arguments.get("kind"))


def page_in(arguments: Mapping[str, str]) -> int:
    """The page that an address asks for, from 1."""
    asked = arguments.get("page", "")
    return max(1, min(int(asked), PAGE_MAX)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _choice(kind: type[Choice], value: str | None) -> Choice | None:
    return kind(value) if value in {member.value for member in kind} else None
