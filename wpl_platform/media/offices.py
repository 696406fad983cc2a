"""What who holds an office in an organisation may do about its films as a whole; none of it shows a film. A policy."""

from wpl_platform.teams.models import OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer


def may_see_papers(viewer: Viewer, organisation_id: int) -> bool:
    """What was signed on paper in an organisation: its FG."""
    return viewer.holds(organisation_id, OrganisationRole.FG)


def may_see_retention(viewer: Viewer, organisation_id: int) -> bool:
    """How long films are kept: who administers the organisation, and its data-protection officer (FG)."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN, OrganisationRole.FG)


def may_choose_retention(viewer: Viewer, organisation_id: int) -> bool:
    """Who administers the organisation."""
    return viewer.holds(organisation_id, OrganisationRole.ADMIN)


def may_see_destroyed(viewer: Viewer, organisation_id: int) -> bool:
    """What was destroyed, why, and which films makers kept longer for which reason: the FG of the organisation."""
    return viewer.holds(organisation_id, OrganisationRole.FG)


def may_manage_storage(viewer: Viewer, team: Team) -> bool:
    """Who administers one of its teams decides about an organisation's bytes: there is no role above teams yet."""
    return viewer.has(team.id, Role.ADMIN)


def may_write_information(viewer: Viewer, team: Team) -> bool:
    """What people in view are told is written by who administers a team of the organisation."""
    return viewer.has(team.id, Role.ADMIN)
