"""Who may read the dossier of an organisation."""

from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.viewer import Viewer

READERS = (OrganisationRole.ADMIN, OrganisationRole.FG)


def may_read(viewer: Viewer, organisation_id: int) -> bool:
    """Its administrators and its data-protection officer (FG)."""
    return viewer.holds(organisation_id, *READERS)
