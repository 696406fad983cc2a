"""How news is written: as lines of Server-Sent Events, or as plain values for those who poll."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wpl_platform.events.models import Event

HERE = "here"
"""The first message: up to where the listener is now."""

MISSED = "missed"
"""Some events are gone for good: read the page again."""

CLOSED = "closed"
"""The listener may not hear this room any more."""

STILL_HERE = ": still here\n\n"


@dataclass(frozen=True)
class Message:
    """One thing to tell, and the number in the room that is reached with it; None when it moves nothing."""

    kind: str
    data: dict[str, Any]
    number: int | None = None

    def as_text(self) -> str:
        """As Server-Sent Events write it. The kind goes in the data: a browser hears only the event names it knows."""
        head = "" if self.number is None else f"id: {self.number}\n"
        return f"{head}data: {json.dumps(self.as_plain(), separators=(',', ':'))}\n\n"

    def as_plain(self) -> dict[str, Any]:
        """As one who polls reads it."""
        return {"number": self.number, "kind": self.kind, "data": self.data}


def messages(after: int, last: int, events: Sequence[Event]) -> list[Message]:
    """What to tell one who has everything up to `after`, when the room is at `last` and these events came later.

    Numbers have no holes, so a hole at the start means that old events were forgotten, and a room that is behind its
    listener was begun anew.
    """
    told = [Message(event.kind, event.data, event.number) for event in events]
    if told:
        return told if told[0].number == after + 1 else [Message(MISSED, {}), *told]
    return [] if last == after else [Message(MISSED, {}, last)]
