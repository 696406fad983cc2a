"""Who may say how the people of an organisation sign in."""

from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.viewer import Viewer


def may_set_up(viewer: Viewer, organisation_id: int) -> bool:
    """Its administrators."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN)


def belongs_alone(viewer: Viewer, organisation_id: int, ever_in: frozenset[int]) -> bool:
    """Whether somebody belongs to this organisation now, and never did to another: whom its provider may speak for.

    `viewer` is that person; `ever_in` the organisations of which they were something at any time.
    """
    return viewer.signed_in and ever_in == {organisation_id} and bool(viewer.roles or viewer.organisations)
