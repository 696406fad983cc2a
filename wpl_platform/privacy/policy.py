"""Who may read the access log of an organisation: never who may see what it is about, and never the film with it."""

from sqlalchemy import ColumnElement, or_

from wpl_platform.privacy.models import AccessEntry, Kind
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.viewer import Viewer


def may_read_log(viewer: Viewer, organisation_id: int) -> bool:
    """Its data-protection officer (FG)."""
    return viewer.holds(organisation_id, OrganisationRole.FG)


def may_see(viewer: Viewer, entry: AccessEntry) -> bool:
    """The FG of its organisation, and who it is about: who did it, or to whom it was done."""
    about_them = entry.about_kind is Kind.PERSON and viewer.is_person(entry.about_id)
    return may_read_log(viewer, entry.organisation_id) or viewer.is_person(entry.person_id) or about_them


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on AccessEntry."""
    guarded = AccessEntry.organisation_id.in_(viewer.organisations_as(OrganisationRole.FG))
    return or_(guarded, of(viewer)) if viewer.signed_in else guarded


def of(viewer: Viewer) -> ColumnElement[bool]:
    """What the viewer did, and what was done to them, as a condition on AccessEntry."""
    about_them = (AccessEntry.about_kind == Kind.PERSON) & (AccessEntry.about_id == viewer.person_id)
    return (AccessEntry.person_id == viewer.person_id) | about_them
