"""How long a recording is kept, as arithmetic. Pure; why this way: docs/decisions/retention.md.

It ends so many days after its last use (its organisation says how many, for each kind of situation), or on the day
until which its maker keeps it, and never later than so many days after it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from wpl_platform.media.models import KEPT_DAYS, Recording, Situation

MOST_DAYS = 365
"""How long a recording is kept at most, unless its organisation says otherwise."""
REMIND_DAYS = (14, 3)
"""So many days before the end its maker is told."""
NEAR_DAYS = REMIND_DAYS[0]
"""From here on the day is shown wherever the recording is; a choice of the organisation ends nothing sooner."""


@dataclass(frozen=True)
class Terms:
    """What an organisation chose: days after the last use, for one kind another number, and days at most."""

    days: int = KEPT_DAYS
    most_days: int = MOST_DAYS
    of_kind: Mapping[Situation, int] = field(default_factory=lambda: MappingProxyType({}))

    def days_of(self, situation: Situation) -> int:
        """How many days after its last use a recording of this kind is kept."""
        return min(self.of_kind.get(situation, self.days), self.most_days)


def latest(terms: Terms, kept_since: date) -> date:
    """The hard maximum: nobody keeps it longer."""
    return kept_since + timedelta(days=terms.most_days)


def ends_on(terms: Terms, situation: Situation, used_on: date, kept_since: date, extended: date | None = None) -> date:
    """The day on which a recording ends that was last used on `used_on`; `extended`: until when its maker keeps it."""
    ends = used_on + timedelta(days=terms.days_of(situation))
    return min(max(ends, extended or ends), latest(terms, kept_since))


def not_sooner(ends: date, before: date, *, on: date) -> date:
    """The same after another choice: whoever has still to be told gets the time for it, unless it ended sooner."""
    return max(ends, min(before, on + timedelta(days=NEAR_DAYS)))


def is_near(recording: Recording, *, on: date) -> bool:
    """Whether its end is so near that its maker has to be told; over is not near."""
    return on < recording.expires_on <= on + timedelta(days=NEAR_DAYS)
