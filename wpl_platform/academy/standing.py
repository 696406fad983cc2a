"""Where a professional stands on the register on a given day: arithmetic with three dates, no more."""

from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """Aangevraagd, ingeschreven, verlopen, doorgehaald."""

    APPLIED = "applied"
    REGISTERED = "registered"
    EXPIRED = "expired"
    STRUCK_OFF = "struck_off"


def standing_on(
    day: date, *, registered_on: date | None, valid_until: date | None, struck_off_at: datetime | None
) -> Standing:
    """The standing on that day. Both ends of the registration belong to it; without `valid_until` it has no end."""
    if struck_off_at is not None:
        return Standing.STRUCK_OFF
    if registered_on is None or day < registered_on:
        return Standing.APPLIED
    if valid_until is not None and valid_until < day:
        return Standing.EXPIRED
    return Standing.REGISTERED
