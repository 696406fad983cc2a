"""One page of a long list, and where it stands among the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 20

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """The items of page `number` (from 1) of `total` items, PAGE_SIZE to a page."""

    items: Sequence[Item]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; 1 when there is nothing."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def exists(self) -> bool:
        """Whether the list reaches as far as this page."""
        return 1 <= self.number <= self.last

    @property
    def following(self) -> int:
        """How many items the next page has; 0 on the last."""
        return max(0, min(PAGE_SIZE, self.total - self.number * PAGE_SIZE))
