"""Consent as arithmetic: who lacks it, and what state that leaves a recording in. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_

from wpl_platform.media.consent_models import Consent, Purpose
from wpl_platform.media.models import PersonInView, Recording

OUTSIDE = frozenset({Purpose.IMAGE_SESSION, Purpose.OUTSIDE_TEAM, Purpose.PUBLICATION})
"""What goes further than learning in the team, and rests on it."""


class State(StrEnum):
    """What a recording is to those who could see it. `expired`: a consent is; `lapsed`: the time it is kept for is."""

    CONCEPT = "concept"
    AWAITING = "awaiting"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    DESTROYED = "destroyed"


def agrees(person: PersonInView, purpose: Purpose, *, on: date) -> bool:
    """Whether this person in view agrees to the purpose on that day."""
    return person.withdrawn_at is None and any(
        consent.purpose is purpose and (consent.valid_until is None or consent.valid_until >= on)
        for consent in person.open_consents
    )


def agreed(person: PersonInView, *, on: date) -> tuple[Purpose, ...]:
    """To what this person in view agrees on that day, in the order of purposes."""
    return tuple(purpose for purpose in Purpose if agrees(person, purpose, on=on))


def lacking(people: Iterable[PersonInView], purpose: Purpose, *, on: date) -> list[PersonInView]:
    """Who of them does not agree to the purpose on that day."""
    return [person for person in people if not agrees(person, purpose, on=on)]


def is_said(recording: Recording) -> bool:
    """Whether its maker said who is in view: somebody, or that nobody else is."""
    return bool(recording.in_view) or recording.nobody_else_at is not None


def was_said() -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    return Recording.nobody_else_at.is_not(None) | _somebody()


def somebody_lacks(purpose: Purpose, *, on: date) -> ColumnElement[bool]:
    """SQL on Recording: somebody in view does not agree to the purpose on that day."""
    valid = or_(Consent.valid_until.is_(None), Consent.valid_until >= on)
    agreed = (
        exists()
        .where(Consent.in_view_id == PersonInView.id, Consent.purpose == purpose, Consent.ended_at.is_(None), valid)
        .correlate(PersonInView)
    )
    return _somebody(PersonInView.withdrawn_at.is_not(None) | ~agreed)


def somebody_withdrew(before: datetime | None = None) -> ColumnElement[bool]:
    """SQL on Recording: somebody in view withdrew; at that moment or earlier, when one is given."""
    return _somebody(PersonInView.withdrawn_at.is_not(None) if before is None else PersonInView.withdrawn_at <= before)


def state_of(recording: Recording, *, on: date) -> State:
    """In which state the recording is on that day."""
    if recording.destroyed_at is not None:
        return State.DESTROYED
    if any(person.withdrawn_at for person in recording.in_view):
        return State.WITHDRAWN
    if has_lapsed(recording, on=on):
        return State.LAPSED
    short = lacking(recording.in_view, Purpose.LEARNING, on=on)
    if any(_ran_out(person, on) for person in short):
        return State.EXPIRED
    if not recording.open_shares:
        return State.CONCEPT
    return State.AWAITING if short or not is_said(recording) else State.SHARED


def has_lapsed(recording: Recording, *, on: date) -> bool:
    """Whether the time that the recording is kept for is over on that day."""
    return recording.expires_on <= on


def destroyed_on(recording: Recording, *, days: int) -> datetime | None:
    """When a recording that somebody withdrew from is destroyed: so many days after the first who did."""
    withdrawn = [person.withdrawn_at for person in recording.in_view if person.withdrawn_at is not None]
    return min(withdrawn) + timedelta(days=days) if withdrawn else None


def _ran_out(person: PersonInView, on: date) -> bool:
    ends = [each.valid_until for each in person.open_consents if each.purpose is Purpose.LEARNING]
    return any(end is not None and end < on for end in ends)


def _somebody(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    here = (PersonInView.recording_id == Recording.id, PersonInView.removed_at.is_(None))
    return exists().where(*here, *which).correlate(Recording)
