"""Who may see a profile and a text: everybody what is public; besides, a professional their own.

Each question has two faces, a bool for one row and SQL for many, that always agree.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, or_, select

from wpl_platform.academy.models import Contribution, Registration
from wpl_platform.academy.standing import Standing, standing_on
from wpl_platform.teams.viewer import Viewer


def standing_of(registration: Registration, *, on: date) -> Standing:
    """Where this registration stands on that day."""
    return standing_on(
        on,
        registered_on=registration.registered_on,
        valid_until=registration.valid_until,
        struck_off_at=registration.struck_off_at,
    )


def listed(*, on: date) -> ColumnElement[bool]:
    """The registrations that stand in the register on that day: who applied, expired or was struck off does not."""
    return and_(
        Registration.struck_off_at.is_(None),
        Registration.registered_on <= on,
        or_(Registration.valid_until.is_(None), Registration.valid_until >= on),
    )


def may_see(viewer: Viewer, registration: Registration, *, on: date) -> bool:
    """Whether the profile shows: it is listed, or it is the viewer's own."""
    return standing_of(registration, on=on) is Standing.REGISTERED or viewer.is_person(registration.person_id)


def seen_by(viewer: Viewer, *, on: date) -> ColumnElement[bool]:
    """The profiles that show to this viewer."""
    return or_(listed(on=on), _own(viewer))


def is_published(contribution: Contribution, *, at: datetime) -> bool:
    """Whether the text is public at that moment; a draft is not."""
    return contribution.published_at is not None and contribution.published_at <= at


def published(*, at: datetime) -> ColumnElement[bool]:
    """The texts that are public at that moment."""
    return Contribution.published_at <= at


def may_read(viewer: Viewer, contribution: Contribution, *, at: datetime) -> bool:
    """Whether the text shows: it is public, or the viewer wrote it."""
    author = contribution.registration
    return is_published(contribution, at=at) or (author is not None and viewer.is_person(author.person_id))


def read_by(viewer: Viewer, *, at: datetime) -> ColumnElement[bool]:
    """The texts that show to this viewer."""
    own = Contribution.registration_id.in_(select(Registration.id).where(_own(viewer)))
    return or_(published(at=at), own)


def _own(viewer: Viewer) -> ColumnElement[bool]:
    return false() if viewer.person_id is None else Registration.person_id == viewer.person_id
