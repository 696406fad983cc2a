"""How somebody works in the studio: how far a mark reaches back, what follows on it, and which key does what. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.feedback.models import FeedbackForm

LEAD_IN_MAX_MS = 10_000
KEYS_MAX = 60
NAME_MAX = 40

DEFAULTS: Mapping[str, Any] = {
    "lead_in_ms": 2_000,
    "pause_while_typing": True,
    "after_mark": "write",
    "enter_places": True,
    "form": FeedbackForm.FREE.value,
    "keys": {},
}
"""As it is for who never chose: a mark begins two seconds before the press, for the time it takes to react."""


def judged(text: str) -> dict[str, Any]:
    """The choices that a browser sent as JSON, the rest as it usually is; raises Invalid for what is no choice."""
    try:
        sent = dict(json.loads(text).items())
        chosen = {**DEFAULTS, **{name: sent[name] for name in DEFAULTS if name in sent}}
        _require_well_formed(chosen)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Invalid(_("Deze keuze is niet goed overgekomen. Kies opnieuw."), "preferences") from None
    return chosen


def _require_well_formed(chosen: Mapping[str, Any]) -> None:
    lead_in, keys = chosen["lead_in_ms"], chosen["keys"]
    if isinstance(lead_in, bool) or not isinstance(lead_in, int) or not 0 <= lead_in <= LEAD_IN_MAX_MS:
        raise ValueError("no such lead-in")
    if not all(isinstance(chosen[name], bool) for name in ("pause_while_typing", "enter_places")):
        raise ValueError("neither yes nor no")
    if chosen["after_mark"] not in ("write", "go_on"):
        raise ValueError("nothing that follows on a mark")
    FeedbackForm(chosen["form"])
    if not isinstance(keys, dict) or len(keys) > KEYS_MAX:
        raise ValueError("no keys")
    for command, key in keys.items():
        if not isinstance(key, str) or not 0 <= len(key) <= NAME_MAX or len(command) > NAME_MAX:
            raise ValueError("no such key")
