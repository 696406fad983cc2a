"""How the day is greeted. Pure: an hour in, a part of the day out."""

from enum import StrEnum


class PartOfDay(StrEnum):
    """Night until six, morning until noon, afternoon until six, evening until midnight."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def part_of_day(hour: int) -> PartOfDay:
    """The part of the day at that hour (0-23, as people read it on their clock)."""
    return tuple(PartOfDay)[hour // 6]
