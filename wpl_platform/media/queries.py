"""Which recordings there are for a viewer, and what is kept of them."""

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media import policy
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


def recording(recording_id: int, *, viewer: Viewer) -> Recording:
    """The recording; raises Missing when it does not exist for the viewer."""
    found = db.session.get(Recording, recording_id)
    if found is None or not policy.may_see(viewer, found):
        raise Missing
    return found
